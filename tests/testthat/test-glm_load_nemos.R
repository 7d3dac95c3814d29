nemos_file <- function(name) test_path("fixtures", "nemos_models", paste0(name, ".npz"))

test_that("models that NeMoS saved predict what they predicted there", {
  seen <- read_npz(nemos_file("predicted"))
  newdata <- list(poisson_ridge = seen$X, gamma_masked = seen$X, negative_binomial = seen$X,
                  blocks_ridge = list(place = seen$X[, 3], speed = seen$X[, 1:2]))
  for (name in names(newdata)) {
    model <- load_model(nemos_file(name))
    given <- newdata[[name]]
    if (is.list(given)) given <- given[unique(model$columns$term)]
    expect_equal(unname(predict(model, given)), unname(seen[[name]]), tolerance = 1e-12, label = name)
  }
})

test_that("the specification and what was estimated come along", {
  ridge <- load_model(nemos_file("poisson_ridge"))
  expect_s3_class(ridge, "fitted_GLM")
  expect_identical(get_params(ridge)[c("regularizer", "regularizer_strength")],
                   list(regularizer = "Ridge", regularizer_strength = 0.1))
  expect_output(print(ridge), "Ridge")
  gamma <- load_model(nemos_file("gamma_masked"))
  expect_identical(dim(gamma$spec$feature_mask), c(3L, 2L))
  expect_identical(gamma$inverse_link_function, "softplus")
  expect_length(gamma$scale_, 2)
  expect_true(all(gamma$scale_ != 1))
  expect_identical(load_model(nemos_file("blocks_ridge"))$columns$name, c("place[1]", "speed[1]", "speed[2]"))
  expect_true(all(is.na(tidy(ridge)$std.error)))
})

test_that("models of classes come along", {
  seen <- read_npz(nemos_file("predicted"))
  for (name in c("classifier", "classifier_population")) {
    model <- load_model(nemos_file(name))
    expect_equal(unname(predict_proba(model, seen$X)), unname(seen[[name]]), tolerance = 1e-12, label = name)
    path <- withr::local_tempfile(fileext = ".rds")
    expect_identical(predict(load_model(save_params(model, path)), seen$X), predict(model, seen$X))
  }
  expect_output(print(load_model(nemos_file("classifier"))), "ClassifierGLM")
})

test_that("a file that holds no model is refused", {
  expect_error(load_model(nemos_file("predicted")), class = "anemone_error_not_a_model")
})
