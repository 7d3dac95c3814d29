recorded_signals <- function(n = 600) {
  withr::with_seed(1, {
    times <- seq_len(n) / 10 - 0.05
    support <- IntervalSet(0, n / 10)
    speed <- runif(n)
    values <- list(speed = speed, dff = rgamma(n, 3, 3 / exp(0.5 * speed)), voltage = 2 + 3 * speed + rnorm(n),
                   lick = rbinom(n, 1, plogis(-1 + 2 * speed)))
    lapply(values, function(value) Tsd(times, value, support))
  })
}

test_that("signals and choices are explained by the law that fits them", {
  data <- recorded_signals()
  speed <- as.vector(data$speed)
  gaussian <- spike_glm(voltage ~ speed, data, family = "Gaussian")
  reference <- glm(as.vector(data$voltage) ~ speed)
  expect_equal(unname(coef(gaussian)), unname(coef(reference)), tolerance = 1e-8)
  expect_equal(tidy(gaussian)$std.error, unname(sqrt(diag(vcov(reference)))), tolerance = 1e-8)
  expect_equal(as.vector(predict(gaussian)), unname(fitted(reference)), tolerance = 1e-8)
  expect_true(is.na(series_unit(predict(gaussian))))
  gamma <- spike_glm(dff ~ speed, data, family = "Gamma", inverse_link = "exp")
  expect_equal(unname(coef(gamma)), unname(coef(glm(as.vector(data$dff) ~ speed, family = Gamma("log")))),
               tolerance = 1e-6)
  lick <- spike_glm(lick ~ speed, data, family = "Bernoulli")
  expect_equal(unname(coef(lick)), unname(coef(glm(as.vector(data$lick) ~ speed, family = binomial()))),
               tolerance = 1e-6)
  expect_output(print(summary(gaussian)), "scale")
})

test_that("epochs restrict a signal, and other bins average it", {
  data <- recorded_signals()
  early <- IntervalSet(0, 30)
  part <- spike_glm(voltage ~ speed, data, epochs = early, family = "Gaussian")
  expect_identical(nobs(part), 300)
  expect_equal(unname(coef(part)), unname(coef(glm(as.vector(data$voltage)[1:300] ~ as.vector(data$speed)[1:300]))),
               tolerance = 1e-8)
  expect_length(as.vector(predict(part, epochs = IntervalSet(40, 50))), 100)
  wide <- spike_glm(voltage ~ speed, data, bin_size = 0.5, family = "Gaussian")
  mean_of <- function(x) as.vector(bin_average(x, 0.5))
  expect_equal(unname(coef(wide)), unname(coef(lm(mean_of(data$voltage) ~ mean_of(data$speed)))), tolerance = 1e-8)
})

test_that("choices of a data frame may be numbers, logical or a factor", {
  trials <- withr::with_seed(2, data.frame(contrast = rnorm(200)))
  trials$correct <- withr::with_seed(3, rbinom(200, 1, plogis(trials$contrast)))
  trials$flag <- trials$correct == 1
  trials$side <- factor(ifelse(trials$flag, "right", "left"), c("left", "right"))
  models <- list(spike_glm(correct ~ contrast, trials, family = "Bernoulli"),
                 spike_glm(flag ~ contrast, trials, family = "Bernoulli"),
                 spike_glm(side ~ contrast, trials, family = "Bernoulli"))
  reference <- glm(correct ~ contrast, trials, family = binomial())
  for (model in models) expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-7)
  past <- spike_glm(correct ~ contrast + history(HistoryConv(2), window = 2), trials, family = "Bernoulli")
  expect_identical(nobs(past), 198)
})

test_that("a missing count of a frame costs that neuron that bin", {
  data <- recorded_signals()
  counts <- withr::with_seed(4, cbind(a = rpois(600, 1), b = rpois(600, 2)))
  counts[5, "b"] <- NA
  counts[9, ] <- NA
  data$counts <- TsdFrame(time(data$speed), counts, support(data$speed))
  both <- spike_glm(counts ~ speed, data)
  expect_identical(nobs(both), 599)
  expect_identical(unname(both$n_missing), c(0, 1))
  rows <- -c(5, 9)
  expect_equal(unname(coef(both, unit = "b")),
               unname(coef(glm(counts[rows, "b"] ~ as.vector(data$speed)[rows], family = poisson()))), tolerance = 1e-6)
})

test_that("weights are an expression in the variables of the data", {
  data <- recorded_signals()
  weighted <- spike_glm(voltage ~ speed, data, family = "Gaussian", weights = 1 + speed)
  reference <- lm(as.vector(data$voltage) ~ as.vector(data$speed), weights = 1 + as.vector(data$speed))
  expect_equal(unname(coef(weighted)), unname(coef(reference)), tolerance = 1e-8)
  expect_error(spike_glm(voltage ~ speed, data, family = "Gaussian", weights = speed - 1),
               class = "anemone_error_bad_weights")
})

test_that("responses that a law cannot have, and histories of signals, are refused", {
  data <- recorded_signals()
  expect_error(spike_glm(voltage ~ speed, data, family = "Bernoulli"), class = "anemone_error_bad_response")
  expect_error(spike_glm(voltage ~ speed, data), class = "anemone_error_bad_counts")
  expect_error(spike_glm(dff ~ history(HistoryConv(2), window = 0.2), data, family = "Gamma"),
               class = "anemone_error_formula")
  expect_error(spike_glm(dff ~ speed, data, family = "Gama"), class = "anemone_error_bad_argument")
  crowded <- list(units = TsGroup(list(a = c(0.01, 0.02, 1.5)), support = IntervalSet(0, 3)))
  expect_error(spike_glm(units ~ 1, crowded, bin_size = 0.5, family = "Bernoulli"),
               class = "anemone_error_bad_response")
})
