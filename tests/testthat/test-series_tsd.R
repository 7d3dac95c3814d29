frame_of_two <- function() {
  TsdFrame(0:3, cbind(x = 1:4, y = 5:8), support = IntervalSet(0, 4), unit = "cm",
           metadata = list(axis = c("h", "v")))
}

test_that("values are kept as given, of any type", {
  expect_identical(as.vector(Tsd(1:3, c(4L, 5L, 6L))), 4:6)
  expect_identical(as.vector(Tsd(1:2, factor(c("b", "a")))), c("b", "a"))
  expect_identical(as.vector(Tsd(1:2, c(TRUE, NA))), c(TRUE, NA))
  expect_identical(time(Tsd(c(100, 200), 1:2, time_units = "ms")), c(0.1, 0.2))
  expect_identical(series_unit(Tsd(1, 2)), NA_character_)
  expect_length(Tsd(double(), double()), 0)
})

test_that("a Tsd is indexed by position, condition and epochs", {
  x <- Tsd(0:4, c(3, 1, 4, 1, 5), unit = "mV")
  expect_equal(x[x > 2], Tsd(c(0, 2, 4), c(3, 4, 5), IntervalSet(0, 4), unit = "mV"))
  expect_equal(as.vector(x[-1]), c(1, 4, 1, 5))
  expect_equal(x[IntervalSet(1, 2)], restrict(x, IntervalSet(1, 2)))
  expect_identical(x[[3]], 4)
  x[2] <- 9
  expect_identical(as.vector(head(x, 2)), c(3, 9))
  expect_identical(series_unit(x), "mV")
  expect_equal(as.data.frame(tail(x, 1)), data.frame(time = 4, value = 5))
})

test_that("a frame is indexed as a matrix and stays a series while time remains", {
  x <- frame_of_two()
  expect_equal(x$y, Tsd(0:3, 5:8, IntervalSet(0, 4), unit = "cm"))
  expect_equal(x[, "y"], x$y)
  expect_equal(x[, 2, drop = FALSE]$axis, "v")
  expect_equal(dim(x[2:3, ]), c(2L, 2L))
  expect_equal(as.vector(x[2:3, "x"]), 2:3)
  expect_equal(x[x > 6], 7:8)
  expect_equal(x[c(TRUE, FALSE, FALSE, TRUE), c("y", "x")]$axis, c("v", "h"))
  expect_equal(as.data.frame(x), data.frame(time = c(0, 1, 2, 3), x = 1:4, y = 5:8))
  expect_equal(colnames(TsdFrame(0:1, matrix(1:4, 2))), c("1", "2"))
  expect_equal(dim(TsdFrame(0:1, 1:2)), c(2L, 1L))
  x$weight <- c(0.5, 2)
  expect_equal(x[, "y", drop = FALSE]$weight, 2)
  expect_equal(colMeans(x), c(x = 2.5, y = 6.5))
  expect_equal(t(x), t(cbind(x = 1:4, y = 5:8)))
})

test_that("a tensor drops to a frame and to a vector, never its time", {
  values <- array(1:30, c(5, 2, 3))
  x <- TsdTensor(0:4, values)
  expect_s3_class(x[, 1, ], "TsdFrame")
  expect_equal(as.vector(x[2:3, 1, 2]), values[2:3, 1, 2])
  expect_s3_class(x[1, , ], "TsdTensor")
  expect_equal(dim(x[IntervalSet(1, 2)]), c(2L, 2L, 3L))
  expect_equal(as.array(head(x, 2)), values[1:2, , ])
  expect_equal(names(as.data.frame(x))[2:3], c("1,1", "2,1"))
})

test_that("series survive a file and keep no environment", {
  path <- withr::local_tempfile()
  saveRDS(frame_of_two(), path)
  expect_identical(readRDS(path), frame_of_two())
})

test_that("summaries treat a series as its values", {
  x <- Tsd(0:4, c(3, 1, 4, 1, 5))
  expect_identical(c(min(x), max(x), sum(x), mean(x), median(x)), c(1, 5, 14, 2.8, 3))
  expect_equal(unname(quantile(x, 0.5)), 3)
  expect_identical(range(x), c(1, 5))
  expect_equal(sd(x), sd(c(3, 1, 4, 1, 5)))
})

test_that("bad series are refused", {
  expect_snapshot(error = TRUE, {
    Tsd(1:3, 1:2)
    Tsd(c(2, 1), 1:2)
    Tsd(1:2, matrix(1:4, 2))
    Tsd(1:2, list(1, 2))
    Tsd(1:2, 1:2, unit = 3)
    Tsd(1:2, 1:2)[c(2, 1)]
    TsdFrame(1:3, matrix(1:4, 2))
    TsdFrame(1:2, matrix(1:4, 2), columns = "a")
    TsdFrame(1:2, matrix(1:4, 2), columns = c("a", "a"))
    TsdFrame(1:2, cbind(a = 1:2), metadata = list(a = 1))
    TsdTensor(1:2, matrix(1:4, 2))
    frame_of_two()$z
    frame_of_two()[, "z"]
  })
})

test_that("intervals choose rows beside columns", {
  frame <- TsdFrame(0:5, cbind(a = 1:6, b = 7:12))
  epochs <- IntervalSet(c(0, 4), c(1, 6))
  expect_identical(frame[epochs, "a"], restrict(frame[, "a"], epochs))
  expect_identical(frame[epochs, ], restrict(frame, epochs))
  tensor <- TsdTensor(0:5, array(1:24, c(6, 2, 2)))
  expect_identical(tensor[epochs, 1, ], restrict(tensor[, 1, ], epochs))
})

test_that("an index of the wrong shape is an error of ours", {
  frame <- TsdFrame(0:1, cbind(a = 1:2, b = 3:4))
  tensor <- TsdTensor(0:1, array(1:8, c(2, 2, 2)))
  expect_error(frame[, c(1, 1)], class = "anemone_error_duplicate_ids")
  expect_error(tensor[1, 1], "once per dimension", class = "anemone_error_bad_index")
  expect_error(tensor[, 9, ], class = "anemone_error_bad_index")
  expect_error(Tsd(0:1, 1:2)[, 1], class = "anemone_error_bad_index")
  expect_error(Ts(0:1)[1, 1], class = "anemone_error_bad_index")
  expect_error(IntervalSet(0, 1)[1, ], class = "anemone_error_bad_index")
  expect_error(TsGroup(list(a = 1))[, 1], class = "anemone_error_bad_index")
  expect_error(Tsd(0:1, c(1, NA))[Tsd(0:1, c(TRUE, NA))], "which", class = "anemone_error_bad_index")
})

test_that("a frame holds values of one kind", {
  mixed <- data.frame(a = 1:2, b = c("x", "y"))
  expect_error(TsdFrame(0:1, mixed), '"b"', class = "anemone_error_bad_argument")
  expect_error(as_TsdFrame(cbind(time = 0:1, mixed)), class = "anemone_error_bad_argument")
  expect_error(TsdFrame(0:1, data.frame(a = Sys.Date() + 0:1)), class = "anemone_error_bad_argument")
  expect_identical(as.matrix(TsdFrame(0:1, data.frame(a = factor(c("u", "v"))))), cbind(a = c("u", "v")))
  expect_identical(as.matrix(TsdFrame(0:1, data.frame(a = 1:2, b = c(0.5, 1)))), cbind(a = c(1, 2), b = c(0.5, 1)))
})
