place_session <- function() {
  session <- small_session()
  stamps <- time(session$drive)
  session$place <- Tsd(stamps, (stamps * 0.31) %% 1, support = support(session$drive), unit = "m")
  session$heading <- as_circular(Tsd(stamps, 1.7 * stamps, support = support(session$drive)), 2 * pi)
  session
}

test_that("a curve of a model of one signal is its prediction in Hz", {
  fit <- spike_glm(units ~ tuned(place, BSplineEval(6)), place_session(), bin_size = 0.01)
  table <- curves(fit)
  expect_s3_class(table, "spike_curves")
  expect_equal(names(table), c("unit", "term", "from", "level", "x", "y", "category", "rate", "conf.low", "conf.high",
                               "effect", "std.error"))
  expect_equal(table$unit, rep(c("7", "9"), each = 100))
  predicted <- predict(fit)
  place <- bin_average(place_session()$place, 0.01, place_session()$blocks, partial = "drop")
  curve <- table[1:100, ]
  # Between two positions a line is off by an eighth of the second difference there; twice that for what it changes.
  off <- max(abs(diff(curve$rate, differences = 2))) / 4
  expect_lt(max(abs(approx(curve$x, curve$rate, as.vector(place))$y - as.vector(predicted[, "7"]))), off)
  band <- predict(fit["7"], interval = "confidence")
  highest <- which.max(as.vector(predicted[, "7"]))
  at_highest <- approx(curve$x, curve$conf.high, as.vector(place)[highest])$y
  off <- max(abs(diff(curve$conf.high, differences = 2))) / 4
  expect_lt(abs(at_highest - as.vector(band[highest, "conf.high"])), off)
})

test_that("effects are means removed over the rows of the fit, whatever column is left out", {
  session <- place_session()
  fit <- spike_glm(units["7"] ~ tuned(place, BSplineEval(6)) + drive, session, bin_size = 0.01)
  link <- as.vector(predict(fit, type = "terms")[, "tuned(place)"])
  tuned_part <- function(fit) subset(curves(fit), term == "tuned(place)")
  table <- tuned_part(fit)
  place <- as.vector(bin_average(session$place, 0.01, session$blocks, partial = "drop"))
  expect_equal(spline(table$x, table$effect, xout = place)$y, link - mean(link), tolerance = 1e-3)
  ridged <- spike_glm(units["7"] ~ tuned(place, BSplineEval(6), penalty = ridge(1e-9)) + drive, session,
                      bin_size = 0.01)
  expect_equal(tuned_part(ridged)$effect, table$effect, tolerance = 1e-4)
  expect_equal(tuned_part(ridged)$std.error, table$std.error, tolerance = 1e-4)
})

test_that("curves of products, levels, categories and units' own signals", {
  session <- place_session()
  map <- curves(spike_glm(units["7"] ~ tuned(place, heading, basis = BSplineEval(4) * CyclicBSplineEval(5)), session,
                          bin_size = 0.01), n = 10)
  expect_equal(nrow(map), 100)
  expect_equal(range(map$y, na.rm = TRUE), c(0, 2 * pi), tolerance = 1e-9)
  both <- curves(spike_glm(units ~ block + tuned(place, BSplineEval(4), by = block), session, session$blocks,
                           bin_size = 0.01))
  alone <- curves(spike_glm(units ~ tuned(place, BSplineEval(4), by = block), session, session$blocks, bin_size = 0.01))
  expect_equal(both$rate, alone$rate, tolerance = 1e-6)
  crowded <- curves(spike_glm(units ~ block + tuned(place, BSplineEval(4), by = block) + drive + sin(drive) +
                                cos(drive), session, session$blocks, bin_size = 0.01))
  expect_true(all(crowded$rate > 0))
  expect_equal(unique(both$level), c("a", "b"))
  category <- curves(spike_glm(units["7"] ~ tuned(block, Category(c("a", "b"))), session, session$blocks,
                               bin_size = 0.01))
  counts <- bin_counts(session$units["7"], 0.01, session$blocks, partial = "drop")
  expect_equal(category$rate, unname(tapply(as.vector(counts), rep(1:2, c(1000, 500)), mean)) / 0.01,
               tolerance = 1e-8, ignore_attr = TRUE)
  expect_equal(category$category, c("a", "b"))
  stamps <- time(session$drive)
  session$drives <- TsdFrame(stamps, cbind("9" = sin(7 * stamps), "7" = cos(2 * stamps)),
                             support = support(session$drive))
  own <- curves(spike_glm(units ~ tuned(own(drives), BSplineEval(4)), session, bin_size = 0.01))
  expect_equal(unique(own[c("unit", "from")])$from, c("7", "9"))
  own_fit <- spike_glm(units ~ tuned(own(drives), BSplineEval(4)), session, bin_size = 0.01)
  expect_equal(curves(own_fit["9"])$rate, own$rate[own$unit == "9"])
})

