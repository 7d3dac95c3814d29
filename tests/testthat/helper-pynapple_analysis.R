# The data that data-raw/pynapple_analysis.py gives pynapple, and what pynapple makes of them.

scattered_times <- function(n, step, jitter, shift = 0) {
  i <- seq_len(n) - 1
  round(shift + i * step + jitter * ((i * sqrt(2)) %% 1), 6)
}

pynapple_data <- function() {
  recording <- IntervalSet(0, 40)
  clock <- 0:1599 / 40
  list(
    epochs = IntervalSet(c(0, 21), c(18, 40)), recording = recording,
    units = TsGroup(list("3" = scattered_times(300, 0.13, 0.12), "8" = scattered_times(90, 0.43, 0.4, 0.05)),
                    support = recording),
    place = TsdFrame(clock, cbind(x = sin(clock), y = cos(0.7 * clock)), recording),
    rates = TsdFrame(clock + 0.004, cbind(clock %% 3, (7 * clock) %% 5), IntervalSet(0, 40.5)),
    events = Ts(scattered_times(12, 3.1, 1.3, 1), recording)
  )
}

pynapple_result <- function(case) {
  table <- utils::read.csv(testthat::test_path("fixtures", "pynapple_analysis.csv"), colClasses = "character")
  row <- table[table$case == case, ]
  numbers <- function(text) as.numeric(strsplit(text, " ", fixed = TRUE)[[1]])
  values <- numbers(row$values)
  shape <- numbers(row$shape)
  if (length(shape) == 1) values else array(values, shape)
}

expect_pynapple <- function(found, case, tolerance = 1e-9) {
  testthat::expect_equal(unname(array(found, dim(found) %||% length(found))),
                         array(pynapple_result(case), dim(found) %||% length(found)), tolerance = tolerance)
}
