test_that("the session has what a recorded one has, and the truth", {
  session <- simulate_session("current_injection", seed = 1)
  expect_identical(names(session), c("units", "stimulus", "epochs", "truth"))
  expect_identical(as.vector(table(unlist(session$epochs$tags))[c("noise", "ramp", "steps")]), c(24L, 4L, 12L))
  expect_identical(series_unit(session$stimulus), "pA")
  expect_length(session$stimulus, 120000)
  expect_length(support(session$stimulus), 40)
  expect_identical(names(session$truth$filters), c("term", "lag_s", "value"))
  expect_identical(range(session$truth$filters$lag_s[1:200]), c(0.001, 0.2))
  expect_snapshot(print(session))
})

test_that("a seed gives the same session, and leaves R's generator as it was", {
  set.seed(7)
  expected <- runif(1)
  set.seed(7)
  first <- simulate_session(seed = 3)
  expect_identical(runif(1), expected)
  expect_identical(simulate_session(seed = 3)$units, first$units)
  expect_false(identical(simulate_session(seed = 4)$units, first$units))
  set.seed(1)
  free <- simulate_session(seed = NULL)
  expect_false(identical(simulate_session(seed = NULL)$units, free$units))
})

test_that("the firing rate is realistic and rises with the current", {
  session <- simulate_session(seed = 1)
  counts <- diff(c(0, findInterval(session$epochs$end, session$units$times)))
  rates <- counts / 3
  expect_gt(mean(rates), 10)
  expect_lt(mean(rates), 30)
  expect_gt(mean(rates[10:12]), 2 * mean(rates[1:3]))
})

test_that("a model with the same bases finds the truth within its standard errors", {
  session <- simulate_session(seed = 1)
  truth <- current_injection_truth
  counts <- lapply(session$epochs$start, function(start) {
    tabulate(floor((session$units$times[session$units$times >= start & session$units$times < start + 3] - start) * 1000) + 1, 3000)
  })
  currents <- split(as.vector(session$stimulus), rep(1:40, each = 3000))
  columns <- function(values, n, window) {
    apply(basis_kernel(RaisedCosineLogConv(n), window_size = window), 2, function(kernel) past_sum(values, kernel))
  }
  X <- do.call(rbind, Map(function(current, count) cbind(1, columns(current, 8, 200), columns(count, 6, 100)), currents, counts))
  fit <- stats::glm.fit(X, unlist(counts), family = stats::poisson())
  covariance <- chol2inv(fit$qr$qr[1:15, 1:15])
  expected <- c(truth$baseline + log(0.001), session$truth$coefficients$value)
  difference <- fit$coefficients - expected
  distance <- drop(difference %*% solve(covariance, difference))
  expect_lt(distance, stats::qchisq(0.999, 15))
})

test_that("past values are weighted by lag, nothing precedes the first", {
  expect_equal(past_sum(c(1, 0, 0, 2), c(10, 5)), c(0, 10, 5, 0))
})

test_that("pink noise has unit variance and power that falls with frequency", {
  noise <- with_seed(1, pink_noise(4096))
  expect_equal(stats::sd(noise), 1)
  power <- Mod(stats::fft(noise))^2
  expect_equal(mean(power[11:20] * (10:19)) / mean(power[1001:2000] * (1000:1999)), 1, tolerance = 0.5)
})

test_that("unknown models and seeds are refused", {
  expect_error(simulate_session("v9"), class = "anemone_error_bad_argument")
  expect_error(simulate_session(seed = "a"), class = "anemone_error_bad_argument")
})
