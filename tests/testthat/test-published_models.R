# Models whose results were printed with the recordings: see the README beside them.

recording <- function(file) {
  stored <- hdf5r::H5File$new(shared_data_path(file), mode = "r")
  on.exit(stored$close_all())
  names <- stored$ls()$name[stored$ls()$obj_type == "H5I_DATASET"]
  lapply(stats::setNames(names, names), function(name) stored[[name]]$read())
}

place_cell <- function() {
  cell <- recording("place_cell.h5")
  x <- cell$position_cm
  ticks <- round(cell$time_s * 1000)
  list(time = cell$time_s, y = as.integer(ticks %in% round(cell$spike_times_s * 1000)),
       X = cbind(x = x, `x^2` = x^2, direction = c(diff(x) > 0, FALSE)))
}

test_that("the place cell has the printed coefficients, limits and AIC", {
  cell <- place_cell()
  models <- list(fit(GLM(), cell$X[, "x"], cell$y), fit(GLM(), cell$X[, 1:2], cell$y),
                 fit(GLM(), cell$X, cell$y))
  printed <- list(c(-7.438887, 0.012943), c(-26.279057, 0.690114, -0.005463),
                  c(-28.870275, 0.688905, -0.005452, 3.275282))
  # Printed with six decimals.
  for (i in 1:3) expect_lte(max(abs(coef(models[[i]]) - printed[[i]])), 6e-7)
  aic <- vapply(models, AIC, 0)
  expect_equal(aic[1], 3344.790862938608, tolerance = 1e-10)
  expect_equal(aic[2], 2708.7763622920475, tolerance = 1e-10)
  expect_equal(aic[2] - aic[3], 233.8694473933126, tolerance = 1e-8)
  expect_equal(unname(sqrt(diag(vcov(models[[1]])))),
               (c(-7.14332531, 0.01696651) - c(-7.73444907, 0.00892032)) / 4, tolerance = 1e-6)
  expect_equal(tidy(models[[2]])$p.value[3], 4.117080430292835e-38, tolerance = 1e-5)
  expect_equal(deviance(models[[1]])[[1]], -2 * as.numeric(logLik(models[[1]])) - 2 * 220, tolerance = 1e-12)
  expect_lte(max(abs(vapply(models, function(m) mean(fitted(m)), 0) / mean(cell$y) - 1)), 1e-9)
  tests <- anova(models[[1]], models[[2]], models[[3]])
  expect_equal(tests$chisq[3], 233.8694473933126 + 2, tolerance = 1e-8)
})

test_that("time rescaling tells the place cell's models apart", {
  cell <- place_cell()
  counts <- new_Tsd(cell$y, cell$time, new_IntervalSet(0, 177.761))
  without_direction <- goodness_of_fit(fit(GLM(), cell$X[, 1:2], counts))$statistics
  with_direction <- goodness_of_fit(fit(GLM(), cell$X, counts))$statistics
  expect_false(without_direction$inside)
  expect_true(with_direction$inside)
  expect_identical(with_direction$n_intervals, 220L)
  expect_equal(with_direction$band, 1.36 / sqrt(220))
})

# 50 trials one after the other; rows in which no lag reaches into another trial are used.
stn <- function() {
  cell <- recording("stn_movement.h5")
  y <- as.vector(cell$spike_counts)
  lags <- vapply(1:70, function(lag) c(rep(0, lag), y[seq_len(length(y) - lag)]), double(length(y)))
  move <- rep(as.double(cell$time_ms >= 0), 50)
  list(y = y, lags = lags, move = move, right = rep(as.double(cell$direction), each = 2000),
       time = rep(cell$time_ms, 50), used = rep(cell$time_ms > -930, 50))
}

fit_used <- function(columns, cell) {
  columns[!cell$used, ] <- NA
  fit(GLM(), columns, cell$y)
}

expect_printed <- function(model, log_likelihood, deviance, df) {
  # Printed as whole numbers.
  expect_identical(round(as.numeric(logLik(model))), log_likelihood)
  expect_identical(round(deviance(model)[[1]]), deviance)
  expect_identical(df.residual(model)[[1]], df)
}

test_that("the STN neuron has the printed fits", {
  cell <- stn()
  first <- fit(GLM(), cbind(cell$move), cell$y)
  expect_printed(first, -18990, 28588, 99998)
  expect_lte(max(abs(coef(first) - c(-3.2452, 0.3441))), 6e-5)
  second <- fit(GLM(), cbind(cell$move, cell$right), cell$y)
  expect_printed(second, -18843, 28293, 99997)
  expect_lte(max(abs(coef(second) - c(-3.0228, 0.3441, -0.5090))), 6e-5)
  third <- fit_used(cbind(cell$move, cell$right, cell$lags, cell$time), cell)
  expect_printed(third, -17967, 26792, 96376)
  expect_lte(max(abs(coef(third)[1:6] - c(-3.0622, 0.3665, -0.4989, -1.5569, -1.2337, -0.4937))), 6e-5)
})

test_that("the STN neuron's history model is inside its band once corrected for discrete time", {
  cell <- stn()
  history <- cbind(cell$move, cell$right, cell$lags * (1 - cell$move), cell$lags * cell$move)
  model <- fit_used(history, cell)
  expect_printed(model, -17889, 26637, 96307)
  expect_equal(unname(exp(coef(model)[1:3])), c(0.048126, 1.380011, 0.605787), tolerance = 1e-5)
  corrected <- goodness_of_fit(model)$statistics
  expect_true(corrected$inside)
  # Around 0.011, differing by 0.001 between seeds; the band is 0.0201.
  expect_lte(corrected$distance, 0.015)
  plain <- goodness_of_fit(model, correction = "none")$statistics
  expect_false(plain$inside)
  expect_lte(abs(plain$distance - 0.041), 0.003)
})

test_that("the STN neuron's eight bumps have the printed coefficients", {
  cell <- stn()
  bumps <- cell$lags %*% outer(1:70, 0:7, function(lag, j) dnorm(lag - 1, 10 * j - 5, 5))
  model <- fit_used(cbind(cell$move, cell$right, bumps * (1 - cell$move), bumps * cell$move), cell)
  expect_printed(model, -18014, 26885, 96431)
  plan <- c(-35.1150, 7.6090, -2.6924, -2.4755, -1.2299, 1.5456, 2.1231, 1.3616)
  expect_lte(max(abs(coef(model)[4:11] - plan)), 6e-5)
})
