test_that("metadata are a table named by what they describe", {
  units <- TsGroup(list("7" = 1, "34" = 2), metadata = list(area = factor(c("V1", "CA1"))))
  expect_equal(metadata(units), data.frame(area = factor(c("V1", "CA1")), row.names = c("7", "34")))
  frame <- TsdFrame(0:1, cbind(a = 1:2, b = 3:4), metadata = list(k = 1:2))
  expect_equal(row.names(metadata(frame)), c("a", "b"))
  expect_equal(metadata(IntervalSet(0:1, 1:2, list(z = 3:4))), data.frame(z = 3:4))
  expect_equal(dim(metadata(TsGroup())), c(0L, 0L))
})

test_that("a table with row names finds its rows, one without keeps its order", {
  units <- TsGroup(list("7" = 1, "34" = 2))
  metadata(units) <- data.frame(layer = c("deep", "top"), row.names = c("34", "7"))
  expect_equal(units$layer, c("top", "deep"))
  metadata(units) <- list(depth = 1:2)
  expect_equal(names(metadata(units)), "depth")
  metadata(units)$side <- c("l", "r")
  expect_equal(names(metadata(units)), c("depth", "side"))
  units$depth <- NULL
  expect_equal(names(metadata(units)), "side")
  metadata(units) <- NULL
  expect_length(metadata(units), 0)
  trials <- IntervalSet(0:1, 1:2, list(z = 3:4))
  names(metadata(trials)) <- "w"
  expect_equal(trials$w, 3:4)
  frame <- TsdFrame(0:1, cbind(a = 1:2, b = 3:4))
  metadata(frame) <- data.frame(side = c("l", "r"))
  expect_equal(frame$side, c("l", "r"))
})

test_that("what does not fit is refused", {
  units <- TsGroup(list("7" = 1, "34" = 2))
  trials <- IntervalSet(0:1, 1:2)
  expect_snapshot(error = TRUE, {
    metadata(Ts(1))
    metadata(units) <- data.frame(x = 1:2, row.names = c("7", "8"))
    metadata(units) <- list(rate = 1:2)
    metadata(units) <- list(x = 1:3)
    metadata(trials) <- list(start = 1:2)
  })
})
