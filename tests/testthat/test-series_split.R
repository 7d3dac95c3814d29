units <- TsGroup(list(a = 1, b = c(2, 3), c = 3), IntervalSet(0, 4),
                 list(area = factor(c("V1", "CA1", "V1"), levels = c("V1", "CA1", "LGN")), side = c("l", "l", "r"),
                      depth = c(10, NA, 300)))

test_that("units are grouped by metadata or by any vector", {
  expect_equal(lapply(split(units, "area"), names), list(V1 = c("a", "c"), CA1 = "b"))
  expect_named(split(units, "area", drop = FALSE), c("V1", "CA1", "LGN"))
  expect_equal(lapply(split(units, c("area", "side")), names), list(V1.l = "a", CA1.l = "b", V1.r = "c"))
  expect_equal(lapply(split(units, c("x", "y", "x")), names), list(x = c("a", "c"), y = "b"))
  expect_equal(lapply(suppressMessages(split(units, cut(units$depth, c(0, 100, 400)))), names), list(`(0,100]` = "a", `(100,400]` = "c"))
  expect_equal(names(split(units, units$rate > 0.3)[["TRUE"]]), "b")
  expect_length(split(TsGroup(), character()), 0)
})

test_that("groups put together again are the units", {
  parts <- split(units, "area")
  expect_equal(do.call(merge, unname(parts))[c("a", "b", "c")], units)
})

test_that("columns and intervals are grouped as well", {
  frame <- TsdFrame(0:1, matrix(1:6, 2), columns = c("x", "y", "z"), metadata = list(kind = c("p", "q", "p")))
  parts <- split(frame, "kind")
  expect_equal(colnames(parts$p), c("x", "z"))
  expect_s3_class(parts$q, "TsdFrame")
  trials <- IntervalSet(0:2, 1:3, list(side = c("l", "r", "l")))
  expect_equal(split(trials, "side")$l$start, c(0, 2))
  expect_equal(vapply(split(trials, trials$side), tot_length, 0), c(l = 2, r = 1))
})

test_that("what names nothing is refused", {
  expect_error(split(units, "aera"), class = "anemone_error_unknown_name")
  expect_error(split(units, 1:2), class = "anemone_error_length")
  expect_error(split(units, "area", drop = 1), class = "anemone_error_bad_argument")
})

test_that("what belongs to no group is reported", {
  units <- TsGroup(list(a = 1, b = 2, c = 3), IntervalSet(0, 4), list(area = c("V1", NA, "V1")))
  expect_message(groups <- split(units, "area"), "1 of 3", class = "anemone_message_no_group")
  expect_identical(names(groups$V1), c("a", "c"))
})
