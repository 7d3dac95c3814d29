# What must not change a count: moving everything, cutting epochs, the order of units, threads. Times lie on a
# grid of 1 ms and edges meet them often, so that a careless comparison fails.
random_group <- function(n_units = 6, n = 300, length = 60) {
  times <- lapply(seq_len(n_units), function(unit) sort(sample.int(length * 1000, n, replace = TRUE)) / 1000)
  TsGroup(stats::setNames(times, letters[seq_len(n_units)]), IntervalSet(0, length))
}
bare_counts <- function(x, ...) unname(as.matrix(bin_counts(x, ...)))

test_that("moving all times changes no count", {
  set.seed(11)
  for (bin_size in c(0.001, 0.1, 1 / 30, 0.25, 7 / 3)) {
    group <- random_group()
    epochs <- IntervalSet(c(0, 20.5, 41), c(20.5, 33.3, 60))
    expected <- bare_counts(group, bin_size, epochs)
    for (by in c(0.1, 1234.567, -5.2, 86400 / 7 * 7, 1.7e9)) {
      moved <- bare_counts(shift_times(group, by), bin_size, shift_times(epochs, by))
      expect_identical(moved, expected)
    }
  }
})

test_that("cutting epochs at edges of bins, and joining them again, changes no count", {
  set.seed(12)
  group <- random_group()
  for (bin_size in c(0.1, 1 / 30, 0.3)) {
    whole <- bare_counts(group, bin_size, IntervalSet(0, 60))
    for (n_bins in c(1, 7, 50)) {
      cuts <- c(0, sort(sample.int(floor(60 / bin_size) - 1, 6)) * bin_size, 60)
      expect_identical(bare_counts(group, bin_size, IntervalSet(cuts[-8], cuts[-1])), whole)
    }
  }
  halves <- c(window(group, 0, 30), shift_times(window(shift_times(group, -30), 0.001, 30), 30))
  expect_identical(bare_counts(halves, 0.5, IntervalSet(0, 60)), bare_counts(group, 0.5, IntervalSet(0, 60)))
})

test_that("each time is in exactly one of the epochs that tile the support", {
  set.seed(13)
  spikes <- random_group(1)[[1]]
  for (size in c(0.1, 1 / 3, 2.5)) {
    pieces <- split_intervals(support(spikes), size, partial = "keep")
    expect_identical(sum(bin_counts(spikes, epochs = pieces)), length(spikes))
    expect_false(anyNA(in_interval(spikes, pieces)))
    expect_length(restrict(spikes, pieces), length(spikes))
  }
})

test_that("the order of units changes none of their counts", {
  set.seed(14)
  group <- random_group()
  shuffled <- group[sample(names(group))]
  expect_identical(as.matrix(bin_counts(shuffled, 0.1))[, names(group)], as.matrix(bin_counts(group, 0.1)))
  trials <- IntervalSet(c(0, 5, 3), c(4, 9, 12), overlap = "keep")
  expect_identical(trial_counts(shuffled, trials)[, names(group)], trial_counts(group, trials))
  expect_identical(build_tensor(shuffled, trials, 0.1)[names(group), , ], build_tensor(group, trials, 0.1))
})

test_that("the number of threads changes no count", {
  set.seed(15)
  group <- random_group(20, 20000, 600)
  counts <- lapply(1:3, function(n_threads) {
    withr::local_options(anemone.threads = n_threads)
    bare_counts(group, 0.01)
  })
  expect_identical(counts[[2]], counts[[1]])
  expect_identical(counts[[3]], counts[[1]])
})

test_that("a merged train has the sum of its units' counts, whichever way it is binned", {
  set.seed(16)
  group <- random_group()
  all_of_them <- Ts(time(group), support(group))
  expect_identical(as.vector(bin_counts(all_of_them, 0.1)), as.vector(rowSums(bin_counts(group, 0.1))) |> as.integer())
  edges <- c(0, sort(sample.int(59999, 40)) / 1000, 60.001)
  expect_identical(sum(bin_counts(all_of_them, edges = edges)), length(all_of_them))
  expect_identical(as.vector(bin_counts(group[["a"]], edges = 0:60)), as.vector(bin_counts(group[["a"]], 1)))
})

test_that("Unix time keeps one microsecond", {
  now <- 1.7e9
  spikes <- Ts(now + c(0, 1e-6, 2e-6, 0.1, 0.1 + 1e-6))
  expect_length(unique(time(spikes)), 5)
  expect_identical(as.vector(bin_counts(spikes, 1e-6, IntervalSet(now, now + 3e-6))), c(1L, 1L, 1L))
  expect_identical(as.vector(bin_counts(spikes, 0.1, IntervalSet(now, now + 0.3))), c(3L, 2L, 0L))
  expect_length(restrict(spikes, IntervalSet(now + 1e-6, now + 0.1)), 3)
  signal <- Tsd(now + (0:9) / 1000, 0:9)
  expect_identical(as.vector(value_from(Ts(now + c(0.0005, 0.0015 - 2e-6)), signal)), c(1L, 1L))
  expect_equal(as.vector(interpolate(signal, now + 0.0025)), 2.5, tolerance = 1e-3)
})
