test_that("as.data.frame() and back gives the same object", {
  support <- IntervalSet(0, 9)
  objects <- list(
    as_Ts = Ts(c(0.5, 1, 1), support), as_Tsd = Tsd(0:3, c(1.5, NA, 2, 3), support),
    as_TsdFrame = TsdFrame(0:2, cbind(x = 1:3, y = 4:6), support), as_TsdTensor = TsdTensor(0:1, array(1:24, c(2, 3, 4)), support),
    as_TsGroup = TsGroup(list(b = c(1, 2), a = 0.5), support))
  for (name in names(objects)) {
    back <- get(name)(as.data.frame(objects[[name]]), support = support)
    expect_identical(back, objects[[name]])
    expect_identical(get(name)(back), back)
  }
  trials <- IntervalSet(c(5, 0), c(6, 2), list(side = c("l", "r"), tags = list("a", c("b", "c"))), overlap = "keep")
  expect_identical(as_IntervalSet(as.data.frame(trials), overlap = "keep"), trials)
  expect_identical(as_IntervalSet(trials), trials)
})

test_that("tibbles go both ways", {
  skip_if_not_installed("tibble")
  units <- TsGroup(list(b = c(1, 2), a = 0.5), IntervalSet(0, 3))
  table <- tibble::as_tibble(units)
  expect_s3_class(table, "tbl_df")
  expect_identical(as_TsGroup(table, support = IntervalSet(0, 3)), units)
  trials <- IntervalSet(0, 1, list(tags = list(c("a", "b"))))
  expect_identical(as_IntervalSet(tibble::as_tibble(trials)), trials)
  expect_identical(names(tibble::as_tibble(TsdFrame(0:1, cbind(x = 1:2, y = 3:4)))), c("time", "x", "y"))
})

test_that("columns are found by the names given; times have units; unit and support are taken", {
  table <- data.frame(ms = c(0, 500), v = 1:2, w = 3:4)
  expect_identical(as_Tsd(table, "ms", "v", unit = "mV", time_units = "ms"), Tsd(c(0, 0.5), 1:2, unit = "mV"))
  expect_identical(as_TsdFrame(table, "ms", c("w", "v"), time_units = "ms"),
                   TsdFrame(c(0, 0.5), cbind(w = 3:4, v = 1:2)))
})

test_that("columns beside times and units are metadata that must be constant within a unit", {
  spikes <- data.frame(unit = c("a", "b", "a"), time = c(0.1, 0.2, 0.4), region = c("CA1", NA, "CA1"), depth = 1:3)
  error <- expect_error(as_TsGroup(spikes), class = "anemone_error_not_constant")
  expect_identical(error$column, "depth")
  units <- as_TsGroup(spikes[-4], metadata = list(good = c(TRUE, FALSE)))
  expect_identical(units$region, c("CA1", NA))
  expect_identical(units$good, c(TRUE, FALSE))
})

test_that("tables that make no object are refused", {
  table <- data.frame(time = 0:1, x = 1:2, y = 3:4)
  expect_error(as_Tsd(table), class = "anemone_error_missing_column")
  expect_error(as_Tsd(table, value = "z"), class = "anemone_error_missing_column")
  expect_error(as_Ts(table, time = "t"), class = "anemone_error_missing_column")
  expect_error(as_TsGroup(table), class = "anemone_error_missing_column")
  expect_error(as_TsGroup(data.frame(time = 0, unit = NA)), class = "anemone_error_missing_column")
  expect_error(as_IntervalSet(table), class = "anemone_error_missing_column")
  expect_error(as_TsdTensor(table), class = "anemone_error_bad_argument")
  expect_error(as_TsdTensor(data.frame(time = 0, "1,1" = 1, "2,2" = 2, check.names = FALSE)),
               class = "anemone_error_missing_column")
  expect_error(as_Ts(data.frame(time = c(1, 0))), class = "anemone_error_unsorted")
  expect_error(as_Tsd(1:3), class = "anemone_error_bad_argument")
  expect_identical(as_Ts(data.frame(time = double())), Ts())
})
