test_that("ts objects go both ways", {
  expect_identical(as_Tsd(stats::ts(c(1, 3, 2), start = 10, frequency = 4)), Tsd(c(10, 10.25, 10.5), c(1, 3, 2)))
  both <- stats::ts(cbind(a = 1:3, b = 4:6), start = 1, frequency = 2)
  expect_identical(as_TsdFrame(both), TsdFrame(c(1, 1.5, 2), cbind(a = 1:3, b = 4:6)))
  x <- Tsd(seq_len(1000) / 30, sin(1:1000))
  expect_equal(as.vector(time(as.ts(x))), time(x), tolerance = 1e-12)
  expect_identical(as.vector(as.ts(x)), as.vector(x))
  frame <- TsdFrame(0:2 / 4, cbind(a = 1:3, b = 4:6))
  expect_identical(as_TsdFrame(as.ts(frame)), frame)
  expect_equal(stats::frequency(as.ts(frame)), 4)
})

test_that("irregular times make no ts", {
  expect_error(as.ts(Tsd(c(0, 1, 3), 1:3)), class = "anemone_error_irregular")
  expect_error(as.ts(Tsd(double(), double())), class = "anemone_error_irregular")
  expect_error(as_Tsd(stats::ts(cbind(1:3, 4:6))), class = "anemone_error_bad_argument")
})

test_that("zoo objects go both ways, with or without the package", {
  made <- structure(c(1, 3, 2), index = c(0, 500, 2000), class = "zoo")
  expect_identical(as_Tsd(made, time_units = "ms"), Tsd(c(0, 0.5, 2), c(1, 3, 2)))
  frame <- TsdFrame(c(0, 0.5, 2), cbind(a = 1:3, b = 4:6))
  expect_identical(as_TsdFrame(as.zoo.TsdFrame(frame)), frame)
  expect_identical(as_Tsd(as.zoo.Tsd(frame$a)), frame$a)
  dated <- structure(1:2, index = as.Date(c("2020-01-01", "2020-01-02")), class = "zoo")
  expect_error(as_Tsd(dated), class = "anemone_error_bad_argument")
  skip_if_not_installed("zoo")
  expect_identical(as_Tsd(zoo::as.zoo(frame$a)), frame$a)
})
