# The units of the behaviour inventory's fixtures; many of their lags lie on edges of 0.1 s bins.
edge_units <- function(shift = 0) {
  TsGroup(list("0" = c(0, 0.1, 0.25, 0.5, 1, 1.05, 2) + shift, "1" = c(0.05, 0.3, 0.55, 1.1, 1.9) + shift),
          support = IntervalSet(shift, 2 + shift))
}

grid_units <- function() {
  TsGroup(list("3" = 0.03 + 0.37 * 0:53, "8" = 0.5 + 1.1 * 0:17))
}

brute_counts <- function(reference, target, edges) {
  lags <- outer(target, reference, "-")
  vapply(seq_len(length(edges) - 1), function(j) sum(lags >= edges[j] & lags < edges[j + 1]), 0)
}

test_that("values are pynapple's where no lag lies on an edge", {
  cross <- compute_crosscorrelogram(grid_units(), bin_size = 0.25, window = 1)
  expect_equal(cross$lags, seq(-1, 1, by = 0.25))
  expect_equal(cross$values[, "3-8"], tolerance = 1e-9,
               c(0.9683950617, 1.3718930041, 0.5648971193, 0.8876954733, 1.4525925926, 0.6455967078, 0.8069958848,
                 1.3718930041, 0.7262962963))
  auto <- compute_autocorrelogram(grid_units(), 0.25, 1)
  expect_equal(auto$values[, "3"], tolerance = 1e-9,
               c(1.3718930041, 1.3987928669, 0, 1.4256927298, 0, 1.4256927298, 0, 1.3987928669, 1.3718930041))
})

test_that("lags on an edge go to its right, and bins are counted by the clock", {
  auto <- compute_autocorrelogram(edge_units(), 0.1, 0.3)
  expect_equal(auto$lags, -3:3 / 10)
  expect_equal(auto$counts[, "0"], c(0, 2, 2, 0, 2, 1, 2))
  expect_equal(auto$values[2:6, "0"], c(0.8163265306, 0.8163265306, 0, 0.8163265306, 0.4081632653), tolerance = 1e-9)
  cross <- compute_crosscorrelogram(edge_units(), 0.1, 0.3)
  expect_equal(cross$counts[2:6, 1], c(2, 1, 1, 5, 1))
  expect_equal(cross$values, cross$counts / (7 * 0.1) / 2.5)
  sizes <- vapply(list(c(0.1, 1), c(0.01, 0.1), c(0.05, 0.5), c(0.001, 0.1), c(1, 100), c(0.1, 0.25)), function(x) {
    length(compute_autocorrelogram(Ts(1), x[1], x[2])$lags)
  }, 0L)
  expect_identical(sizes, c(21L, 21L, 21L, 201L, 201L, 5L))
})

test_that("counts are those of all pairs compared, in any bin", {
  withr::local_seed(4)
  trains <- lapply(c(a = 300, b = 150, c = 60), function(n) sort(runif(n, 0, 30)))
  units <- TsGroup(trains, support = IntervalSet(0, 30))
  found <- compute_crosscorrelogram(units, 1 / 30, 0.2, norm = FALSE)
  expect_identical(found$reference, c("a", "a", "b"))
  expect_identical(found$target, c("b", "c", "c"))
  edges <- (seq(0, length(found$lags)) - length(found$lags) / 2) / 30
  expect_equal(found$counts[, "a-c"], brute_counts(trains$a, trains$c, edges))
  expect_equal(found$values[, "b-c"], brute_counts(trains$b, trains$c, edges) / 150 * 30)
})

test_that("a shift in time changes no count; reversed pairs are mirrored where no lag lies on an edge", {
  for (shift in c(0.1, 1000.3, 4e6)) {
    expect_equal(compute_crosscorrelogram(edge_units(shift), 0.1, 0.3)$counts,
                 compute_crosscorrelogram(edge_units(), 0.1, 0.3)$counts)
  }
  forth <- compute_crosscorrelogram(grid_units(), 0.25, 1)
  back <- compute_crosscorrelogram(grid_units(), 0.25, 1, pairs = data.frame(reference = 8, target = 3))
  expect_equal(unname(back$counts[, "8-3"]), rev(unname(forth$counts[, "3-8"])))
})

