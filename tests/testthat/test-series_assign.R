x <- Tsd(0:4, c(1, 2, 90, 4, 5), unit = "mV")
frame <- TsdFrame(0:3, cbind(a = 1:4, b = 5:8), metadata = list(side = c("l", "r")))

test_that("values change, all else stays", {
  y <- x
  y[y > 50] <- NA
  expect_equal(as.vector(y), c(1, 2, NA, 4, 5))
  expect_equal(attributes(y), attributes(x))
  y[IntervalSet(c(0, 4), c(1, 9))] <- 0
  expect_equal(as.vector(y), c(0, 0, NA, 4, 0))
  y[[2]] <- 7
  expect_equal(y[[2]], 7)
  y[] <- 1
  expect_equal(as.vector(y), rep(1, 5))
})

test_that("frames and tensors by row, column, name, condition and interval", {
  y <- frame
  y[2, "b"] <- 0L
  y[, "a"] <- 10:13
  y[y > 12] <- -1L
  expect_equal(as.matrix(y), cbind(a = c(10L, 11L, 12L, -1L), b = c(5L, 0L, 7L, 8L)))
  y[IntervalSet(2, 3)] <- 0
  expect_equal(as.vector(y$b), c(5, 0, 0, 0))
  expect_equal(y$side, c("l", "r"))
  y[["depth"]] <- 1:2
  expect_equal(y$depth, 1:2)
  tensor <- TsdTensor(0:2, array(1:12, c(3, 2, 2)))
  tensor[2, , 1] <- 0L
  expect_equal(as.array(tensor)[2, , 1], c(0L, 0L))
  tensor[IntervalSet(0, 0)] <- 9L
  expect_equal(as.vector(as.array(tensor)[1, , ]), rep(9L, 4))
})

test_that("units are renamed, and get metadata by either bracket", {
  units <- TsGroup(list(a = 1, b = 2))
  units[["depth"]] <- c(3, 4)
  expect_equal(units$depth, c(3, 4))
  names(units) <- c("u", "v")
  expect_equal(time(units[["v"]]), 2)
})

test_that("what cannot be assigned is refused, and nothing is corrupted", {
  units <- TsGroup(list(a = 1, b = 2))
  epochs <- IntervalSet(0, 1)
  ts <- Ts(1:3)
  expect_snapshot(error = TRUE, {
    x[9] <- 1
    frame[9] <- 1L
    ts[1] <- 0
    units["a"] <- 3
    units[["a"]] <- 3
    units$rate <- 3
    names(units) <- c("a", "a")
    names(units) <- "a"
    epochs[1] <- 3
    epochs$start <- 3
    names(epochs) <- c("from", "to")
    x[IntervalSet(c(0, 1), c(3, 4), overlap = "keep")] <- 0
  })
})

test_that("nothing is recycled but one value", {
  x <- Tsd(0:4, 1:5)
  frame <- TsdFrame(0:2, matrix(1:6, 3))
  tensor <- TsdTensor(0:1, array(1:8, c(2, 2, 2)))
  expect_error(x[1:4] <- 1:2, class = "anemone_error_length")
  expect_error(x[] <- 1:2, class = "anemone_error_length")
  expect_error(x[1] <- integer(), class = "anemone_error_length")
  expect_error(frame[1, ] <- 1:3, class = "anemone_error_length")
  expect_error(frame[IntervalSet(0, 1)] <- 1:2, class = "anemone_error_length")
  expect_error(tensor[1, , ] <- 1:2, class = "anemone_error_length")
  expect_error(frame[, "z"] <- 1, class = "anemone_error_bad_index")
  frame[IntervalSet(0, 1), 2] <- c(9L, 8L)
  expect_identical(as.vector(frame[, 2]), c(9L, 8L, 6L))
})

test_that("a series takes no names and no columns", {
  x <- Tsd(0:1, 1:2)
  expect_error(x$a <- 1, class = "anemone_error_unknown_name")
  expect_error(x$a, class = "anemone_error_unknown_name")
  expect_error(names(x) <- c("a", "b"), class = "anemone_error_read_only")
  frame <- TsdFrame(0:1, matrix(1:4, 2))
  expect_error(names(frame) <- c("a", "b"), "colnames", class = "anemone_error_read_only")
  expect_error(colnames(frame) <- c("a", "a"), class = "anemone_error_duplicate_ids")
  colnames(frame) <- c("a", "b")
  expect_identical(frame$b, frame[, 2])
})