test_that("a main effect's curve follows its interaction at the mean of the other signal", {
  session <- place_session()
  fit <- spike_glm(units["7"] ~ tuned(place, BSplineEval(4)) + tuned(heading, CyclicBSplineEval(5)) +
                     tuned(place, heading, basis = BSplineEval(4) * CyclicBSplineEval(5)), session, bin_size = 0.01)
  table <- curves(fit, n = 3)
  main <- table[table$term == "tuned(place)", ]
  x <- model.matrix(fit)
  heading <- colMeans(x[, 5:9])
  place <- bin_average(session$place, 0.01, session$blocks, partial = "drop")
  functions <- unclass(compute_features(fitted_basis(compute_features(BSplineEval(4), as.vector(place))), main$x))
  products <- t(apply(functions, 1, function(f) as.vector(outer(heading, f))))
  rows <- cbind(functions, matrix(heading, 3, 5, byrow = TRUE), products)
  coefficients <- replace(fit$coef_[, 1], is.na(fit$coef_[, 1]), 0)
  expect_equal(main$rate, as.vector(exp(fit$intercept_[[1]] + rows %*% coefficients)) / 0.01, tolerance = 1e-10)
})

test_that("curves are drawn: lines, levels, points and maps", {
  session <- place_session()
  fit <- spike_glm(units ~ tuned(place, BSplineEval(4), by = block) + tuned(block, Category(c("a", "b"))) +
                     tuned(place, heading, basis = BSplineEval(4) * CyclicBSplineEval(5)), session,
                   session$blocks, bin_size = 0.01, trouble = "ignore")
  table <- curves(fit, n = 12)
  lines <- subset(table, term == "tuned(place, by = block)")
  expect_renders(autoplot(lines))
  expect_equal(panels_of(autoplot(lines)), c("unit 7", "unit 9"))
  expect_renders(autoplot(subset(table, !is.na(category))))
  expect_renders(autoplot(subset(table, !is.na(y))))
  expect_message(autoplot(table), class = "anemone_message_not_drawn")
})

test_that("plain variables have curves: numbers, functions of them, factors, interactions", {
  session <- place_session()
  fit <- spike_glm(units ~ poly(drive, 2) + block + drive:block + tuned(place, BSplineEval(4)), session, session$blocks,
                   bin_size = 0.01, trouble = "ignore")
  table <- curves(fit, n = 5)
  expect_equal(unique(table$term), c("tuned(place)", "drive", "block"))
  drive <- as.vector(bin_average(session$drive, 0.01, session$blocks, partial = "drop"))
  along <- table[table$term == "drive" & table$unit == "7", ]
  expect_equal(along$x, seq(min(drive), max(drive), length.out = 5))
  # By hand: the linear predictor averaged over the two blocks, the tuning at its mean.
  x <- model.matrix(fit)
  coefficients <- replace(fit$coef_[, "7"], is.na(fit$coef_[, "7"]), 0)
  share <- 2 / 3
  curve <- vapply(along$x, function(at) {
    powers <- predict(poly(drive, 2), at)
    row <- c(colMeans(x[, 1:4]), powers, 1 - share, at * c(share, 1 - share)[seq_len(ncol(x) - 7) + (ncol(x) == 8)])
    fit$intercept_[["7"]] + sum(row * coefficients)
  }, 0)
  expect_equal(along$rate, exp(curve) / 0.01, tolerance = 1e-8)
  levels <- table[table$term == "block" & table$unit == "7", ]
  expect_equal(levels$category, c("a", "b"))
  plain <- curves(spike_glm(units["7"] ~ block, session, session$blocks, bin_size = 0.01))
  counts <- bin_counts(session$units["7"], 0.01, session$blocks, partial = "drop")
  expect_equal(plain$rate, as.vector(tapply(as.vector(counts), rep(1:2, c(1000, 500)), mean)) / 0.01, tolerance = 1e-8)
  splined <- spike_glm(units["7"] ~ splines::ns(drive, 3), session, bin_size = 0.01)
  at <- curves(splined, n = 3)
  # Bins with a drive on either side are at most 0.02 apart there: a line between them is off by its square.
  expect_equal(at$rate[2], approx(drive, as.vector(predict(splined)), at$x[2])$y, tolerance = 4e-4)
  expect_renders(autoplot(at))
  expect_message(lines <- autoplot(table), class = "anemone_message_not_drawn")
  expect_equal(panels_of(lines), c("unit 7: tuned(place)", "unit 7: drive", "unit 9: tuned(place)", "unit 9: drive"))
})

test_that("curves need a tuned() term or a variable, and a bin size", {
  session <- place_session()
  bare <- spike_glm(units ~ history(RaisedCosineLogConv(2), window = 0.05), session, bin_size = 0.01)
  expect_error(curves(bare), class = "anemone_error_no_curves")
  expect_error(curves(3), class = "anemone_error_bad_argument")
  small <- spike_glm(units ~ tuned(place, BSplineEval(4)), session, bin_size = 0.01, keep_data = FALSE)
  expect_error(curves(small), class = "anemone_error_no_data")
})
