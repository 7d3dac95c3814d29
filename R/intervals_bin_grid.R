# Bins laid from the start of each epoch; see the core's bin_grid.hpp for their definition.

#' The stamps of all bins, epoch by epoch.
#' @noRd
bin_centres <- function(epochs, bin_size, keep) {
  start <- .subset2(epochs, "start")
  n <- cpp_n_bins(start, .subset2(epochs, "end"), bin_size, keep)
  cpp_bin_centres(start, double(length(n)), n, bin_size)
}

#' Checks what every binning verb takes; `TRUE` where partial bins are kept.
#' @noRd
check_bins <- function(epochs, bin_size, partial, call = rlang::caller_env()) {
  partial <- check_choice(partial, c("keep", "drop"), arg = "partial", call = call)
  check_epochs(epochs, call)
  check_number(bin_size, "bin_size", lower = shortest_bin(epochs), call = call)
  n_bins <- tot_length(epochs) / bin_size
  if (n_bins < .Machine$integer.max) return(partial == "keep")
  abort(c("{.arg bin_size} must give fewer than 2^31 bins.",
          x = "{bin_size} s gives about {format(n_bins, digits = 2)} of them.",
          i = "Times and bins are in seconds."),
        "bad_argument", argument = "bin_size", call = call)
}

#' One tick of the clock that these epochs are measured by.
#' @noRd
shortest_bin <- function(epochs) {
  latest <- max(0, abs(.subset2(epochs, "start")), abs(.subset2(epochs, "end")))
  if (latest < 2^22) 1e-9 else 1e-6
}
