test_that("a formula and the step-by-step way give the same numbers", {
  session <- small_session()
  formula <- units ~ conv(drive, RaisedCosineLogConv(4), window = 0.05) + history(RaisedCosineLogConv(3), window = 0.02)
  fit <- spike_glm(formula, data = session, bin_size = 0.002, trouble = "ignore")
  design <- design_matrix(formula, data = session, bin_size = 0.002)
  x <- model.matrix(design)
  rows <- complete.cases(x)
  own <- !(design$columns$role == "own" & design$columns$from != "7")
  direct <- fit(GLM(), x[rows, own], design$response[rows, 1], trouble = "ignore")
  expect_equal(unname(fit$coef_[own, "7"]), unname(direct$coef_), tolerance = 1e-10)
  expect_equal(unname(fit$intercept_[["7"]]), unname(direct$intercept_[1]), tolerance = 1e-10)

  reference <- glm(design$response[rows, 1] ~ x[rows, own], family = poisson, control = list(epsilon = 1e-14))
  finite <- is.finite(direct$coef_)
  if (all(finite)) expect_equal(unname(direct$coef_), unname(coef(reference)[-1]), tolerance = 1e-8)
  expect_equal(sum(predict(fit["7"], type = "count"), na.rm = TRUE), sum(design$response[rows, 1]),
               tolerance = 1e-10)
})

test_that("the features of a formula are those of compute_features()", {
  session <- small_session()
  design <- design_matrix(units ~ conv(drive, RaisedCosineLogConv(4), window = 0.05), session,
                          bin_size = 0.002, lookback = FALSE)
  signal <- bin_average(session$drive, 0.002, session$blocks, partial = "drop")
  features <- compute_features(RaisedCosineLogConv(4, window_size = 25), signal)
  expect_equal(unname(model.matrix(design)), unname(as.matrix(as.data.frame(features)[, -1])), tolerance = 1e-12)
})

test_that("refractory columns go to their limit, and the rest is the exact maximum", {
  session <- example_session("current_clamp")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  session$current <- as_unit(session$stimulus, "pA")
  expect_message(
    fit <- spike_glm(units ~ conv(current, RaisedCosineLogConv(8), window = 0.2) +
                       history(RaisedCosineLogConv(6), window = 0.1),
                     data = session, epochs = steps, bin_size = 0.001, before = 0),
    "no spike within 17 ms", class = "anemone_message_limit")
  expect_equal(as.numeric(logLik(fit)), -1477.245, tolerance = 1e-6)
  expect_equal(unname(fit$coef_[9:11, 1]), rep(-Inf, 3))
  expect_true(all(is.finite(fit$coef_[-(9:11), 1])))
  expect_equal(sum(predict(fit, type = "count")), 375, tolerance = 1e-8)
  expect_error(update(fit, separation = "stop"), class = "anemone_error_separation")
})

test_that("a response 5 ms after a pulse peaks at 5 ms, whatever the bins", {
  pulses <- seq(0.1, 9.9, by = 0.05)
  stamps <- seq(0, 10, by = 0.001)
  support <- IntervalSet(0, 10)
  pulse <- Tsd(stamps, as.numeric(round(stamps * 1000) %in% round(pulses * 1000)), support = support)
  spikes <- Ts(pulses[seq(1, length(pulses), 2)] + 0.0051, support = support)
  for (bin in c(0.001, 0.005)) {
    fit <- spike_glm(spikes ~ conv(pulse, HistoryConv(), window = 0.02, penalty = ridge(1e-4)),
                     data = list(spikes = spikes, pulse = pulse), bin_size = bin, trouble = "ignore")
    curve <- filters(fit)
    expect_equal(curve$lag_s[which.max(curve$estimate)], 0.005)
  }
})

test_that("lags look back before an epoch where the signal was recorded, and rows lost are counted", {
  session <- small_session()
  epochs <- IntervalSet(c(2, 20), c(3, 21))
  formula <- units ~ conv(drive, RaisedCosineLogConv(4), window = 0.1)
  back <- design_matrix(formula, session, epochs = epochs, bin_size = 0.01)
  expect_equal(count_valid_rows(back), 200 - 10)
  expect_equal(unname(back$lost), 10)
  alone <- design_matrix(formula, session, epochs = epochs, bin_size = 0.01, lookback = FALSE)
  expect_equal(count_valid_rows(alone), 200 - 20)
  for (before in list(0, "hold")) {
    filled <- design_matrix(formula, session, epochs = epochs, bin_size = 0.01, before = before)
    expect_equal(count_valid_rows(filled), 200)
  }
  zero <- model.matrix(design_matrix(formula, session, epochs = epochs, bin_size = 0.01, before = 0))
  expect_equal(unname(zero[101, ]), rep(0, 4))
  expect_equal(unname(zero[1, ]), unname(model.matrix(back)[1, ]))
})