test_that("epochs drop spikes first; pairs across a gap count", {
  units <- TsGroup(list(a = c(1, 2, 3)), support = IntervalSet(0, 4))
  epochs <- IntervalSet(c(0, 2.5), c(1.5, 4))
  auto <- compute_autocorrelogram(units, 1, 2, epochs, norm = FALSE)
  expect_equal(auto$counts[, 1], c(1, 0, 0, 0, 1))
  expect_equal(auto$values[, 1], auto$counts[, 1] / 2)
  expect_equal(compute_autocorrelogram(units, 1, 2, epochs)$values[, 1], auto$values[, 1] / (2 / 3))
  expect_identical(compute_autocorrelogram(units[["a"]], 1, 2)$counts[, "1"],
                   compute_autocorrelogram(units, 1, 2)$counts[, "a"])
})

test_that("silent units have no rate to compare with; no pairs are no columns", {
  units <- TsGroup(list(a = c(1, 2), none = double()), support = IntervalSet(0, 3))
  cross <- compute_crosscorrelogram(units, 0.5, 1)
  expect_equal(sum(cross$counts), 0)
  expect_true(all(is.nan(cross$values)))
  expect_equal(dim(compute_crosscorrelogram(units["a"], 0.5, 1)$counts), c(5, 0))
  expect_equal(sum(compute_autocorrelogram(Ts(1, IntervalSet(0, 2)), 0.5, 1)$values), 0)
})

test_that("correlograms print and become data frames", {
  auto <- compute_autocorrelogram(edge_units(), 0.1, 0.3)
  expect_snapshot({
    auto
    compute_crosscorrelogram(edge_units(), 0.1, 0.3, norm = FALSE)
  })
  table <- as.data.frame(auto)
  expect_identical(names(table), c("reference", "target", "lag", "count", "value"))
  expect_identical(nrow(table), 14L)
  expect_error(auto$value, class = "anemone_error_unknown_name")
})

test_that("bad arguments are refused", {
  units <- edge_units()
  expect_snapshot(error = TRUE, {
    compute_autocorrelogram(1:3, 0.1, 1)
    compute_autocorrelogram(units, 0, 1)
    compute_autocorrelogram(units, 0.1, -1)
    compute_autocorrelogram(units, 1e-6, 1)
    compute_autocorrelogram(units, 0.1, 1, norm = NA)
    compute_crosscorrelogram(units[["0"]], 0.1, 1)
    compute_crosscorrelogram(units, 0.1, 1, pairs = c("0", "1"))
    compute_crosscorrelogram(units, 0.1, 1, pairs = cbind("0", "2"))
  })
})

test_that("events are the reference of each unit", {
  units <- TsGroup(list(a = c(1.02, 5.04, 8.06), b = c(0.9, 3)), support = IntervalSet(0, 10))
  found <- compute_eventcorrelogram(units, c(1, 5, 8), bin_size = 0.05, window = 0.1, norm = FALSE)
  expect_identical(found$reference, c("event", "event"))
  expect_identical(found$target, c("a", "b"))
  expect_equal(found$counts[, "event-a"], c(0, 0, 1, 2, 0))
  expect_equal(found$values[, "event-b"], c(1, 0, 0, 0, 0) / (3 * 0.05))
  events <- Ts(c(1, 5), IntervalSet(0, 6))
  expect_equal(colSums(compute_eventcorrelogram(units, events, 0.05, 0.1)$counts), c(2, 1), ignore_attr = TRUE)
  expect_equal(tot_length(compute_eventcorrelogram(units, events, 0.05, 0.1)$epochs), 6)
  alone <- compute_eventcorrelogram(units[["a"]], c(1, 5, 8), 0.05, 0.1, norm = FALSE)
  expect_equal(alone$counts[, 1], found$counts[, 1])
  taken <- TsGroup(list(event = 1), support = IntervalSet(0, 2))
  expect_identical(compute_eventcorrelogram(taken, 1, 0.1, 0.2)$reference, "event.1")
  expect_same_for_threads(function() compute_crosscorrelogram(TsGroup(list(a = long_train(3e5), b = long_train(2e5),
                                                                          c = long_train(4e5))), 0.001, 0.01))
})
