#' @export
restrict.anemone_lazy <- function(x, epochs, ...) {
  check_epochs(epochs)
  series <- reading(x$path, x$dataset, with_hdf5(x$path, function(file) {
    ranges <- row_ranges(file, x, .subset2(epochs, "start"), .subset2(epochs, "end"))
    read_ranges(file, x, ranges$from, ranges$to)
  }))
  restrict(series, epochs)
}

#' Rows that cover the epochs, as ascending disjoint ranges. A slack of two ticks of the coarse clock makes
#' sure that none is missed; the exact comparison drops what is too much.
#' @noRd
row_ranges <- function(file, x, start, end, slack = 2e-6) {
  n <- x$shape[1]
  if (n == 0) return(list(from = double(), to = double()))
  count <- switch(x$time$kind, rate = rate_counter(x$time, n), given = given_counter(x$time$stamps),
                  stamp_counter(file[[x$time$dataset]], n))
  from <- vapply(start - slack, count, 0) + 1
  to <- vapply(end + slack, count, 0)
  filled <- which(from <= to)
  join_ranges(from[filled], to[filled])
}

#' The same with a row more on either side, which says what a signal is at the ends.
#' @noRd
near_ranges <- function(file, x, epochs) {
  ranges <- row_ranges(file, x, .subset2(epochs, "start"), .subset2(epochs, "end"))
  join_ranges(pmax(ranges$from - 1, 1), pmin(ranges$to + 1, x$shape[1]))
}

#' The rows that epochs need, with the support that the series has there.
#' @noRd
read_near <- function(x, epochs) {
  reading(x$path, x$dataset, with_hdf5(x$path, function(file) {
    ranges <- near_ranges(file, x, epochs)
    read_ranges(file, x, ranges$from, ranges$to)
  }))
}

join_ranges <- function(from, to) {
  if (length(from) == 0) return(list(from = double(), to = double()))
  first <- c(TRUE, from[-1] > cummax(to)[-length(to)] + 1)
  last <- c(which(first)[-1] - 1, length(to))
  list(from = from[first], to = cummax(to)[last])
}

# A counter gives the number of samples before a time.

rate_counter <- function(time, n) {
  function(at) min(max(ceiling((at - time$start) * time$rate), 0), n)
}

given_counter <- function(stamps) {
  function(at) as.double(findInterval(at, stamps, left.open = TRUE))
}

#' Bisects a data set of time stamps. Single stamps are read until the bracket fits into one block, and
#' remembered, since all searches share their first steps.
#' @noRd
stamp_counter <- function(dataset, n, block = 4096) {
  known <- new.env(parent = emptyenv())
  stamp <- function(row) {
    key <- format(row, scientific = FALSE)
    if (is.null(known[[key]])) known[[key]] <- read_rows(dataset, row, row)
    known[[key]]
  }
  function(at) {
    low <- 0
    high <- n
    while (high - low > block) {
      middle <- (low + high) %/% 2
      if (stamp(middle) < at) low <- middle else high <- middle
    }
    low + sum(read_rows(dataset, low + 1, high) < at)
  }
}
