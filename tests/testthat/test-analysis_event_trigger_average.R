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
