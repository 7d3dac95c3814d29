csv_round_trip <- function(x) {
  path <- withr::local_tempfile(fileext = ".csv")
  write_series_csv(x, path)
  read_series_csv(path)
}

test_that("every class comes back as it was, to the last bit", {
  withr::local_seed(1)
  epochs <- IntervalSet(c(0, 10.5), c(5, 12), list(state = c("wake", "rem, 1"), n = 1:2))
  labels <- list(area = c("x", "y \"q\""), depth = c(1, pi), good = c(TRUE, FALSE), shank = 1:2, code = c("007", "1e5"))
  objects <- list(
    Ts(c(0, 1, 1.5), support = epochs), Ts(), Tsd(0:3 / 3, c(exp(1), NA, -1e-300, Inf), unit = "mV"), Tsd(0:3, 1:4),
    Tsd(0:1, c(TRUE, NA)), Tsd(0:1, c("a", "TRUE")), Tsd(1.7e9 + sort(runif(50)), rnorm(50)),
    TsdFrame(0:2, cbind(a = c(1, 3, 5), "b c" = c(2, 4, 6)), metadata = labels, unit = "uV"), TsdFrame(0:1, cbind(z = 1:2)),
    TsdTensor(0:2, array(as.double(1:24), c(3, 2, 4))),
    TsGroup(list("007" = c(0.1, 0.4), b = double()), IntervalSet(0, 2), labels), TsGroup(support = IntervalSet(0, 1)),
    epochs, IntervalSet(), IntervalSet(c(5, 0), c(6, 9), list(tags = list("a", c("b", "c")), i = list(1:2, integer())), overlap = "keep"))
  for (x in objects) expect_identical(csv_round_trip(x), x)
})

test_that("the file is plain CSV below lines of comments", {
  path <- withr::local_tempfile(fileext = ".csv")
  write_series_csv(TsGroup(list("3" = c(0.1, 0.4)), IntervalSet(0, 2), list(region = "CA1")), path)
  expect_snapshot(cat(readLines(path), sep = "\n"))
  expect_identical(utils::read.csv(path, comment.char = "#"), data.frame(unit = 3L, time = c(0.1, 0.4)))
})

csv_of <- function(...) {
  path <- tempfile(fileext = ".csv")
  writeLines(c(...), path)
  path
}

test_that("files of others are read by their columns", {
  expect_identical(read_series_csv(csv_of("time", "1", "2")), Ts(1:2))
  expect_identical(read_series_csv(csv_of("time,v", "0,1.5", "500,2"), time_units = "ms"), Tsd(c(0, 0.5), c(1.5, 2)))
  expect_identical(read_series_csv(csv_of("# made elsewhere", "time,x,y", "0,1,2")), TsdFrame(0, cbind(x = 1L, y = 2L)))
  expect_identical(read_series_csv(csv_of("unit,time", "07,1", "8,2", "07,3")), TsGroup(list("07" = c(1, 3), "8" = 2)))
  expect_identical(read_series_csv(csv_of("start,end,side", "2,3,l", "0,1,r")),
                   IntervalSet(c(2, 0), c(3, 1), list(side = c("l", "r")), overlap = "keep"))
})

test_that("what makes no series is refused, and no file overwritten", {
  expect_error(read_series_csv(csv_of("a,b", "1,2")), class = "anemone_error_bad_csv")
  expect_error(read_series_csv(csv_of("# anemone Spectrum", "# support", "# start,end", "# types", "a", "1")),
               class = "anemone_error_bad_csv")
  expect_error(read_series_csv(csv_of(character())), class = "anemone_error_bad_csv")
  expect_error(read_series_csv(csv_of("time", "x")), class = "anemone_error_bad_argument")
  expect_error(read_series_csv("none.csv"), class = "anemone_error_missing_file")
  path <- csv_of("time")
  expect_error(write_series_csv(Ts(1), path), class = "anemone_error_file_exists")
  expect_error(write_series_csv(1:3, path), class = "anemone_error_bad_argument")
})
