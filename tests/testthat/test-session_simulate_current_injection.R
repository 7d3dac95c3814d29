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

test_that("pink noise has unit variance, and is white noise whose power is divided by the frequency", {
  noise <- with_random_seed(1, pink_noise(4096))
  expect_equal(stats::sd(noise), 1)
  power <- function(x) Mod(stats::fft(x))[2:2049]^2
  ratio <- power(noise) / power(with_random_seed(1, stats::rnorm(4096)))
  expect_equal(ratio * 1:2048, rep(ratio[1], 2048))
  expect_equal(mean(noise), 0)
})