test_that("incomplete last bins are dropped and counted", {
  session <- small_session()
  design <- design_matrix(units ~ drive, session, epochs = IntervalSet(c(1, 5), c(2.005, 6)), bin_size = 0.01)
  expect_equal(design$n_rows, 200)
  expect_match(format(design), "1 epoch with an incomplete last bin", all = FALSE)
})

test_that("each unit has its own history, and coupling without itself", {
  session <- small_session()
  design <- design_matrix(units ~ history(RaisedCosineLogConv(3), window = 0.02) +
                            coupling(RaisedCosineLogConv(2), window = 0.02), session, bin_size = 0.002)
  used <- lapply(design$output_columns, function(own) design$columns$name[own + 1])
  expect_equal(used[[1]], c(paste0("history:7[", 1:3, "]"), paste0("coupling:9[lag ", c(2, 4), " ms]")))
  expect_equal(used[[2]], c(paste0("history:9[", 1:3, "]"), paste0("coupling:7[lag ", c(2, 4), " ms]")))
  together <- spike_glm(units ~ coupling(RaisedCosineLogConv(2), window = 0.02), session, bin_size = 0.002)
  alone <- spike_glm(units["9"] ~ coupling(RaisedCosineLogConv(2), window = 0.02), session, bin_size = 0.002)
  expect_identical(unname(alone$coef_[alone$columns$from == "7", 1]),
                   unname(together$coef_[together$columns$from == "7", "9"]))
  chosen <- design_matrix(units["7"] ~ coupling(RaisedCosineLogConv(2), window = 0.02, from = region == "CA3"),
                          session, bin_size = 0.002)
  expect_equal(unique(chosen$columns$from), "9")
  curve <- filters(together["9"])
  expect_equal(unique(curve$from), "7")
  expect_equal(together["9"]$units, "9")
})

test_that("units on the left are chosen by id and by a condition on their metadata", {
  session <- small_session()
  expect_equal(spike_glm(units["9"] ~ drive, session, bin_size = 0.01)$units, "9")
  expect_equal(spike_glm(units[region == "CA1"] ~ drive, session, bin_size = 0.01)$units, "7")
  wanted <- "CA3"
  expect_equal(spike_glm(units[region == wanted] ~ drive, session, bin_size = 0.01)$units, "9")
})

test_that("plain variables are as in glm(): numbers, factors, interactions, functions", {
  session <- small_session()
  fit <- spike_glm(units["7"] ~ poly(drive, 2) + block + drive:block, session, epochs = session$blocks,
                   bin_size = 0.01, trouble = "ignore")
  counts <- bin_counts(session$units["7"], 0.01, session$blocks, partial = "drop")
  drive <- as.vector(bin_average(session$drive, 0.01, session$blocks, partial = "drop"))
  block <- rep(c("a", "b"), c(1000, 500))
  # glm() divides epsilon by 1000 for the tolerance of its rank.
  reference <- glm(as.vector(counts) ~ poly(drive, 2) + block + drive:block, family = poisson,
                   control = list(epsilon = 1e-9))
  expect_equal(fit$coef_[, 1], coef(reference)[-1], tolerance = 1e-7)
  # What poly() learned is kept: a prediction on part of the data agrees with that on all of it.
  all <- predict(fit, type = "link")
  part <- predict(fit, epochs = session$blocks[2], type = "link")
  expect_equal(as.vector(part), as.vector(all)[1001:1500], tolerance = 1e-10)
})

test_that("an offset is a known part of the predictor", {
  session <- small_session()
  exposure <- Tsd(time(session$drive), 0.5 + (seq_along(session$drive) %% 7), support = support(session$drive))
  session$exposure <- exposure
  fit <- spike_glm(units["7"] ~ drive + offset(log(exposure)), session, bin_size = 0.01)
  average <- function(x) as.vector(bin_average(x, 0.01, session$blocks, partial = "drop"))
  counts <- as.vector(bin_counts(session$units["7"], 0.01, session$blocks, partial = "drop"))
  reference <- glm(counts ~ average(session$drive) + offset(log(average(exposure))), family = poisson,
                   control = list(epsilon = 1e-14))
  expect_equal(unname(fit$coef_[, 1]), unname(coef(reference)[2]), tolerance = 1e-8)
  expect_equal(fit$outputs[[1]]$null_deviance, reference$null.deviance, tolerance = 1e-10)
})

