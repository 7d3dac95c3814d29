counts_of <- function(...) as.vector(bin_counts(...))

test_that("bins and counts are those of pynapple, the centre rule included", {
  x <- Ts(0:10)
  expected <- list("3" = c(3L, 3L, 3L), "4" = c(4L, 4L, 3L), "10" = 10L, "15" = 11L, "30" = integer())
  for (bin in names(expected)) expect_identical(counts_of(x, as.numeric(bin)), expected[[bin]])
  expect_identical(time(bin_counts(x, 4)), c(2, 6, 10))
  expect_identical(counts_of(x, 4, partial = "drop"), c(4L, 4L))
  all <- bin_counts(Ts(0:99), 1)
  expect_identical(c(length(all), sum(all)), c(99L, 99L))
})

test_that("an event on an edge is where a person expects it", {
  x <- Ts(c(0.3, 0.6, 0.7), support = IntervalSet(0, 1))
  expect_identical(which(bin_counts(x, 0.1) > 0), c(4L, 7L, 8L))
  late <- Ts(1.7e9 + c(0.3, 0.6, 0.7), support = IntervalSet(1.7e9, 1.7e9 + 1))
  expect_identical(counts_of(late, 0.1), counts_of(x, 0.1))
  day <- 86400
  grid <- Ts(seq_len(3000) / 30 + day, support = IntervalSet(0, day + 101))
  counts <- bin_counts(grid, 1 / 30)
  expect_true(all(counts[time(counts) > day & time(counts) < day + 1 / 30] == 0))
  expect_identical(max(counts), 1L)
})

test_that("a group is counted unit by unit, with its metadata", {
  units <- TsGroup(list(a = c(0.1, 0.3), b = double(), c = 0.7), support = IntervalSet(0, 1),
                   metadata = list(region = c("x", "y", "z")))
  counts <- bin_counts(units, 0.5)
  expect_identical(as.matrix(counts), cbind(a = c(2L, 0L), b = c(0L, 0L), c = c(0L, 1L)))
  expect_equal(counts$region, c("x", "y", "z"))
  expect_identical(as.matrix(bin_counts(units[c("c", "a")], 0.5)), as.matrix(counts)[, c("c", "a")])
  expect_equal(dim(bin_counts(units[logical(3)], 0.5)), c(2L, 0L))
})

test_that("shifting time, or splitting an epoch at an edge, changes no count", {
  withr::local_seed(4)
  times <- sort(c(runif(500, 0, 12), sample(0:119, 60) / 10))
  whole <- IntervalSet(0, 12)
  counts <- counts_of(Ts(times), 0.1, whole)
  expect_identical(sum(counts), length(times))
  expect_identical(counts_of(Ts(times), 0.1, IntervalSet(c(0, 4.3, 8), c(4.3, 8, 12))), counts)
  for (shift in c(-6, 1000, 4e6)) {
    shifted <- round(times, 6) + shift
    expect_identical(counts_of(Ts(shifted), 0.1, IntervalSet(shift, shift + 12)),
                     counts_of(Ts(round(times, 6)), 0.1, whole))
  }
})

test_that("an event between two epochs that touch counts once, in the later", {
  x <- Ts(c(0.57, 1), support = IntervalSet(c(0, 0.57), c(0.57, 1)))
  counts <- bin_counts(x, 0.1)
  expect_equal(time(counts)[counts > 0], 0.62)
})

test_that("epochs outside the support give zeros, empty ones nothing", {
  expect_identical(counts_of(Ts(1:3), 1, IntervalSet(10, 12)), c(0L, 0L))
  expect_identical(counts_of(Ts(), 1, IntervalSet(0, 2)), c(0L, 0L))
  expect_identical(counts_of(Ts(1:3), 1, IntervalSet()), integer())
  expect_identical(counts_of(Ts(5), 1), integer())
  expect_identical(counts_of(Tsd(0:3, 1:4), 2, IntervalSet(0, 4)), c(2L, 2L))
})

test_that("bad bins are refused", {
  expect_snapshot(error = TRUE, {
    bin_counts(Ts(1:3), 0)
    bin_counts(Ts(1:3), NA)
    bin_counts(Ts(1:3), c(1, 2))
    bin_counts(Ts(1:3), 1, partial = "half")
    bin_counts(Ts(c(0, 1e5)), 1e-6)
    bin_counts(Ts(1:3), 1, IntervalSet(c(0, 1), c(2, 3), overlap = "keep"))
  })
})

test_that("without a bin size each epoch is one bin, closed, stamped at its middle", {
  spikes <- Ts(c(0, 1, 1.5, 2, 5), support = IntervalSet(0, 6))
  epochs <- IntervalSet(c(0, 1, 4, 5.5), c(1, 2, 5, 6))
  counts <- bin_counts(spikes, epochs = epochs)
  expect_identical(as.vector(counts), c(1L, 3L, 1L, 0L))
  expect_equal(time(counts), c(0.5, 1.5, 4.5, 5.75))
  expect_equal(support(counts), epochs)
  group <- TsGroup(list(a = 0.5, b = double()), IntervalSet(0, 6), list(k = factor(c("x", "y"))))
  found <- bin_counts(group, epochs = epochs)
  expect_equal(as.vector(found$a), c(1L, 0L, 0L, 0L))
  expect_equal(found$k, group$k)
  expect_equal(dim(bin_counts(TsGroup(), epochs = epochs)), c(4L, 0L))
  expect_length(bin_counts(Ts(), epochs = IntervalSet()), 0)
})

test_that("edges cut bins of any width, half open, by the clock", {
  spikes <- Ts(c(0, 0.3, 0.5, 2, 5))
  counts <- bin_counts(spikes, edges = c(0, 0.1 + 0.2, 2, 5))
  expect_identical(as.vector(counts), c(1L, 2L, 1L))
  expect_equal(time(counts), c(0.15, 1.15, 3.5))
  expect_equal(support(counts), IntervalSet(0, 5))
  group <- TsGroup(list(a = c(1, 2, 3), b = 2.5))
  expect_equal(as.matrix(bin_counts(group, edges = c(1, 2, 4))), cbind(a = c(1L, 2L), b = c(0L, 1L)))
  expect_error(bin_counts(spikes, 1, edges = 0:3), class = "anemone_error_bad_argument")
  expect_error(bin_counts(spikes, edges = c(1, 1)), class = "anemone_error_bad_argument")
  expect_error(bin_counts(spikes, edges = 3), class = "anemone_error_bad_argument")
  expect_error(bin_counts(spikes, edges = 0:3, epochs = IntervalSet(0, 3)), class = "anemone_error_bad_argument")
})

test_that("threads and pieces change no count; nothing is held beside the result", {
  train <- long_train()
  epochs <- IntervalSet(c(0, 1000.25), c(999.1, 3600))
  expect_same_for_threads(function() bin_counts(train, 0.001, epochs))
  units <- TsGroup(list(a = long_train(1e6), b = long_train(2e6)))
  expect_same_for_threads(function() bin_counts(units, 0.002, epochs))
  expect_equal(as.vector(bin_counts(train, 0.01, IntervalSet(0, 3600))),
               tabulate(findInterval(as.vector(train), 0:360000 / 100), 360000))
  expect_lt(memory_in_results(function() bin_counts(train, 0.001)), 1.2)
})
