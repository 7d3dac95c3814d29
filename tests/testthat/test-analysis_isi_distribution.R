isi_units <- function() {
  TsGroup(list("0" = c(0, 0.1, 0.25, 0.5, 1, 1.05, 2), "1" = c(0.05, 0.3, 0.55, 1.1, 1.9)), support = IntervalSet(0, 2))
}

test_that("intervals are counted as pynapple counts them", {
  found <- compute_isi_distribution(isi_units(), bins = c(0, 0.2, 0.5, 1))
  expect_identical(found$counts, cbind("0" = c(3L, 1L, 2L), "1" = c(0L, 2L, 2L)))
  expect_equal(found$centers, c(0.1, 0.35, 0.75))
})

test_that("a number of bins spans the intervals of all units", {
  found <- compute_isi_distribution(isi_units(), bins = 4)
  expect_equal(range(found$edges), c(0.05, 0.95))
  expect_equal(unname(colSums(found$counts)), c(6, 4))
  logs <- compute_isi_distribution(isi_units(), bins = 3, log_scale = TRUE)
  expect_equal(range(logs$edges), log(c(0.05, 0.95)))
  expect_equal(range(as.data.frame(logs)[c("from", "to")]), c(0.05, 0.95))
})

test_that("no interval spans a gap; a shift changes nothing; two spikes at one time have no logarithm", {
  units <- TsGroup(list(a = c(0, 1, 5, 6)), support = IntervalSet(0, 6))
  epochs <- IntervalSet(c(0, 4), c(2, 6))
  expect_identical(compute_isi_distribution(units, c(0.5, 1.5, 10), epochs = epochs)$counts[, 1], c(2L, 0L))
  expect_identical(compute_isi_distribution(units, c(0.5, 1.5, 10))$counts[, 1], c(2L, 1L))
  late <- TsGroup(list(a = 3600 + c(0, 1, 5, 6)))
  expect_identical(compute_isi_distribution(late, c(0.5, 1.5, 10))$counts[, 1], c(2L, 1L))
  expect_identical(sum(compute_isi_distribution(Ts(c(1, 1, 2)), bins = 2, log_scale = TRUE)$counts), 1L)
})

test_that("units without intervals count nowhere", {
  units <- TsGroup(list(a = 1, none = double()), support = IntervalSet(0, 2))
  expect_identical(sum(compute_isi_distribution(units, c(0, 1))$counts), 0L)
  expect_snapshot(compute_isi_distribution(units), error = TRUE)
  expect_snapshot(compute_isi_distribution(isi_units(), bins = 3))
})
