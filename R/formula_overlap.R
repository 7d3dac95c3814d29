# Windows around events overlap where events follow each other quickly: a bin then lies in several of them.

overlap_choices <- c("error", "once", "stack")

#' The epochs of a fit where windows may overlap.
#'
#' @return Epochs: as they are, cut so that each time belongs to the window whose centre is nearest (`"once"`), or in
#'   order, overlapping as they do (`"stack"`).
#' @noRd
settle_overlaps <- function(epochs, overlap, bin_size, call) {
  check_class(epochs, "IntervalSet", arg = "epochs", call = call)
  if (overlap == "error") return(check_fit_epochs(epochs, call))
  epochs <- epochs[order(epochs$start)]
  if (overlap == "stack" || length(epochs) < 2 || !any_overlap(epochs)) return(epochs)
  cut_at_nearest(epochs, bin_size)
}

check_fit_epochs <- function(epochs, call) {
  rlang::try_fetch(check_epochs(epochs, call = call), anemone_error_overlap = function(error) {
    abort(c("A bin of {.arg epochs} must lie in one of them only.",
            x = "Epochs overlap: {paste(error$rows[1, ], 'and', error$rows[2, ], collapse = '; ')}.",
            i = paste("{.code overlap = \"once\"} gives a bin to the window whose centre is nearest,",
                      "{.code \"stack\"} counts it in each."),
            i = "{.fn merge_overlaps} fuses epochs."), "overlap", rows = error$rows, call = call)
  })
  epochs
}

any_overlap <- function(epochs) {
  any(epochs$start[-1] < cummax(epochs$end)[-length(epochs)])
}

#' Windows cut so that each time belongs to the one whose centre is nearest. A cut lies on the bins of the later one.
#' @noRd
cut_at_nearest <- function(epochs, bin_size) {
  start <- epochs$start
  end <- epochs$end
  centre <- (start + end) / 2
  pairs <- overlapping_pairs(start, end)
  middle <- (centre[pairs$first] + centre[pairs$second]) / 2
  cuts <- start[pairs$second] + round((middle - start[pairs$second]) / bin_size) * bin_size
  marks <- sort(unique(c(start, end, cuts)))
  first <- match(start, marks)
  last <- match(end, marks) - 1L
  piece <- sequence(pmax(last - first + 1L, 0L), from = first)
  window <- rep(seq_along(start), pmax(last - first + 1L, 0L))
  distance <- abs((marks[piece] + marks[piece + 1]) / 2 - centre[window])
  # Between windows whose centres are equally near, the later one.
  order <- order(piece, distance, -window)
  piece <- piece[order]
  window <- window[order][!duplicated(piece)]
  piece <- unique(piece)
  begins <- c(TRUE, diff(piece) > 1 | diff(window) != 0)
  ends <- c(begins[-1], TRUE)
  new_IntervalSet(marks[piece[begins]], marks[piece[ends] + 1], epochs$metadata[window[begins], , drop = FALSE])
}

#' Positions of windows, ascending by start, that overlap.
#' @noRd
overlapping_pairs <- function(start, end) {
  n_after <- pmax(findInterval(end, start, left.open = TRUE) - seq_along(start), 0L)
  list(first = rep(seq_along(start), n_after), second = sequence(n_after, from = seq_along(start) + 1L))
}

#' The number of the stretch of overlapping windows that each window is in: windows that share bins are not
#' independent.
#' @noRd
overlap_clusters <- function(epochs) {
  reach <- c(-Inf, cummax(epochs$end)[-length(epochs)])
  cumsum(epochs$start >= reach)
}
