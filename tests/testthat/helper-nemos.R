nemos <- function(section) readRDS(testthat::test_path("fixtures", "nemos_bases.rds"))[[section]]

# Equal to what NeMoS computed, missing values in the same places. 1e-12 covers the different order of
# sums; values are of size 1 to 10.
expect_parity <- function(actual, expected, tolerance = 1e-12) {
  actual <- array(as.vector(unclass(actual)), dim(actual) %||% length(actual))
  expected <- array(as.double(expected), dim(expected) %||% length(expected))
  testthat::expect_identical(dim(actual), dim(expected))
  testthat::expect_identical(is.na(actual), is.na(expected))
  testthat::expect_lte(max(0, abs(actual - expected), na.rm = TRUE), tolerance)
}

# A series like the one NeMoS was given: times 0 to 12 and 20 to 36.
two_epochs <- function(values) {
  support <- new_IntervalSet(c(0, 20), c(12, 36))
  times <- c(0:12, 20:36)
  if (is.matrix(values)) new_TsdFrame(values, times, support) else new_Tsd(values, times, support)
}

golden <- function(section) readRDS(testthat::test_path("fixtures", "nemos_glm.rds"))[[section]]
