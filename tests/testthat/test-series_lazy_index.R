handles_of_example <- function() {
  path <- hdf5_example()
  list(movie = lazy_series(path, "movie", rate = 40), frame = lazy_series(path, "a/frame", rate = 10, columns = letters[1:5]),
       signal = lazy_series(path, "signal", rate = 10), stamped = lazy_series(path, "signal", times = "stamps"))
}

test_that("indexing a handle gives what indexing the series gives", {
  handles <- handles_of_example()
  for (rows in list(1:3, c(1, 2, 90, 200), -(1:150), integer(), rep(c(TRUE, FALSE), 100))) {
    expect_identical(handles$signal[rows], read_all(handles$signal)[rows])
    expect_identical(handles$frame[rows, ], read_all(handles$frame)[rows, ])
    expect_identical(handles$frame[rows, "c"], read_all(handles$frame)[rows, "c"])
    expect_identical(handles$frame[rows, c(4, 2), drop = FALSE], read_all(handles$frame)[rows, c(4, 2), drop = FALSE])
    expect_identical(handles$movie[rows, , ], read_all(handles$movie)[rows, , ])
    expect_identical(handles$movie[rows, 2:3, 1], read_all(handles$movie)[rows, 2:3, 1])
  }
  expect_identical(handles$movie[, 4, 3], read_all(handles$movie)[, 4, 3])
  expect_identical(head(handles$frame, 2), head(read_all(handles$frame), 2))
  expect_identical(tail(handles$movie, -190), tail(read_all(handles$movie), -190))
  expect_identical(window(handles$signal, 3, 4), window(read_all(handles$signal), 3, 4))
})

test_that("where the file holds the time stamps, the support is what was read", {
  stamped <- handles_of_example()$stamped
  part <- stamped[71:130]
  expect_identical(as.vector(part), as.double(71:130))
  expect_identical(support(part), IntervalSet(c(7.1, 15.1), c(10, 18)))
  expect_identical(support(stamped), support(read_all(stamped)))
  expect_identical(time(stamped), time(read_all(stamped)))
})

test_that("only rows that were asked for are read, in contiguous pieces", {
  handles <- handles_of_example()
  movie <- handles$movie
  expect_identical(reads_of(dim(movie)), list())
  expect_identical(reads_of(list(time(movie), support(movie), start(movie), end(movie), format(movie))), list())
  expect_identical(reads_of(movie[11:20, , ]), list(c(11L, 20L)))
  expect_identical(reads_of(movie[c(1, 200), 2, ]), list(c(1L, 200L)))
  expect_identical(reads_of(restrict(movie, IntervalSet(c(0, 4), c(0.1, 4.2)))), list(c(1L, 5L), c(161L, 169L)))
  expect_identical(reads_of(head(movie, 3)), list(c(1L, 3L)))
  expect_identical(reads_of(movie[integer(), , ]), list())
  expect_identical(reads_of(window(handles$signal, 5, 5.5)), list(c(51L, 56L)))
})

test_that("no verb reads a handle whole unless asked to", {
  handles <- handles_of_example()
  events <- Ts(c(1, 2))
  for (x in handles) {
    calls <- list(quote(x + 1), quote(mean(x)), quote(sum(x)), quote(exp(x)), quote(summary(x)), quote(median(x)),
                  quote(bin_average(x, 0.5)), quote(bin_counts(x, 0.5)), quote(smooth_gaussian(x, 0.5)),
                  quote(value_from(events, x)), quote(event_trigger_average(events, x, 0.1)),
                  quote(as.data.frame(x)), quote(as.vector(x)), quote(as.matrix(x)), quote(as.array(x)), quote(t(x)),
                  quote(c(x, x)), quote(is.na(x)), quote(x[1]), quote(Tsd(1, x)), quote(detect_spikes(x)))
    for (call in calls) {
      rows <- reads_of(try(eval(call), silent = TRUE))
      expect_lt(sum(vapply(rows, function(piece) if (is.null(piece)) 200 else diff(piece) + 1, 0)), 5)
    }
  }
})

test_that("rows far apart are read apart", {
  expect_identical(row_runs(c(1, 2, 3, 10), 1), list(from = 1, to = 10))
  expect_identical(row_runs(c(1, 2, 3, 10), 2^15), list(from = c(1, 10), to = c(3, 10)))
  expect_identical(row_runs(integer(), 1), list(from = double(), to = double()))
})