test_that("binned counts on the left give what the spike trains give", {
  session <- small_session()
  session$counts <- bin_counts(session$units, 0.002, session$blocks, partial = "drop")
  right <- quote(drive + history(RaisedCosineLogConv(3), window = 0.02))
  by_trains <- spike_glm(rlang::new_formula(quote(units), right), session, bin_size = 0.002, lookback = FALSE)
  by_counts <- spike_glm(rlang::new_formula(quote(counts), right), session)
  expect_equal(by_counts$coef_, by_trains$coef_, tolerance = 1e-12)
  expect_error(spike_glm(counts ~ drive, session, bin_size = 0.01), class = "anemone_error_bad_argument")
})

test_that("a penalty shrinks, does not depend on the unit of the signal, and makes limits finite", {
  session <- small_session()
  session$scaled <- session$drive * 1000
  plain <- spike_glm(units["7"] ~ drive, session, bin_size = 0.01, penalty = ridge(0.1))
  scaled <- spike_glm(units["7"] ~ scaled, session, bin_size = 0.01, penalty = ridge(0.1))
  expect_equal(unname(plain$coef_), unname(scaled$coef_) * 1000, tolerance = 1e-8)
  nemos <- spike_glm(units["7"] ~ drive, session, bin_size = 0.01, penalty = ridge(0.1), standardise = FALSE)
  counts <- bin_counts(session$units["7"], 0.01, session$blocks, partial = "drop")
  x <- bin_average(session$drive, 0.01, session$blocks, partial = "drop")
  direct <- fit(GLM(regularizer = "Ridge", regularizer_strength = 0.1), x, counts)
  expect_equal(unname(nemos$coef_[, 1]), unname(direct$coef_), tolerance = 1e-10)
})

test_that("softplus rates add", {
  session <- small_session()
  fit <- spike_glm(units["7"] ~ drive, session, bin_size = 0.01, inverse_link = "softplus")
  rate <- predict(fit, type = "count")
  link <- predict(fit, type = "link")
  expect_equal(as.vector(rate), log1p(exp(as.vector(link))), tolerance = 1e-12)
})

test_that("update() changes the formula or an argument and keeps the rest", {
  session <- small_session()
  fit <- spike_glm(units["7"] ~ drive, session, bin_size = 0.01)
  more <- update(fit, . ~ . + history(RaisedCosineLogConv(3), window = 0.05))
  expect_equal(nrow(more$coef_), 1 + 3)
  coarse <- update(fit, bin_size = 0.02)
  expect_equal(coarse$bin_size, 0.02)
  session$drive <- NULL
  expect_equal(update(fit)$coef_, fit$coef_)
})

test_that("a fit can be saved, drags no environment along, and predicts from other data", {
  session <- small_session()
  make <- function() {
    ballast <- rnorm(1e6)
    spike_glm(units["7"] ~ drive + history(RaisedCosineLogConv(3), window = 0.05), session, bin_size = 0.01,
              keep_data = FALSE)
  }
  fit <- make()
  file <- withr::local_tempfile()
  saveRDS(fit, file)
  expect_lt(file.size(file), 50000)
  expect_error(predict(readRDS(file)), class = "anemone_error_no_data")
  expect_equal(predict(readRDS(file), newdata = session, epochs = session$blocks),
               predict(make(), newdata = session, epochs = session$blocks))
})

test_that("what cannot be read or found is a classed error that names it", {
  session <- small_session()
  expect_error(spike_glm(units ~ drvie, session, bin_size = 0.01), "drive", class = "anemone_error_unknown_variable")
  expect_error(spike_glm(units ~ mean, session, bin_size = 0.01), class = "anemone_error_unknown_variable")
  expect_error(spike_glm(units ~ drive - 1, session, bin_size = 0.01), class = "anemone_error_formula")
  expect_error(spike_glm(~ drive, session, bin_size = 0.01), class = "anemone_error_formula")
  expect_error(spike_glm(units ~ drive, session), "bin_size", class = "anemone_error_bad_argument")
  expect_error(spike_glm(drive ~ units, session), class = "anemone_error_bad_counts")
  expect_error(spike_glm(units ~ conv(drive, 3), session, bin_size = 0.01), class = "anemone_error_formula")
  expect_error(spike_glm(units ~ conv(drive, RaisedCosineLogConv(4)), session, bin_size = 0.01),
               class = "anemone_error_window_size")
  expect_error(spike_glm(units ~ conv(drive, RaisedCosineLogConv(4), windw = 1), session, bin_size = 0.01),
               class = "anemone_error_formula")
  expect_error(spike_glm(units ~ history(RaisedCosineLogConv(4), window = 20), session, bin_size = 0.01),
               "history", class = "anemone_error_no_valid_rows")
  expect_error(spike_glm(units ~ drive, session, epochs = IntervalSet(1, 1.001), bin_size = 0.01),
               class = "anemone_error_no_valid_rows")
  expect_error(spike_glm(units["3"] ~ drive, session, bin_size = 0.01), class = "anemone_error")
  expect_error(spike_glm(units ~ drive, 3, bin_size = 0.01), class = "anemone_error_bad_argument")
  expect_error(spike_glm(units["7"] ~ coupling(RaisedCosineLogConv(3), window = 0.1),
                         list(units = session$units["7"]), bin_size = 0.01), class = "anemone_error_formula")
})

