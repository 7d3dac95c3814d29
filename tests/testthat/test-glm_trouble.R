troubled <- function() {
  data <- simulated_counts()
  X <- cbind(data$X, twice = 2 * data$X[, "a"])
  y <- cbind(data$y[, 1:2], silent = 0L)
  list(X = X, y = y)
}

test_that("a silent neuron and an aliased column are named and spoil nothing else", {
  data <- troubled()
  warnings <- testthat::capture_warnings(model <- fit(PopulationGLM(), data$X, data$y))
  expect_length(warnings, 2)
  expect_match(warnings[1], "silent")
  expect_match(warnings[2], "twice")
  expect_identical(model$intercept_[["silent"]], -Inf)
  expect_true(all(is.na(model$coef_[, "silent"])))
  clean <- fit(PopulationGLM(), data$X[, 1:3], data$y[, 1:2])
  expect_equal(model$coef_[1:3, 1:2], clean$coef_, tolerance = 1e-9)
  expect_true(is.na(model$coef_["twice", "u1"]))
})

test_that("a column that is 0 at every spike is at its limit, the rest at the limiting maximum", {
  data <- simulated_counts()
  y <- data$y[, 1]
  never <- as.double(y == 0 & seq_along(y) %% 3 == 0)
  message <- expect_message(model <- fit(GLM(), cbind(data$X, never), y), class = "anemone_message_limit")
  expect_match(conditionMessage(message), "never")
  expect_identical(model$coef_[["never"]], -Inf)
  rest <- fit(GLM(), data$X[never == 0, ], y[never == 0])
  expect_equal(model$coef_[1:3], rest$coef_, tolerance = 1e-9)
  expect_equal(model$outputs[[1]]$log_likelihood, rest$outputs[[1]]$log_likelihood, tolerance = 1e-12)
})

test_that("separation in another direction is a warning that names the columns", {
  x <- seq(-1, 1, length.out = 40)
  y <- as.integer(x > 0.5)
  expect_warning(fit(GLM(), cbind(x, x^3), replace(y * 0L, 40, 1L)), class = "anemone_warning_separation")
})

test_that("trouble can be a message, nothing, or an error", {
  data <- troubled()
  expect_silent(fit(PopulationGLM(), data$X, data$y, trouble = "ignore"))
  expect_message(fit(PopulationGLM(), data$X[, 1:3], data$y, trouble = "message"),
                 class = "anemone_message_silent_unit")
  expect_error(fit(PopulationGLM(), data$X, data$y, trouble = "stop"),
               class = "anemone_error_silent_unit")
  expect_warning(fit(GLM(solver_kwargs = list(maxiter = 1)), data$X[, 1:3], data$y[, 1]),
                 class = "anemone_warning_not_converged")
  expect_error(fit(GLM(), data$X, data$y[, 1], trouble = "quietly"), class = "anemone_error_bad_argument")
})

test_that("braces in names are printed as they are", {
  X <- cbind(1:5, 2 * 1:5)
  colnames(X) <- c("a{1}", "{b}")
  expect_warning(fit(GLM(), X, c(0, 2, 1, 3, 2)), "\\{b\\}")
})

test_that("more coefficients than events: what did not converge is said with its likely cause", {
  output <- function(status, n_events) list(status = status, n_events = n_events, states = rep("estimated", 5))
  fit <- list(spec = PopulationGLM(), units = c("a", "b"), outputs = list(output("not converged", 3), output("not converged", 9)))
  expect_identical(units_of_few_events(fit), "a")
  expect_match(unconverged_lines(fit$units, "a")[2], "1 of them has fewer events than coefficients", fixed = TRUE)
  expect_length(unconverged_lines(fit$units, "a"), 4)
  expect_length(unconverged_lines("a", "a"), 3)
  expect_length(unconverged_lines("b"), 2)
})
