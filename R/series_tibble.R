#' Tables of series for dplyr
#'
#' Where the package tibble is installed, `tibble::as_tibble()` makes of every class the table that
#' [as.data.frame()] makes; see [as_series] for the columns, and for the way back.
#'
#' @param x A `Ts`, `Tsd`, `TsdFrame`, `TsdTensor`, `TsGroup` or `IntervalSet`.
#' @param ... Passed on to tibble.
#' @return A tibble.
#' @examplesIf requireNamespace("tibble", quietly = TRUE)
#' tibble::as_tibble(Tsd(0:2, c(1, 5, 2)))
#' @name as_tibble
#' @exportS3Method tibble::as_tibble
as_tibble.anemone_series <- function(x, ...) tibble::as_tibble(as.data.frame(x), ...)

#' @rdname as_tibble
#' @exportS3Method tibble::as_tibble
as_tibble.TsGroup <- function(x, ...) tibble::as_tibble(as.data.frame(x), ...)

#' @rdname as_tibble
#' @exportS3Method tibble::as_tibble
as_tibble.IntervalSet <- function(x, ...) tibble::as_tibble(as.data.frame(x), ...)
