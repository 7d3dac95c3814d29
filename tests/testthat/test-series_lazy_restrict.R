handle_of <- function(name, member) {
  withr::local_options(anemone.lazy_above = 10)
  read_nwb(nwb_fixture(name))[[member]]
}

test_that("restricting a handle gives what restricting the series gives", {
  eager <- read_nwb(nwb_fixture("tutorial.nwb"))$stimulus
  lazy <- handle_of("tutorial.nwb", "stimulus")
  sets <- list(IntervalSet(0, 34.02), IntervalSet(c(1.05, 39, 200), c(2, 41.12, 900)), IntervalSet(-5, 2000),
               IntervalSet(35, 36), IntervalSet(c(0.1, 0.3), c(0.2, 0.4)), IntervalSet(5000, 6000))
  for (epochs in sets) expect_identical(restrict(lazy, epochs), restrict(eager, epochs))
})

test_that("it does so for series with a rate and for more than one dimension", {
  kinds <- read_nwb(nwb_fixture("kinds.nwb"))
  epochs <- IntervalSet(c(0.5, 1.05), c(1.02, 1.5))
  for (member in c("lfp", "movie", "heading", "position")) {
    expect_identical(restrict(handle_of("kinds.nwb", member), epochs), restrict(kinds[[member]], epochs))
  }
})

test_that("only rows near the epochs are read", {
  ranges <- row_ranges(NULL, handle_of("kinds.nwb", "heading"), c(1, 3), c(1.5, 3.2))
  expect_equal(ranges, list(from = c(11, 31), to = c(16, 33)))
})

# What the reader asks of a data set of time stamps, with a record of the rows it read.
watched_stamps <- function(stamps) {
  rows <- new.env()
  rows$read <- integer()
  read <- function(args, drop) {
    rows$read <- c(rows$read, args[[1]])
    stamps[args[[1]]]
  }
  list(dims = length(stamps), read = read, rows = rows)
}

test_that("bisection finds the same rows as a scan, and reads few", {
  withr::local_seed(1)
  stamps <- sort(round(runif(5000, 0, 10), 2))
  dataset <- watched_stamps(stamps)
  count <- stamp_counter(dataset, length(stamps), block = 16)
  at <- c(-1, stamps[c(1, 7, 500, 5000)], 3.14159, 11)
  expect_equal(vapply(at, count, 0), vapply(at, function(t) sum(stamps < t), 0L))
  expect_lt(length(dataset$rows$read), 7 * (16 + 9))
})

test_that("adjacent and overlapping ranges are read as one", {
  expect_identical(join_ranges(c(1, 4, 10), c(3, 6, 12)), list(from = c(1, 10), to = c(6, 12)))
  expect_identical(join_ranges(c(1, 2), c(9, 3)), list(from = 1, to = 9))
})
