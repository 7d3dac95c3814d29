test_that("a user's function gives the fit of the named one", {
  data <- simulated_counts(n_units = 1)
  own <- inverse_link(exp, exp)
  expect_equal(fit(GLM(inverse_link_function = own), data$X, data$y)$coef_, fit(GLM(), data$X, data$y)$coef_,
               tolerance = 1e-7)
  full <- inverse_link(exp, exp, exp, log, name = "mine")
  model <- fit(GLM(inverse_link_function = full, solver_kwargs = list(tol = 1e-12)), data$X, data$y)
  expect_equal(model$coef_, fit(GLM(), data$X, data$y)$coef_, tolerance = 1e-9)
  expect_equal(vcov(model), vcov(fit(GLM(), data$X, data$y)), tolerance = 1e-9)
  expect_output(print(model), "mine")
  expect_equal(predict(model), exp(predict(model, type = "link")))
})

test_that("the complementary log-log of stats::glm is a user's function here", {
  data <- simulated_counts(n_units = 1)
  y <- as.numeric(data$y > 0)
  link <- inverse_link(function(eta) -expm1(-exp(eta)), function(eta) exp(eta - exp(eta)), name = "cloglog")
  model <- fit(GLM("Bernoulli", link, solver_kwargs = list(tol = 1e-12)), data$X, y)
  reference <- glm(y ~ data$X, family = binomial("cloglog"), control = glm.control(epsilon = 1e-14, maxit = 50))
  expect_equal(unname(coef(model)), unname(coef(reference)), tolerance = 1e-8)
  expect_equal(unname(vcov(model)), unname(vcov(reference)), tolerance = 1e-7)
})

test_that("functions that are none, or no derivatives, are refused", {
  expect_error(inverse_link(exp, function(x) 2 * exp(x)), class = "anemone_error_bad_argument")
  expect_error(inverse_link(exp, function(x) 1), class = "anemone_error_bad_argument")
  expect_error(inverse_link("exp", exp), class = "anemone_error_bad_argument")
  expect_error(GLM(inverse_link_function = exp), class = "anemone_error_bad_argument")
  expect_error(GLM(inverse_link_function = "cubic"), class = "anemone_error_bad_argument")
})

test_that("an error inside a user's function reaches the user", {
  data <- simulated_counts(n_units = 1)
  calls <- 0
  breaks <- inverse_link(function(eta) { calls <<- calls + 1; if (calls > 40) stop("enough"); exp(eta) }, exp)
  expect_error(fit(GLM(inverse_link_function = breaks), data$X, data$y), "enough")
})
