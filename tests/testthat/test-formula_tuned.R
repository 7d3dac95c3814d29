tuned_session <- function() {
  session <- small_session()
  stamps <- time(session$drive)
  session$place <- Tsd(stamps, (stamps * 0.31) %% 1, support = support(session$drive), unit = "m")
  session$heading <- as_circular(Tsd(stamps, 1.7 * stamps, support = support(session$drive)), 2 * pi)
  session
}

x_place <- function(session) bin_average(session$place, 0.01, session$blocks, partial = "drop")

test_that("a tuned term is the basis at the signal, and glm() gives the same fit", {
  session <- tuned_session()
  formula <- units["7"] ~ tuned(place, BSplineEval(6)) + drive
  fit <- spike_glm(formula, session, bin_size = 0.01)
  design <- design_matrix(formula, session, bin_size = 0.01)
  place <- as.vector(bin_average(session$place, 0.01, session$blocks, partial = "drop"))
  x <- model.matrix(design)
  expect_equal(unname(x[, 1:6]), unname(unclass(compute_features(BSplineEval(6), place))[, 1:6]), tolerance = 1e-12,
               ignore_attr = TRUE)
  reference <- glm(design$response[, 1] ~ x[, -1], family = poisson, control = list(epsilon = 1e-14))
  expect_equal(as.numeric(logLik(fit)), as.numeric(logLik(reference)), tolerance = 1e-10)
  expect_equal(attr(logLik(fit), "df"), 7)
  expect_equal(as.vector(predict(fit, type = "count")), unname(fitted(reference)), tolerance = 1e-8)
  expect_equal(design$columns$name[1], "tuned(place)[1]")
})

test_that("each unit leaves out one function, and a penalty leaves out none", {
  session <- tuned_session()
  fit <- spike_glm(units ~ tuned(place, BSplineEval(6)), session, bin_size = 0.01)
  states <- vapply(fit$outputs, function(output) output$states, character(6))
  expect_equal(unname(colSums(states == "excluded")), c(1, 1))
  together <- fit$outputs[["9"]]
  alone <- spike_glm(units["9"] ~ tuned(place, BSplineEval(6)), session, bin_size = 0.01)
  expect_identical(alone$outputs[[1]]$coefficients, together$coefficients)
  ridged <- spike_glm(units ~ tuned(place, BSplineEval(6), penalty = ridge(0.01)), session, bin_size = 0.01)
  expect_true(all(ridged$outputs[[1]]$states == "estimated"))
  # A ridge penalty on functions that add up to 1 makes the coefficients sum to 0.
  expect_equal(sum(ridged$coef_[, 1]), 0, tolerance = 1e-8)
  design <- design_matrix(units["7"] ~ tuned(place, BSplineEval(6)), session, bin_size = 0.01)
  expect_no_warning(by_steps <- fit(GLM(), design))
  expect_equal(as.numeric(logLik(by_steps)), as.numeric(logLik(fit["7"])), tolerance = 1e-12)
})

test_that("bases whose functions do not add up to a constant keep all of them", {
  session <- tuned_session()
  for (basis in list(RaisedCosineLinearEval(4), FourierEval(3), IdentityEval())) {
    fit <- spike_glm(units["7"] ~ tuned(place, basis), session, bin_size = 0.01, trouble = "stop")
    expect_true(all(fit$outputs[[1]]$states == "estimated"))
  }
})

test_that("a product beside its main effects is reduced to the interaction", {
  session <- tuned_session()
  product <- spike_glm(units ~ tuned(place, heading, basis = BSplineEval(4) * CyclicBSplineEval(5)), session,
                       bin_size = 0.01)
  whole <- spike_glm(units ~ tuned(place, BSplineEval(4)) + tuned(heading, CyclicBSplineEval(5)) +
                       tuned(place, heading, basis = BSplineEval(4) * CyclicBSplineEval(5)), session, bin_size = 0.01)
  one <- spike_glm(units ~ tuned(heading, CyclicBSplineEval(5)) +
                     tuned(place, heading, basis = BSplineEval(4) * CyclicBSplineEval(5)), session, bin_size = 0.01)
  expect_equal(as.numeric(logLik(whole)), as.numeric(logLik(product)), tolerance = 1e-9)
  expect_equal(as.numeric(logLik(one)), as.numeric(logLik(product)), tolerance = 1e-9)
  expect_equal(c(attr(logLik(product), "df"), attr(logLik(whole), "df"), attr(logLik(one), "df")), c(40, 40, 40))
  interaction <- summary(whole)$terms
  expect_equal(interaction$df[interaction$term == "tuned(place, heading)"], c(12, 12))
})

