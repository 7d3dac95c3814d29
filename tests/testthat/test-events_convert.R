units <- TsGroup(list("8" = c(0.1, 0.5), "3" = 0.3, "5" = double()), IntervalSet(0, 1),
                 list(depth = c(10, 20, 30), area = factor(c("V1", "V2", "V1"))))

test_that("all times in order, each with what stands for its unit", {
  expect_equal(to_tsd(units), Tsd(c(0.1, 0.3, 0.5), c(8L, 3L, 8L), IntervalSet(0, 1)))
  expect_equal(as.vector(to_tsd(units, "depth")), c(10, 20, 10))
  expect_equal(as.vector(to_tsd(units, "area")), c("V1", "V2", "V1"))
  expect_equal(as.vector(to_tsd(units, "rate")), c(2, 1, 2))
  expect_equal(as.vector(to_tsd(units, c(1.5, 2.5, 3.5))), c(1.5, 2.5, 1.5))
  named <- TsGroup(list(a = 1, b = 2))
  expect_equal(as.vector(to_tsd(named)), c("a", "b"))
  expect_length(to_tsd(TsGroup()), 0)
})

test_that("and back, without the units that were silent", {
  back <- to_tsgroup(to_tsd(units))
  expect_equal(names(back), c("3", "8"))
  expect_equal(time(back[["8"]]), c(0.1, 0.5))
  expect_equal(support(back), support(units))
  expect_equal(names(to_tsgroup(Tsd(0:3, c(2, -1, NA, 2)))), c("-1", "2"))
  expect_equal(names(to_tsgroup(Tsd(0:1, c("left", "right")))), c("left", "right"))
  expect_equal(names(to_tsgroup(Tsd(0:1, c(100000, 1e15)))), c("100000", "1000000000000000"))
  expect_length(to_tsgroup(Tsd(double(), double())), 0)
})

test_that("a random part is as large as asked and stays in order", {
  set.seed(3)
  group <- TsGroup(list(a = 1:100, b = double(), c = 1:7), support = IntervalSet(0, 101))
  part <- subsample(group, 0.3)
  expect_equal(unname(lengths(as.list(part))), c(30L, 0L, 2L))
  expect_false(is.unsorted(time(part[["a"]])))
  expect_true(all(time(part[["a"]]) %in% 1:100))
  expect_equal(subsample(group, 1), group)
  expect_length(subsample(Ts(1:10), 0.25), 2)
  expect_length(subsample(Ts(), 0.5), 0)
})

test_that("bad input is refused", {
  expect_snapshot(error = TRUE, {
    to_tsd(Ts(1))
    to_tsd(units, "dept")
    to_tsd(units, 1:2)
    to_tsgroup(Tsd(0:1, c(0.5, 1)))
    to_tsgroup(Ts(1))
    subsample(units, 2)
    subsample(3, 0.5)
  })
})
