x <- Tsd(0:9, c(0, 1, 5, 6, 1, 0, 7, 8, 9, 9), unit = "mV")

test_that("intervals end halfway to the sample that fails, or with the data", {
  above <- threshold(x, 4)
  expect_equal(time(above), c(2, 3, 6, 7, 8, 9))
  expect_equal(support(above), IntervalSet(c(1.5, 5.5), c(3.5, 9)))
  expect_equal(support(threshold(Tsd(0:5, c(5, 6, 1, 0, 0, 7)), 4)), IntervalSet(c(0, 4.5), c(1.5, 5)))
  expect_equal(series_unit(above), "mV")
  expect_equal(time(threshold(x, 1, "belowequal")), c(0, 1, 4, 5))
  expect_equal(time(threshold(x, 1, "below")), c(0, 5))
  expect_equal(time(threshold(x, 9, "aboveequal")), c(8, 9))
})

test_that("no interval bridges a gap, empty epochs do not matter", {
  gappy <- Tsd(c(0, 1, 2, 10), rep(5, 4), support = IntervalSet(c(0, 4, 9), c(3, 5, 11)))
  expect_equal(support(threshold(gappy, 1)), IntervalSet(c(0, 10), c(2, 10)))
})

test_that("one sample, none, missing ones", {
  expect_equal(support(threshold(Tsd(3, 5), 4)), IntervalSet(3, 3))
  expect_length(threshold(x, 100), 0)
  expect_length(support(threshold(x, 100)), 0)
  expect_length(threshold(Tsd(double(), double()), 1), 0)
  holey <- Tsd(0:4, c(5, NA, 5, 5, NA))
  expect_equal(support(threshold(holey, 1)), IntervalSet(c(0, 1.5), c(0.5, 3.5)))
})

test_that("crossings lie on the line between two samples", {
  expect_equal(time(get_crossings(x, 4)), c(1.75, 5 + 4 / 7))
  expect_equal(time(get_crossings(x, 4, "down")), 3.4)
  expect_equal(time(get_crossings(x, 4, "both")), c(1.75, 3.4, 5 + 4 / 7))
  expect_equal(support(get_crossings(x, 4)), support(x))
  expect_equal(time(get_crossings(Tsd(0:2, c(0, 1, 2)), 1)), 1)
  expect_length(get_crossings(Tsd(0:2, c(0, NA, 2)), 1), 0)
  gappy <- Tsd(c(0, 1), c(0, 2), support = IntervalSet(c(0, 1), c(0.5, 1)))
  expect_length(get_crossings(gappy, 1), 0)
})

test_that("bad input is refused", {
  for (verb in list(threshold, get_crossings)) {
    expect_error(verb(Ts(1:2), 1), class = "anemone_error_bad_argument")
    expect_error(verb(1:2, 1), class = "anemone_error_bad_argument")
    expect_error(verb(x, NA), class = "anemone_error_bad_argument")
    expect_error(verb(x, 1, "sideways"), class = "anemone_error_bad_argument")
    expect_error(verb(Tsd(0:1, c("a", "b")), 1), class = "anemone_error_bad_argument")
  }
})
