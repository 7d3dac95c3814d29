# The CR1 sandwich from R's own pieces: bread, scores summed by cluster, G / (G - 1).
reference_sandwich <- function(fit, X, y, cluster) {
  D <- cbind(1, X)
  scores <- rowsum(D * (y - as.vector(fitted(fit))), cluster)
  n <- nrow(scores)
  bread <- vcov(fit)
  n / (n - 1) * bread %*% crossprod(scores) %*% bread
}

clustered_counts <- function(n_clusters = 40, each = 12) {
  withr::with_seed(3, {
    cluster <- rep(seq_len(n_clusters), each = each)
    X <- cbind(a = rnorm(n_clusters * each), b = rnorm(n_clusters)[cluster])
    y <- rpois(nrow(X), exp(-0.3 + X %*% c(0.4, 0.2) + rnorm(n_clusters, sd = 0.6)[cluster]))
    list(X = X, y = y, cluster = cluster)
  })
}

test_that("cluster-robust errors are the CR1 sandwich", {
  data <- clustered_counts()
  model <- fit(GLM(), data$X, data$y)
  robust <- vcov(model, type = "cluster", cluster = data$cluster)
  expect_equal(unname(robust), unname(reference_sandwich(model, data$X, data$y, data$cluster)), tolerance = 1e-8)
  expect_gt(robust["b", "b"], 2 * vcov(model)["b", "b"])
  # Clusters are labels: neither their order nor their type matters.
  shuffled <- withr::with_seed(1, sample(length(data$y)))
  again <- fit(GLM(), data$X[shuffled, ], data$y[shuffled])
  expect_equal(vcov(again, type = "cluster", cluster = letters[data$cluster %% 26 + 1][shuffled]),
               vcov(model, type = "cluster", cluster = data$cluster %% 26), tolerance = 1e-8) |>
    suppressWarnings()
})

test_that("a single row per cluster gives the heteroscedasticity-robust covariance", {
  data <- clustered_counts()
  model <- fit(GLM(inverse_link_function = "softplus"), data$X, data$y)
  eta <- predict(model, type = "link")
  mu <- fitted(model)
  scores <- cbind(1, data$X) * ((data$y - mu) / mu * plogis(eta))
  n <- length(data$y)
  expected <- n / (n - 1) * vcov(model) %*% crossprod(scores) %*% vcov(model)
  expect_equal(unname(vcov(model, type = "cluster", cluster = seq_len(n))), unname(expected), tolerance = 1e-8)
})

test_that("tests and intervals use t on G - 1 degrees of freedom", {
  data <- clustered_counts()
  model <- with_cluster_errors(fit(GLM(), data$X, data$y), data$cluster)
  errors <- sqrt(diag(vcov(model)))
  expect_equal(confint(model)["b", ], coef(model)[["b"]] + qt(c(0.025, 0.975), 39) * errors[["b"]],
               ignore_attr = TRUE)
  expect_equal(tidy(model)$p.value, unname(2 * pt(-abs(coef(model) / errors), 39)))
  joint <- summary(model)$terms
  b <- coef(model)[-1]
  expect_equal(joint$statistic, drop(b %*% solve(vcov(model)[-1, -1], b)))
  expect_equal(joint$p.value, pf(joint$statistic / 2, 2, 39, lower.tail = FALSE))
  expect_output(print(summary(model)), "robust to 40 clusters")
})

test_that("trials are the clusters of a spike_glm()", {
  session <- example_session("current_clamp")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  model <- spike_glm(units ~ stimulus, data = session, epochs = steps, bin_size = 0.005)
  trial <- findInterval(time(model$design), start(steps))
  expect_warning(robust <- with_cluster_errors(model), class = "anemone_warning_few_clusters")
  expect_equal(vcov(robust), suppressWarnings(vcov(model, type = "cluster", cluster = trial)))
  expect_equal(unname(vcov(robust)),
               unname(reference_sandwich(model, model.matrix(model), as.vector(model$design$response), trial)),
               tolerance = 1e-6)
  expect_s3_class(robust, "spike_glm")
})

test_that("one cluster per epoch may be given, and rows that left the fit do not count", {
  data <- clustered_counts()
  times <- data$cluster * 10 + rep(seq_len(12), 40) / 10
  epochs <- IntervalSet(seq_len(40) * 10, seq_len(40) * 10 + 2)
  X <- data$X
  X[5, 1] <- NA
  model <- fit(GLM(), new_TsdFrame(X, times, epochs), new_Tsd(data$y, times, epochs))
  by_epoch <- vcov(model, type = "cluster", cluster = rep(1:20, 2)) |> suppressWarnings()
  by_row <- vcov(model, type = "cluster", cluster = rep(rep(1:20, 2), each = 12)) |> suppressWarnings()
  expect_identical(by_epoch, by_row)
})

test_that("each unit of a population has its own sandwich", {
  data <- clustered_counts()
  y <- cbind(u = data$y, v = rev(data$y), silent = 0L)
  model <- fit(PopulationGLM(), data$X, y, trouble = "ignore")
  all <- vcov(model, type = "cluster", cluster = data$cluster)
  expect_equal(all$v, vcov(model["v"], type = "cluster", cluster = data$cluster))
  expect_true(all(is.na(all$silent)))
})

test_that("clusters that cannot be used are refused", {
  data <- clustered_counts()
  model <- fit(GLM(), data$X, data$y)
  expect_error(vcov(model, type = "cluster"), "cluster", class = "anemone_error_bad_argument")
  expect_error(vcov(model, type = "cluster", cluster = 1:3), "480", class = "anemone_error_length")
  expect_error(vcov(model, type = "cluster", cluster = rep(1, 480)), "two", class = "anemone_error_few_clusters")
  expect_error(vcov(model, type = "cluster", cluster = c(NA, data$cluster[-1])), "NA",
               class = "anemone_error_missing_cluster")
  expect_error(vcov(model, cluster = data$cluster), "type", class = "anemone_error_bad_argument")
})