test_that("by = gives each level of a factor a curve, or scales the curve by a number", {
  session <- tuned_session()
  fit <- spike_glm(units["7"] ~ tuned(place, BSplineEval(4), by = block), session, session$blocks, bin_size = 0.01)
  x <- model.matrix(fit)
  block <- rep(c(TRUE, FALSE), c(1000, 500))
  expect_equal(fit$columns$level, rep(c("a", "b"), each = 4))
  expect_true(all(x[block, 5:8] == 0) && all(x[!block, 1:4] == 0))
  expect_equal(rowSums(x), rep(1, 1500), tolerance = 1e-12)
  separate <- lapply(1:2, function(i) {
    spike_glm(units["7"] ~ tuned(place, BSplineEval(4, bounds = range(x_place(session)))), session, session$blocks[i],
              bin_size = 0.01)
  })
  expect_equal(as.numeric(logLik(fit)), sum(vapply(separate, logLik, 0)), tolerance = 1e-9)
  beside <- spike_glm(units["7"] ~ block + tuned(place, BSplineEval(4), by = block), session, session$blocks,
                      bin_size = 0.01, trouble = "stop")
  expect_equal(as.numeric(logLik(beside)), as.numeric(logLik(fit)), tolerance = 1e-9)

  scaled <- model.matrix(design_matrix(units ~ tuned(place, BSplineEval(4), by = drive), session, bin_size = 0.01))
  drive <- as.vector(bin_average(session$drive, 0.01, session$blocks, partial = "drop"))
  expect_equal(rowSums(scaled), drive, tolerance = 1e-12)
})

test_that("a category is a basis, and the fit is that of the factor", {
  session <- tuned_session()
  fit <- spike_glm(units ~ tuned(block, Category(c("a", "b"))), session, session$blocks, bin_size = 0.01)
  plain <- spike_glm(units ~ block, session, session$blocks, bin_size = 0.01)
  expect_equal(logLik(fit), logLik(plain), tolerance = 1e-10)
})

test_that("a curve beside the same curve by a factor leaves the differences from the first level", {
  session <- tuned_session()
  alone <- spike_glm(units ~ tuned(place, BSplineEval(4), by = block), session, session$blocks, bin_size = 0.01)
  beside <- spike_glm(units ~ tuned(place, BSplineEval(4)) + tuned(place, BSplineEval(4), by = block), session,
                      session$blocks, bin_size = 0.01, trouble = "stop")
  with_factor <- spike_glm(units ~ block + tuned(place, BSplineEval(4)) + tuned(place, BSplineEval(4), by = block),
                           session, session$blocks, bin_size = 0.01, trouble = "stop")
  for (fit in list(beside, with_factor)) {
    expect_equal(as.numeric(logLik(fit)), as.numeric(logLik(alone)), tolerance = 1e-9)
    expect_equal(attr(logLik(fit), "df"), attr(logLik(alone), "df"))
    # Rates of two fits of the same model, each found to 1e-8 in its gradient.
    expect_equal(subset(curves(fit), !is.na(level))$rate, curves(alone)$rate, tolerance = 1e-5)
  }
  difference <- summary(beside["7"])$terms
  expect_equal(difference$df[difference$term == "tuned(place, by = block)"], 4)
  average <- subset(curves(beside), is.na(level) & unit == "7")
  expect_equal(log(average$rate), as.vector(log(matrix(subset(curves(alone), unit == "7")$rate, 100)) %*% c(2, 1) / 3),
               tolerance = 1e-5)
})

