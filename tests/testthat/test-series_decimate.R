t <- 0:39
x <- Tsd(t, sin(t / 5) + 0.3 * cos(2.5 * t), unit = "mV")

test_that("published numbers come out", {
  iir <- decimate(x, 4)
  expect_equal(as.vector(iir), c(.294794529, .6577964959, 1.0099577104, .661932022, -.0543480083, -.7598371645, -.9885532455,
                                 -.6466520505, .1172401887, .7822192332), tolerance = 1e-8)
  expect_equal(as.vector(decimate(x, 4, filter_type = "fir")),
               c(.1403927445, .69506453, .967320377, .653759841, -.0560046172, -.7333454204, -.963609001, -.6115708869,
                 .1129078841, .7686420338), tolerance = 1e-8)
  expect_equal(time(iir), seq(0, 36, 4))
  expect_identical(series_unit(iir), "mV")
})

test_that("a slow wave stays, a fast one goes, a constant is exact", {
  time <- (0:4000) / 1000
  slow <- Tsd(time, sin(2 * pi * 2 * time))
  kept <- decimate(slow + sin(2 * pi * 300 * time), 10)
  inner <- 20:380
  # The filter, run twice, has 0.05 dB of ripple each time; at 300 Hz it leaves less than 1e-6.
  expect_lt(max(abs(as.vector(kept)[inner] - sin(2 * pi * 2 * time(kept))[inner])), 1 - 10^(-2 * 0.05 / 20) + 1e-6)
  flat <- decimate(Tsd(0:99, rep(3, 100)), 5, order = 7)
  expect_equal(as.vector(flat), rep(3, 20))
})

test_that("epochs, shapes, short and empty series", {
  parts <- IntervalSet(c(0, 20), c(10, 39))
  split <- decimate(x, 3, epochs = parts)
  expect_equal(time(split), c(0, 3, 6, 9, seq(20, 38, 3)))
  expect_equal(as.vector(split)[5:11], as.vector(decimate(restrict(x, parts[2]), 3)))
  frame <- TsdFrame(t, cbind(a = as.vector(x), b = 1), metadata = list(k = 1:2))
  expect_equal(as.vector(decimate(frame, 4)$a), as.vector(decimate(x, 4)))
  expect_equal(decimate(frame, 4)$k, 1:2)
  expect_equal(dim(decimate(TsdTensor(0:9, array(0, c(10, 2, 2))), 5)), c(2L, 2L, 2L))
  expect_length(decimate(Tsd(1, 5), 4), 1)
  expect_length(decimate(Tsd(double(), double()), 4), 0)
  expect_true(all(is.na(decimate(Tsd(0:9, c(1, NA, 1:8)), 2))))
  expect_error(decimate(x, 0.5), class = "anemone_error_bad_argument")
  expect_error(decimate(x, 2, filter_type = "box"), class = "anemone_error_bad_argument")
  expect_error(decimate(Ts(1:3), 2), class = "anemone_error_bad_argument")
  expect_error(decimate(3, 2), class = "anemone_error_bad_argument")
})
