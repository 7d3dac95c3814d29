sine <- function() Tsd(0:99 / 10, sin(0:99 / 10), unit = "mV")
from_sine <- c(0.0788719, 0.0994986, 0.119131, 0.137573, 0.154641, 0.170163, 0.183986, 0.19597, 0.205995, 0.213963,
               0.219793)

test_that("averages are pynapple's", {
  found <- event_trigger_average(sine(), c(1, 3, 5, 7), 0.5, bin_size = 0.1)
  expect_equal(as.vector(found), from_sine, tolerance = 1e-5)
  expect_equal(time(found), -5:5 / 10)
  expect_identical(series_unit(found), "mV")
  cut <- event_trigger_average(sine(), c(1, 3, 5, 7), 0.5, 0.1, IntervalSet(c(0, 5), c(4, 9)), unobserved = "zero")
  expect_equal(as.vector(cut), c(0.323254, 0.347921, 0.369112, 0.386614, 0.400254, from_sine[6:11]), tolerance = 1e-5)
  ramp <- event_trigger_average(Tsd(0:19, 0:19), c(4.2, 9, 9.5), c(-4, 2), 2)
  expect_equal(as.vector(ramp), c(3.16667, 5.16667, 7.16667, 9.16667), tolerance = 1e-5)
  ones <- event_trigger_average(Tsd(0:9, rep(1, 10)), c(0, 5, 8), 2, 1, unobserved = "zero")
  expect_equal(as.vector(ones), c(2, 2, 3, 2, 2) / 3)
})

test_that("what was not observed is left out of the mean", {
  ones <- event_trigger_average(Tsd(0:9, rep(1, 10)), c(0, 5, 8), 2)
  expect_equal(as.vector(ones), rep(1, 5))
  gap <- Tsd(0:4, c(1, NA, 3, 4, 5))
  expect_equal(as.vector(event_trigger_average(gap, c(0, 2), 1, 1)), c(NaN, 2, 4))
  expect_equal(as.vector(event_trigger_average(gap, double(), 1, 1)), rep(NaN, 3))
  expect_equal(as.vector(event_trigger_average(gap, double(), 1, 1, unobserved = "zero")), rep(0, 3))
  expect_equal(as.vector(event_trigger_average(Tsd(0:4, 0:4), 2, 1)), c(1, 2, 3))
})

test_that("lags are counted by the clock; a shift in time changes nothing", {
  expect_equal(time(event_trigger_average(sine(), 5, 0.2, 0.1)), -2:2 / 10)
  expect_equal(time(event_trigger_average(sine(), 5, c(0, 1.5), 1)), 0:2)
  late <- Tsd(3600.1 + 0:99 / 10, sin(0:99 / 10))
  expect_equal(as.vector(event_trigger_average(late, 3600.1 + c(1, 3, 5, 7), 0.5, 0.1)), from_sine, tolerance = 1e-5)
})

test_that("units have an axis of their own, samples keep their shape", {
  units <- TsGroup(list(a = c(1, 3), b = 5, none = double()), support = support(sine()),
                   metadata = list(region = c("x", "y", "y")))
  frame <- event_trigger_average(sine(), units, 0.3, 0.1)
  expect_s3_class(frame, "TsdFrame")
  expect_identical(colnames(frame), c("a", "b", "none"))
  alone <- event_trigger_average(sine(), units[["a"]], 0.3, 0.1)
  expect_equal(as.vector(frame[, "a"]), as.vector(alone))
  both <- TsdFrame(time(sine()), cbind(s = as.vector(sine()), minus = -as.vector(sine())))
  expect_equal(unclass(event_trigger_average(both, units[["a"]], 0.3, 0.1))[, "minus"], -as.vector(alone))
  tensor <- event_trigger_average(both, units, 0.3, 0.1)
  expect_identical(dim(tensor), c(7L, 3L, 2L))
  expect_equal(as.array(tensor)[, "a", "s"], as.vector(alone))
  movie <- TsdTensor(time(sine()), array(as.vector(sine()), c(100, 2, 3)))
  expect_identical(dim(event_trigger_average(movie, 5, 0.3, 0.1)), c(7L, 2L, 3L))
  expect_identical(dim(event_trigger_average(movie, units, 0.3, 0.1)), c(7L, 3L, 2L, 3L))
})

test_that("a lazy movie is averaged as one in memory, whatever the blocks", {
  stamps <- small_stamps()
  dense <- TsdTensor(stamps, small_movie(), support = IntervalSet(stamps[1], stamps[60]), unit = "a.u.")
  epochs <- IntervalSet(c(0.05, 0.7), c(0.6, 1.4))
  for (bin_size in c(0.025, 0.06, 0.01)) {
    for (unobserved in c("skip", "zero")) {
      expected <- event_trigger_average(dense, movie_units(), c(-0.15, 0.05), bin_size, epochs, unobserved)
      for (rows in c(1, 7, 1000)) {
        withr::local_options(anemone.block_bytes = rows * 12 * 8)
        lazy <- lazy_array(small_movie(), stamps)
        expect_equal(event_trigger_average(lazy, movie_units(), c(-0.15, 0.05), bin_size, epochs, unobserved), expected)
      }
    }
  }
  expect_equal(event_trigger_average(lazy, c(0.3, 0.8), 0.1), event_trigger_average(dense, c(0.3, 0.8), 0.1))
})