test_that("a number that scales a curve can be a term too", {
  fit <- spike_glm(units["7"] ~ drive + tuned(place, BSplineEval(4), by = drive), tuned_session(), bin_size = 0.01,
                   trouble = "stop")
  alone <- spike_glm(units["7"] ~ tuned(place, BSplineEval(4), by = drive), tuned_session(), bin_size = 0.01)
  expect_equal(as.numeric(logLik(fit)), as.numeric(logLik(alone)), tolerance = 1e-9)
})

test_that("prediction keeps the range of the fit, and warns outside it", {
  session <- tuned_session()
  fit <- spike_glm(units["7"] ~ tuned(place, BSplineEval(6)), session, IntervalSet(0, 3), bin_size = 0.01)
  inside <- predict(fit, epochs = IntervalSet(1, 2))
  expect_equal(as.vector(inside), as.vector(predict(fit))[101:200], tolerance = 1e-12)
  expect_warning(outside <- predict(fit, epochs = IntervalSet(3, 5)), class = "anemone_warning_outside_range")
  expect_true(anyNA(outside))
  later <- unserialize(serialize(fit, NULL))
  expect_equal(predict(later, epochs = IntervalSet(1, 2)), inside)
})

test_that("a term adds up to 0 over the rows of the fit, the parts to the predictor", {
  session <- tuned_session()
  fit <- spike_glm(units["7"] ~ tuned(place, BSplineEval(6)) + tuned(heading, CyclicBSplineEval(5)) + drive, session,
                   bin_size = 0.01)
  terms <- predict(fit, type = "terms")
  expect_equal(unname(colMeans(terms)[1:2]), c(0, 0), tolerance = 1e-12)
  rest <- predict(fit, type = "link") - rowSums(terms)
  expect_equal(as.vector(rest), rep(mean(rest), 1500), tolerance = 1e-10)
  later <- predict(fit, epochs = IntervalSet(1, 2), type = "terms")
  expect_equal(as.vector(later), as.vector(plain_values(terms)[101:200, ]), tolerance = 1e-12)
})

test_that("what a call was written with is kept for prediction elsewhere", {
  make <- function() {
    session <- tuned_session()
    wanted <- "CA3"
    period <- 1
    spike_glm(units["7"] ~ tuned(as_circular(place, period), CyclicBSplineEval(5)) + splines::ns(drive, 3) +
                coupling(RaisedCosineLogConv(2), window = 0.05, from = region == wanted), session, bin_size = 0.01)
  }
  fit <- unserialize(serialize(make(), NULL))
  part <- predict(fit, epochs = IntervalSet(1, 2), type = "link")
  expect_equal(as.vector(part), as.vector(predict(fit, type = "link"))[101:200], tolerance = 1e-10)
})

test_that("functions without a spike are at their limit, in words", {
  session <- tuned_session()
  place <- as.vector(value_from(session$units["7"][[1]], session$place))
  session$units <- TsGroup(list("7" = time(session$units["7"][[1]])[place < 0.6]), support = support(session$drive))
  expect_message(fit <- spike_glm(units ~ tuned(place, BSplineEval(12)), session, bin_size = 0.01),
                 "no spike where [1-9] of 12 functions", class = "anemone_message_limit")
  rate <- predict(fit)
  expect_true(min(rate) == 0)
  expect_true(all(is.finite(rate)))
})

test_that("what tuned() cannot do is said in classed errors", {
  session <- tuned_session()
  bad <- list(quote(tuned(place)), quote(tuned(place, 3)), quote(tuned(place, RaisedCosineLogConv(4))),
              quote(tuned(place, BSplineEval(4) + BSplineEval(4))), quote(tuned(place, drive, BSplineEval(4))),
              quote(tuned(place, BSplineEval(4), wide = 2)))
  for (term in bad) {
    formula <- rlang::new_formula(quote(units), term, env = environment())
    expect_error(spike_glm(formula, session, bin_size = 0.01), class = "anemone_error_formula")
  }
})
