penalty_session <- function() {
  withr::with_seed(5, {
    n <- 4000
    signal <- as.vector(stats::filter(rnorm(n), 0.8, method = "recursive"))
    position <- cumsum(rnorm(n, sd = 0.05)) %% 1
    rate <- exp(-2 + 0.4 * c(0, signal[-n]) + cos(2 * pi * position))
    counts <- matrix(rpois(3 * n, rate), n, dimnames = list(NULL, c("a", "b", "c")))
    times <- (seq_len(n) - 0.5) / 100
    support <- new_IntervalSet(0, n / 100)
    list(counts = new_TsdFrame(counts, times, support), signal = new_Tsd(10 * signal, times, support),
         position = new_Tsd(position, times, support))
  })
}

fit_penalised <- function(formula, ..., data = penalty_session()) {
  spike_glm(formula, data = data, trouble = "ignore", ...)
}

# The gradient of the mean loss at a fit, by the columns of its design.
loss_gradient <- function(fit, unit = 1) {
  X <- model.matrix(fit)[valid_rows(fit$design), , drop = FALSE]
  y <- fit$design$response[valid_rows(fit$design), unit]
  mu <- exp(fit$intercept_[unit] + X %*% fit$coef_[, unit])
  as.vector(crossprod(X, mu - as.vector(y))) / nrow(X)
}

test_that("lasso() and elastic_net() meet their conditions, in units of the signal's standard deviation", {
  data <- penalty_session()
  fit <- fit_penalised(counts["a"] ~ conv(signal, RaisedCosineLogConv(6), window = 0.2), penalty = lasso(0.02),
                       data = data)
  scale <- fit$columns$scale[1]
  expect_equal(scale, stats::sd(data$signal))
  gradient <- loss_gradient(fit)
  beta <- fit$coef_[, 1]
  expect_true(any(beta == 0) && any(beta != 0))
  expect_lt(max(abs(gradient + 0.02 * scale * sign(beta))[beta != 0]), 1e-8)
  expect_lte(max(abs(gradient[beta == 0])), 0.02 * scale + 1e-8)

  fit <- fit_penalised(counts["a"] ~ conv(signal, RaisedCosineLogConv(6), window = 0.2), data = data,
                       penalty = elastic_net(0.02, ratio = 0.3))
  beta <- fit$coef_[, 1]
  expected <- 0.02 * (0.3 * scale * sign(beta) + 0.7 * scale^2 * beta)
  expect_lt(max(abs(loss_gradient(fit) + expected)[beta != 0]), 1e-8)
})

test_that("group() takes filters in or leaves them out as a whole", {
  fit <- fit_penalised(counts ~ coupling(RaisedCosineLogConv(3), window = 0.05, penalty = group(0.004)))
  zero <- fit$coef_ == 0
  filters <- interaction(fit$columns$from, drop = TRUE)
  for (unit in 1:3) {
    shares <- tapply(zero[, unit], filters, mean)
    expect_true(all(shares %in% 0:1))
  }
  expect_true(any(zero) && !all(zero))
})

test_that("penalties of terms go together, and each term has its own", {
  fit <- fit_penalised(counts["a"] ~ conv(signal, RaisedCosineLogConv(4), window = 0.1, penalty = ridge(0.1)) +
                         history(RaisedCosineLogConv(3), window = 0.05), penalty = lasso(0.01), standardise = FALSE)
  gradient <- loss_gradient(fit)
  beta <- fit$coef_[, 1]
  conv <- startsWith(fit$columns$term, "conv")
  expect_lt(max(abs(gradient + 0.1 * beta)[conv]), 1e-8)
  expect_lt(max(abs(gradient + 0.01 * sign(beta))[!conv & beta != 0], 0), 1e-8)
  expect_error(vcov(fit), class = "anemone_error_no_standard_error")
  expect_output(print(fit), "penalty: Ridge \\+ Lasso")
})

test_that("smooth() leaves the likelihood for large strengths with a straight line, and has errors", {
  data <- penalty_session()
  fit <- fit_penalised(counts["a"] ~ tuned(position, basis = BSplineEval(10)), penalty = smooth(2, 1e7), data = data)
  beta <- fit$coef_[, 1]
  # The reference, which was left out, counts as 0.
  beta[is.na(beta)] <- 0
  expect_lt(max(abs(diff(beta, differences = 2))), 1e-4)
  expect_equal(attr(logLik(fit), "df"), 2, tolerance = 1e-3)
  wiggly <- fit_penalised(counts["a"] ~ tuned(position, basis = BSplineEval(10)), penalty = smooth(2, 1e-3), data = data)
  expect_gt(attr(logLik(wiggly), "df"), 4)
  expect_true(all(sqrt(diag(vcov(wiggly)))[wiggly$coef_[, 1] != 0] > 0, na.rm = TRUE))
})

test_that("smooth() goes round for cyclic bases and along both axes of a product", {
  expect_true(smooth_axes(CyclicBSplineEval(8), 8)[[1]]$circular)
  axes <- smooth_axes(BSplineEval(5) * CyclicBSplineEval(6), 30)
  expect_length(axes, 2)
  expect_identical(as.integer(table(axes[[1]]$run)), rep(5L, 6))
  expect_identical(as.integer(table(axes[[2]]$run)), rep(6L, 5))
  expect_identical(vapply(axes, `[[`, NA, "circular"), c(FALSE, TRUE))
  data <- penalty_session()
  data$height <- data$position * 2
  fit <- fit_penalised(counts["a"] ~ tuned(position, signal, basis = BSplineEval(5) * BSplineEval(6)),
                       penalty = smooth(1, 1e8), data = data)
  beta <- fit$coef_[, 1]
  expect_lt(max(abs(beta), na.rm = TRUE), 1e-4)
})

test_that("what is no penalty is refused", {
  expect_error(fit_penalised(counts ~ signal, penalty = 0.1), class = "anemone_error_bad_argument")
  expect_error(fit_penalised(counts ~ signal, penalty = lasso(-1)), class = "anemone_error_bad_argument")
  expect_error(fit_penalised(counts ~ signal, penalty = elastic_net(1, ratio = 2)), class = "anemone_error_bad_argument")
})