test_that("errors read well", {
  session <- small_session()
  expect_snapshot(error = TRUE, {
    spike_glm(units ~ drvie, session, bin_size = 0.01)
    spike_glm(units ~ drive - 1, session, bin_size = 0.01)
    spike_glm(units ~ history(RaisedCosineLogConv(4), window = 20), session, bin_size = 0.01)
  })
})

test_that("the demo's models equal glm() on their own designs", {
  session <- example_session("current_clamp")
  session$current <- as_unit(session$stimulus, "pA")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  formulas <- list(units ~ current, units ~ conv(current, RaisedCosineLogConv(8), window = 0.2))
  for (formula in formulas) {
    fit <- spike_glm(formula, session, epochs = steps, bin_size = 0.001)
    x <- model.matrix(fit$design)
    rows <- valid_rows(fit$design)
    reference <- glm.fit(cbind(1, x[rows, ]), fit$design$response[rows, 1], family = poisson(),
                         control = list(epsilon = 1e-15, maxit = 50))
    class(reference) <- c("glm", "lm")
    expect_equal(unname(c(fit$intercept_, fit$coef_)), unname(reference$coefficients), tolerance = 1e-8)
    expect_equal(unname(sqrt(diag(vcov(fit)))), unname(sqrt(diag(vcov(reference)))), tolerance = 1e-6)
    expect_equal(fit$outputs[[1]]$deviance, reference$deviance, tolerance = 1e-10)
  }
})

test_that("a data frame has one row per bin or trial", {
  data <- withr::with_seed(1, data.frame(speed = rnorm(300), choice = rep(c("left", "right", "none"), 100)))
  data$counts <- withr::with_seed(2, rpois(300, exp(-0.5 + 0.4 * data$speed)))
  fit <- spike_glm(counts ~ speed * choice, data = data)
  reference <- glm(counts ~ speed * choice, family = poisson, data = data, control = list(epsilon = 1e-14))
  expect_equal(fit$coef_[, 1], coef(reference)[-1], tolerance = 1e-8)
  expect_equal(predict(fit, type = "count"), unname(fitted(reference)), tolerance = 1e-8)
  expect_error(predict(fit), class = "anemone_error_no_bin_size")
  expect_equal(predict(fit, newdata = data[7:9, ], type = "count"), unname(fitted(reference))[7:9], tolerance = 1e-8)
  lagged <- spike_glm(counts ~ history(HistoryConv(), window = 3), data = data)
  x <- embed(data$counts, 4)
  by_hand <- glm(x[, 1] ~ x[, -1], family = poisson, control = list(epsilon = 1e-14))
  expect_equal(unname(lagged$coef_[, 1]), unname(coef(by_hand)[-1]), tolerance = 1e-8)
  expect_output(print(lagged), "297 rows")
})

test_that("slips of the pen in a formula are classed errors", {
  session <- small_session()
  attempt <- function(formula, ...) spike_glm(formula, session, bin_size = 0.01, ...)
  slips <- list(units ~ conv(drive, window = 0.1), units ~ histroy(RaisedCosineLogConv(4), window = 0.1),
                units ~ tuned(drive), units ~ 5, units ~ history(RaisedCosineLogConv(4), window = 0.1, penalty = 2))
  for (formula in slips[1:4]) expect_error(attempt(formula), class = "anemone_error_formula")
  expect_error(attempt(slips[[5]]), class = "anemone_error_bad_argument")
  expect_error(attempt(units ~ drive, penalty = "ridge"), class = "anemone_error_bad_argument")
  expect_error(attempt(units ~ drive, penalty = 3), class = "anemone_error_bad_argument")
  expect_snapshot(error = TRUE, attempt(slips[[2]]))
})

