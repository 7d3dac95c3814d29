#' Leave out missing samples
#'
#' Drops each time at which a value is missing, in any column.
#'
#' @param object A `Tsd`, `TsdFrame` or `TsdTensor`.
#' @param update_support `TRUE` (default): where samples were dropped, the support becomes the runs of samples
#'   that are left, each from its first to its last time, within the epochs (pynapple lets a run bridge a
#'   gap between epochs). `FALSE` keeps the support.
#' @param ... Ignored.
#' @return A series like `object` with fewer times; `object` itself where nothing is missing.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' x <- Tsd(0:5, c(1, 2, NA, 4, 5, 6))
#' support(na.omit(x))
#' @importFrom stats na.omit
#' @export
na.omit.anemone_series <- function(object, update_support = TRUE, ...) {
  check_flag(update_support)
  if (is_Ts(object)) return(object)
  kept <- rowSums(is.na(matrix(plain_values(object), nrow = n_times(object)))) == 0
  if (all(kept)) return(object)
  left <- rows_of(object, which(kept))
  if (!update_support) return(left)
  epochs <- support(object)
  runs <- cpp_runs(kept, time(object), .subset2(epochs, "start"), .subset2(epochs, "end"))
  attr(left, "support") <- new_IntervalSet(runs$start, runs$end)
  left
}
