three_units <- function() {
  TsGroup(list("7" = c(0.1, 0.4, 1.2), "34" = double(), "9" = c(0.3, 1.9)), support = IntervalSet(0, 2),
          metadata = list(region = c("CA1", "CA3", "CA1")))
}

test_that("units are stored flat and found by id or position", {
  units <- three_units()
  expect_length(units, 3)
  expect_equal(names(units), c("7", "34", "9"))
  expect_identical(time(units[["9"]]), c(0.3, 1.9))
  expect_equal(units[[3]], units[["9"]])
  expect_length(units[["34"]], 0)
  expect_equal(names(units[c("9", "7")]), c("9", "7"))
  expect_identical(time(units[c("9", "7")]["7"]), c(0.1, 0.4, 1.2))
  expect_equal(units[-2]$region, c("CA1", "CA1"))
  expect_equal(names(units[units$rate > 1.2]), "7")
  expect_identical(time(units), c(0.1, 0.3, 0.4, 1.2, 1.9))
})

test_that("rates are counts over the support, metadata can be added and dropped", {
  units <- three_units()
  expect_equal(units$rate, c(1.5, 0, 1))
  units$depth <- c(10, 20, 30)
  expect_equal(units["34"]$depth, 20)
  expect_equal(subset(units, region == "CA1" & rate < 1.2)$unit, "9")
  expect_equal(restrict(units, IntervalSet(0, 1))$rate, c(2, 0, 1))
})

test_that("a group is made of vectors or Ts, with the support of all", {
  a <- Ts(c(1, 2), IntervalSet(0, 3))
  b <- Ts(6, IntervalSet(5, 7))
  group <- TsGroup(list(a, b))
  expect_equal(names(group), c("1", "2"))
  expect_equal(support(group), IntervalSet(c(0, 5), c(3, 7)))
  expect_equal(support(TsGroup(list(c(1, 2), c(0.5, 4)))), IntervalSet(0.5, 4))
  expect_equal(time(TsGroup(list(c(100, 200)), time_units = "ms")), c(0.1, 0.2))
  expect_length(TsGroup(list(), support = IntervalSet(0, 1)), 0)
})

test_that("a data frame has one row per spike, a list one Ts per unit", {
  frame <- as.data.frame(three_units())
  expect_equal(frame$unit, c("7", "7", "7", "9", "9"))
  expect_equal(frame$time[4], 0.3)
  expect_equal(as.list(three_units())[["9"]], three_units()[["9"]])
})

test_that("bad groups are refused", {
  expect_snapshot(error = TRUE, {
    TsGroup(list(a = 1, a = 2))
    TsGroup(list(a = 1, b = c(3, 2)))
    TsGroup(list(a = c(1, NA)))
    TsGroup(list(a = "x"))
    TsGroup(c(1, 2))
    TsGroup(list(1, 5), support = IntervalSet(0, 2))
    TsGroup(list(1, 2), metadata = list(region = "CA1"))
    TsGroup(list(1), metadata = list(rate = 1))
    three_units()["35"]
    three_units()$regoin
    three_units()[c("7", "7")]
    three_units()[[1:2]]
  })
})