test_that("counts without the unit asked for are refused", {
  session <- list(counts = bin_counts(small_session()$units, 0.01), drive = small_session()$drive)
  expect_error(spike_glm(counts["8"] ~ drive, session), class = "anemone_error_unknown_name")
  expect_error(spike_glm(counts[3] ~ drive, session), class = "anemone_error_bad_index")
  expect_identical(spike_glm(counts["9"] ~ drive, session)$units, "9")
})

test_that("bins where a variable is infinite leave the fit", {
  rows <- data.frame(y = c(0, 1, 3, 2, 4, 1, 2), x = c(0, 1, 2, 3, 4, 5, 6))
  fit <- spike_glm(y ~ log(x), rows)
  expect_identical(nobs(fit), 6)
  reference <- stats::glm(y ~ log(x), stats::poisson(), rows[-1, ])
  expect_equal(unname(coef(fit)), unname(stats::coef(reference)), tolerance = 1e-6)
})

test_that("partial bins of binned counts leave the fit, as they do for spike trains", {
  session <- small_session()
  binned <- list(counts = bin_counts(session$units, 0.018), drive = session$drive)
  expect_identical(nrow(binned$counts), nrow(bin_counts(session$units, 0.018, partial = "drop")) + 2L)
  expect_identical(nobs(spike_glm(counts ~ drive, binned)),
                   nobs(spike_glm(units ~ drive, session, bin_size = 0.018)))
})

test_that("update() knows what the formula was written with, unless the caller says otherwise", {
  session <- small_session()
  written_elsewhere <- function(n_functions) {
    width <- 0.05
    spike_glm(units["7"] ~ history(RaisedCosineLogConv(n_functions), window = width), session, bin_size = 0.005)
  }
  fit <- suppressMessages(written_elsewhere(3))
  expect_length(suppressMessages(coef(update(fit, . ~ . + drive))), 5)
  n_functions <- 2
  expect_length(suppressMessages(coef(update(fit, . ~ . + drive))), 4)
})

test_that("a fit shows its columns, or says that it cannot", {
  session <- small_session()
  fit <- spike_glm(units ~ drive, session, bin_size = 0.01)
  expect_identical(colnames(model.matrix(fit)), "drive")
  without <- update(fit, keep_data = FALSE)
  expect_error(model.matrix(without), class = "anemone_error_no_data")
  expect_equal(AIC(without, fit)$AIC, rep(AIC(fit), 2))
})

test_that("bins that plain variables cost are counted under their names", {
  rows <- data.frame(y = c(0, 1, 3, 2, 4, 1, 2), x = c(NA, 1, 2, 3, 4, 5, 6), z = c(1, 0, 1, 0, 1, 1, 0))
  expect_identical(names(spike_glm(y ~ x, rows)$lost), "x")
  expect_identical(names(spike_glm(y ~ x + z, rows)$lost), "x + z")
})

test_that("a term says what of it does not exist, or cannot be told apart", {
  session <- small_session()
  refused <- function(formula, words) {
    error <- expect_error(design_matrix(formula, session, bin_size = 0.01), class = "anemone_error_formula")
    expect_match(conditionMessage(error), words)
  }
  refused(units ~ conv(drive, RaisedCosineLogCon(4), window = 0.1), "RaisedCosineLogConv")
  refused(units ~ conv(drive, RaisedCosineLogConv(4), windows = 0.1), "nearest to `windows`.*window")
  refused(units ~ conv(drive, BSplineEval(4), window = 0.1), "tuned")
  refused(units ~ conv(drive, HistoryConv() + BSplineConv(4), window = 0.1), "term for each basis")
  expect_warning(design_matrix(units ~ conv(drive, RaisedCosineLogConv(5), window = 0.1), session, bin_size = 0.01),
                 "only 4 of 5 functions", class = "anemone_warning_alike_functions")
  expect_warning(design_matrix(units ~ conv(drive, HistoryConv(), window = 0.1), session, bin_size = 0.01), NA)
  expect_message(design_matrix(units ~ history(HistoryConv(3), window = 0.1), session, bin_size = 0.01),
                 class = "anemone_message_two_windows")
  expect_error(design_matrix(units ~ coupling(HistoryConv(3), from = regio == "CA1"), session, bin_size = 0.01),
               "region", class = "anemone_error_unknown_variable")
})

test_that("a formula can add up hundreds of variables", {
  set.seed(1)
  table <- data.frame(y = rpois(1500, 0.5), matrix(rnorm(1500 * 200), 1500))
  fit <- spike_glm(stats::reformulate(names(table)[-1], "y"), table, penalty = ridge(0.1))
  expect_identical(nrow(fit$columns), 200L)
})
