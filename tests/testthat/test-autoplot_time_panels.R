test_that("thinning keeps first, last, lowest and highest of each position", {
  values <- c(0, 5, 1, -3, 2, 0, 0, 9, 0, 0, 1, 1)
  expect_identical(thinned_rows(values, rep(1, 12), 3), seq_len(12))
  long <- rep(0, 1000)
  long[c(333, 702)] <- c(40, -7)
  rows <- thinned_rows(long, rep(1, 1000), 10)
  expect_true(all(c(1, 333, 702, 1000) %in% rows))
  expect_lte(length(rows), 40)
  expect_false(is.unsorted(rows, strictly = TRUE))
})

test_that("thinning keeps the ends of pieces and passes over missing values", {
  values <- c(rep(NA, 500), 1:500)
  rows <- thinned_rows(values, rep(c(1, 2), each = 500), 7)
  expect_true(all(c(500, 501, 1000) %in% rows))
})

test_that("small numbers are drawn in a smaller unit", {
  readable <- function(value, unit) in_readable_unit(Tsd(0:1, c(0, value), unit = unit))
  expect_identical(series_unit(readable(5e-11, "A")), "pA")
  expect_equal(max(readable(5e-11, "A")), 50)
  expect_identical(series_unit(readable(-0.1, "volts")), "mV")
  expect_identical(series_unit(readable(3, "V")), "V")
  expect_identical(series_unit(readable(2e-11, "pA")), "pA")
  expect_identical(series_unit(readable(2e-5, "pixel")), "pixel")
  expect_identical(series_unit(readable(0, "A")), "A")
  expect_true(is.na(series_unit(readable(1e-9, NA))))
})

test_that("events that share a position are drawn once", {
  events <- data.frame(time = c(rep(1, 100), 2:60), row = 1L)
  expect_identical(nrow(distinct_events(events, 10)), 41L)
  expect_identical(distinct_events(events, 100), events)
  two_rows <- rbind(events, transform(events, row = 2L))
  expect_identical(as.vector(table(distinct_events(two_rows, 10)$row)), c(41L, 41L))
})

test_that("what has no times is refused by name", {
  session <- Session(x = Tsd(0:2, 1:3), word = Tsd(0:1, c("a", "b")), truth = list(a = 1))
  expect_error(autoplot(session, members = "truth"), class = "anemone_error_bad_argument", regexp = "truth")
  expect_error(autoplot(session, members = "word"), class = "anemone_error_bad_argument", regexp = "numbers")
})

test_that("what has nothing to draw says so", {
  expect_error(autoplot(TsdFrame(0:2, matrix(0, 3, 0))), "columns", class = "anemone_error_bad_argument")
  expect_error(autoplot(TsdTensor(double(), array(0, c(0, 2, 2)))), class = "anemone_error_bad_argument")
  expect_error(autoplot(TsdTensor(0:1, array(0, c(2, 0, 2)))), class = "anemone_error_bad_argument")
})
