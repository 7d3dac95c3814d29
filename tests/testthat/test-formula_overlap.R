windows <- function() {
  IntervalSet(c(1, 1.5, 3, 3.2), c(2, 2.5, 4, 3.6), metadata = list(trial = letters[1:4]), overlap = "keep")
}

test_that("overlapping windows stop a fit unless it is said what to do", {
  session <- small_session()
  expect_error(spike_glm(units ~ trial, session, windows(), bin_size = 0.01), class = "anemone_error_overlap")
  expect_error(design_matrix(units ~ trial, session, windows(), bin_size = 0.01), "overlap = \"once\"",
               class = "anemone_error_overlap")
})

test_that("once: each bin has the metadata of the window whose centre is nearest", {
  session <- small_session()
  design <- design_matrix(units ~ trial, session, windows(), bin_size = 0.01, overlap = "once")
  expect_equal(design$epochs$start, c(1, 1.75, 3, 3.2, 3.45))
  expect_equal(design$epochs$trial, c("a", "b", "c", "d", "c"))
  expect_equal(design$n_rows, 250)
  expect_false(is.unsorted(time(design), strictly = TRUE))
  # By its definition, bin by bin.
  centre <- (windows()$start + windows()$end) / 2
  nearest <- vapply(time(design), function(t) {
    inside <- which(windows()$start <= t & t <= windows()$end)
    windows()$trial[inside[which.min(abs(t - centre[inside]))]]
  }, "")
  expect_equal(rep(design$epochs$trial, design$grid$n), nearest)
  apart <- IntervalSet(c(1, 3), c(2, 4))
  expect_equal(design_matrix(units ~ drive, session, apart, bin_size = 0.01, overlap = "once")$epochs, apart)
})

test_that("stack: a row for each window of a bin, and clusters of windows that share bins", {
  session <- small_session()
  fit <- spike_glm(units["7"] ~ drive, session, windows(), bin_size = 0.01, overlap = "stack")
  expect_equal(fit$n_rows, 100 + 100 + 100 + 40)
  expect_equal(fit$cluster, c(1, 1, 2, 2))
  parts <- lapply(1:4, function(i) design_matrix(units["7"] ~ drive, session, windows()[i], bin_size = 0.01))
  expect_equal(as.vector(model.matrix(fit)), unlist(lapply(parts, function(part) as.vector(model.matrix(part)))))
  expect_error(goodness_of_fit(fit), class = "anemone_error_overlap")
  robust <- suppressWarnings(with_cluster_errors(fit))
  expect_equal(robust$errors$n_clusters, 2)
  rate <- predict(fit)
  expect_false(is.unsorted(time(rate)))
  expect_equal(length(rate), 340)
  again <- predict(fit, epochs = windows()[1:2])
  expect_equal(length(again), 200)
})