test_that("stored numbers are scaled, and missing ones left out of the pixel they miss in", {
  stamps <- small_stamps()
  values <- small_movie() * 0.5
  values[10, 2, 3] <- NA
  values[30:40, 1, 1] <- NaN
  scaled <- TsdTensor(stamps, values * 2 - 1, unit = "a.u.")
  lazy <- lazy_array(values, stamps, chunk = 7, conversion = 2, offset = -1)
  for (unobserved in c("skip", "zero")) {
    expect_equal(event_trigger_average(lazy, movie_units(), 0.1, unobserved = unobserved),
                 event_trigger_average(scaled, movie_units(), 0.1, unobserved = unobserved))
  }
  missing <- small_movie()
  missing[5, 1, 2] <- NA
  expect_equal(event_trigger_average(lazy_array(missing, stamps), movie_units(), 0.1),
               event_trigger_average(TsdTensor(stamps, missing, unit = "a.u."), movie_units(), 0.1))
})

test_that("lazy frames and vectors are averaged too; threads change nothing", {
  stamps <- small_stamps()
  frame <- matrix(small_movie(), 60)
  colnames(frame) <- 1:12
  lazy <- lazy_array(unname(frame), stamps, conversion = 1:12)
  lazy$columns <- colnames(frame)
  expect_equal(event_trigger_average(lazy, movie_units()[["a"]], 0.1),
               event_trigger_average(TsdFrame(stamps, frame * rep(1:12, each = 60), unit = "a.u."), movie_units()[["a"]], 0.1))
  vector <- lazy_array(frame[, 1], stamps)
  expect_equal(event_trigger_average(vector, movie_units(), 0.1),
               event_trigger_average(Tsd(stamps, frame[, 1], unit = "a.u."), movie_units(), 0.1))
  wide <- array(withr::with_seed(1, rnorm(60 * 1300)), c(60, 130, 10))
  averages <- lapply(c(1, 4), function(threads) {
    withr::local_options(anemone.threads = threads)
    list(event_trigger_average(lazy_array(wide, stamps), movie_units(), 0.1),
         event_trigger_average(TsdTensor(stamps, wide, unit = "a.u."), movie_units(), 0.1))
  })
  expect_identical(averages[[1]], averages[[2]])
  expect_equal(averages[[1]][[1]], averages[[1]][[2]])
})

test_that("a stream reads each wanted row once and nothing else", {
  withr::local_options(anemone.block_bytes = 8 * 12 * 8)
  lazy <- lazy_array(small_movie(), small_stamps())
  blocks_of <- function(epochs) {
    with_hdf5(lazy$path, function(file) {
      stream <- row_stream(file, lazy, epochs)
      blocks <- list()
      while (!is.null(block <- stream$read())) blocks <- c(blocks, list(match(round(block$times, 6), round(small_stamps(), 6))))
      blocks
    })
  }
  expect_identical(blocks_of(IntervalSet(c(0.3, 1), c(0.6, 1.2))), list(13:16, 17:24, 41:48))
  expect_identical(unlist(blocks_of(NULL)), 1:60)
})

test_that("blocks hold whole chunks", {
  expect_equal(cut_blocks(c(3, 20), c(17, 21), 8), list(from = c(3, 9, 17, 20), to = c(8, 16, 17, 21), range = c(1, 1, 1, 2)))
  lazy <- lazy_array(small_movie(), small_stamps(), chunk = 7)
  with_hdf5(lazy$path, function(file) {
    expect_equal(rows_per_block(file[["values"]], 8 * 12 * 20), 14)
    expect_equal(rows_per_block(file[["values"]], 10), 7)
    expect_equal(rows_per_block(file[["stamps"]], 80), 10)
  })
})

test_that("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    event_trigger_average(Ts(1:3), 2, 1)
    event_trigger_average(sine(), "a", 1)
    event_trigger_average(sine(), 5, -1)
    event_trigger_average(sine(), 5, 1, bin_size = 0)
    event_trigger_average(sine(), 5, 1, bin_size = 1e-8)
    event_trigger_average(sine(), 5, 1, epochs = 1:2)
    event_trigger_average(sine(), 5, 1, unobserved = "hold")
  })
})

test_that("a lazy series is averaged in its own support by default", {
  stamps <- seq_len(60) / 10
  lazy <- lazy_array(small_movie(), stamps)
  lazy$support <- IntervalSet(1, 3)
  inside <- Ts(c(0.5, 2, 5), support = IntervalSet(0, 6))
  expect_equal(event_trigger_average(lazy, inside, 0.1), event_trigger_average(lazy, inside, 0.1, epochs = lazy$support))
})
