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

# Every function that could be tried on a handle `x`, apart from those that are to read all of it.
tried_on_handles <- expression(
  x + 1, -x, exp(x), sum(x), range(x), mean(x), median(x), quantile(x), summary(x), as.data.frame(x), as.vector(x),
  as.numeric(x), as.matrix(x), as.array(x), as.ts(x), t(x), c(x, x), cbind(x, x), rbind(x, x), rev(x), sort(x), unique(x),
  diff(x), split(x, 1), is.na(x), anyNA(x), na.omit(x), x[1] <- 3, bin_average(x, 0.5), bin_counts(x, 0.5),
  smooth_gaussian(x, 0.5), value_from(events, x), interpolate(x, 1:2), derivative(x), convolve_kernel(x, 1:3),
  threshold(x, 4), get_crossings(x, 4), get_closest(x, 1), time_diff(x), find_support(x, 1), to_tsgroup(x),
  build_tensor(x, epochs), warp_tensor(x, epochs, 3), shift_times(x, 1), detect_spikes(x), as_circular(x, 5),
  write_npz(x, "x.npz"), write_series_csv(x, "x.csv"))

test_that("no verb reads a handle, or takes it apart", {
  events <- Ts(c(1, 2))
  epochs <- IntervalSet(c(0, 2), c(0.5, 2.5))
  for (x in handles_of_example()) {
    for (call in tried_on_handles) {
      rows <- reads_of(error <- tryCatch(eval(call), error = identity))
      expect_s3_class(error, "anemone_error_lazy_series")
      expect_identical(rows, list(), label = deparse(call)[1])
    }
  }
})

test_that("a long signal is drawn from blocks, and keeps its extremes", {
  path <- withr::local_tempfile(fileext = ".h5")
  values <- sin(1:20000 / 500)
  values[12345] <- 7
  file <- hdf5r::H5File$new(path, "w")
  file[["x"]] <- values
  file$close_all()
  withr::local_options(anemone.block_bytes = 8 * 3000)
  x <- lazy_series(path, "x", rate = 1000)
  rows <- reads_of(thin <- thinned_series(x, 100))
  expect_gt(length(rows), 5)
  expect_lt(length(thin), 1000)
  expect_identical(max(thin), 7)
  expect_identical(support(thin), support(x))
  movie <- handles_of_example()$movie
  drawn <- min(24L, dim(movie)[1])
  expect_identical(reads_of(suppressMessages(autoplot(movie))), list(c(1L, drawn)))
})

test_that("rows far apart are read apart", {
  expect_identical(row_runs(c(1, 2, 3, 10), 1), list(from = 1, to = 10))
  expect_identical(row_runs(c(1, 2, 3, 10), 2^15), list(from = c(1, 10), to = c(3, 10)))
  expect_identical(row_runs(integer(), 1), list(from = double(), to = double()))
})

test_that("intervals and columns are chosen together, as in memory", {
  handles <- handles_of_example()
  epochs <- IntervalSet(c(1, 5), c(2, 5.5))
  expect_identical(handles$frame[epochs, "c"], read_all(handles$frame)[epochs, "c"])
  expect_identical(handles$frame[epochs, ], restrict(handles$frame, epochs))
  expect_identical(handles$movie[IntervalSet(1, 2), 2:3, 1], read_all(handles$movie)[IntervalSet(1, 2), 2:3, 1])
})

test_that("a handle of a frame gives columns and metadata by name, and nothing else", {
  frame <- handles_of_example()$frame
  expect_identical(frame$c, frame[, "c"])
  expect_identical(frame[["c"]], frame[, "c"])
  expect_identical(frame[[3, "c"]], as.vector(frame[3, "c"]))
  expect_error(frame$z, class = "anemone_error_unknown_name")
  expect_error(handles_of_example()$signal$value, class = "anemone_error_unknown_name")
  frame$area <- c("V1", "V1", "V2", "V2", "V4")
  expect_identical(frame$area[3], "V2")
  expect_identical(metadata(frame)["d", "area"], "V2")
  metadata(frame) <- list(depth = 1:5)
  expect_identical(restrict(frame, IntervalSet(0, 1))$depth, 1:5)
  expect_error(frame$c <- 1:5, class = "anemone_error_read_only")
  expect_error(frame$depth <- 1:4, class = "anemone_error_length")
})
