#' Cut trials out of a series
#'
#' `build_tensor()` lines the trials up, counted in bins for events and sample by sample for a signal;
#' what a shorter trial does not reach is `padding`. `warp_tensor()` stretches them instead, to `n_bins`
#' each. `trial_counts()` is the number of events in each trial. Trials are taken one by one, both ends
#' included: they may come in any order, touch and overlap (`IntervalSet(..., overlap = "keep")`).
#'
#' Events are counted in bins laid from each trial's start, as by [bin_counts()] with `partial = "keep"`:
#' an event at the end of a trial that is also the edge of a bin is in no bin. `align = "end"` moves the
#' bins of shorter trials to the far end; it does not lay them anew.
#'
#' Where a warped trial holds as many samples as `n_bins`, they are taken as they are; where it holds
#' more, bins are averaged; where fewer, straight lines between them are read off at `n_bins` even times
#' from its start to its end. Bin widths are not rounded (pynapple rounds them to 1 ns, and so counts a
#' sample at the end of a trial or not by the direction of the rounding).
#'
#' @param x A series or a [TsGroup()]; `trial_counts()` takes a [Ts()] or a group.
#' @param epochs The trials, an [IntervalSet()] of any kind.
#' @param bin_size Width of a bin in seconds; for events only.
#' @param align Where trials are lined up: `"start"` (default) or `"end"`.
#' @param padding The value outside a trial. Default `NA`.
#' @param n_bins Number of bins per trial.
#' @param ... For methods.
#' @return An array whose last dimensions are trials and bins or samples; before them come units or
#'   columns: trials x bins for a `Ts` or `Tsd`, units x trials x bins for a `TsGroup`, columns x trials x
#'   samples for a `TsdFrame`. Counts are integers. `trial_counts()` gives an integer per trial, for a group a
#'   matrix of trials x units.
#' @section Errors: `anemone_error_bad_argument`.
#' @seealso [compute_perievent()] for times around events.
#' @examples
#' spikes <- Ts(0:99, support = IntervalSet(0, 100))
#' trials <- IntervalSet(c(20, 40, 60), c(22, 44, 66))
#' build_tensor(spikes, trials, bin_size = 1)
#' warp_tensor(spikes, trials, n_bins = 10)
#' trial_counts(spikes, trials)
#' @name trial_tensors
NULL

#' @rdname trial_tensors
#' @export
build_tensor <- function(x, epochs, ...) UseMethod("build_tensor")

#' @export
build_tensor.default <- function(x, epochs, ...) refuse_no_series(x)

#' @rdname trial_tensors
#' @export
build_tensor.Ts <- function(x, epochs, bin_size, align = c("start", "end"), padding = NA, ...) {
  drop_units(build_tensor(one_unit_group(x), epochs, bin_size, align, padding))
}

#' @rdname trial_tensors
#' @export
build_tensor.TsGroup <- function(x, epochs, bin_size, align = c("start", "end"), padding = NA, ...) {
  check_class(epochs, "IntervalSet")
  check_trial_bins(epochs, if (missing(bin_size)) NULL else bin_size)
  align <- check_choice(align, c("start", "end"))
  counts <- cpp_count_trials(.subset2(x, "times"), .subset2(x, "offsets"), .subset2(epochs, "start"),
                             .subset2(epochs, "end"), bin_size, align == "end")
  dimnames(counts) <- list(unit = names(x), trial = NULL, bin = NULL)
  padded(counts, padding)
}

#' @rdname trial_tensors
#' @export
build_tensor.anemone_series <- function(x, epochs, align = c("start", "end"), padding = NA, ...) {
  check_numeric_series(x)
  check_class(epochs, "IntervalSet")
  align <- check_choice(align, c("start", "end"))
  check_padding(padding)
  samples <- cpp_line_up_samples(x, time(x), n_columns(x), .subset2(epochs, "start"),
                                 .subset2(epochs, "end"), align == "end", as.double(padding))
  shaped_trials(samples, x)
}

#' @rdname trial_tensors
#' @export
warp_tensor <- function(x, epochs, n_bins, ...) UseMethod("warp_tensor")

#' @export
warp_tensor.default <- function(x, epochs, n_bins, ...) refuse_no_series(x)

#' @export
warp_tensor.Ts <- function(x, epochs, n_bins, ...) drop_units(warp_tensor(one_unit_group(x), epochs, n_bins))

#' @export
warp_tensor.TsGroup <- function(x, epochs, n_bins, ...) {
  check_warp(epochs, n_bins)
  counts <- cpp_warp_counts(.subset2(x, "times"), .subset2(x, "offsets"), .subset2(epochs, "start"),
                            .subset2(epochs, "end"), n_bins)
  dimnames(counts) <- list(unit = names(x), trial = NULL, bin = NULL)
  counts
}

#' @export
warp_tensor.anemone_series <- function(x, epochs, n_bins, ...) {
  check_numeric_series(x)
  check_warp(epochs, n_bins)
  shaped_trials(cpp_warp_samples(x, time(x), n_columns(x), .subset2(epochs, "start"),
                                 .subset2(epochs, "end"), n_bins), x)
}

#' @rdname trial_tensors
#' @export
trial_counts <- function(x, epochs, ...) UseMethod("trial_counts")

#' @export
trial_counts.default <- function(x, epochs, ...) refuse_no_series(x, classes = c("Ts", "TsGroup"))

#' @export
trial_counts.Ts <- function(x, epochs, ...) as.vector(trial_counts(one_unit_group(x), epochs))

#' @export
trial_counts.TsGroup <- function(x, epochs, ...) {
  check_class(epochs, "IntervalSet")
  counts <- cpp_count_intervals(.subset2(x, "times"), .subset2(x, "offsets"), .subset2(epochs, "start"),
                                .subset2(epochs, "end"), TRUE)
  dimnames(counts) <- list(NULL, names(x))
  counts
}

one_unit_group <- function(x) new_TsGroup(bare_times(x), c(0, length(x)), "1", support = support(x))

drop_units <- function(tensor) array(tensor, dim(tensor)[-1], dimnames(tensor)[-1])

#' Columns x trials x bins with the columns in the shape of the series.
#' @noRd
shaped_trials <- function(tensor, x) {
  array(tensor, c(sample_shape(x), dim(tensor)[-1]), c(sample_names(x), list(trial = NULL, bin = NULL)))
}

padded <- function(tensor, padding, call = rlang::caller_env()) {
  check_padding(padding, call)
  if (!is.na(padding)) tensor[is.na(tensor)] <- if (padding == round(padding)) as.integer(padding) else padding
  tensor
}

check_padding <- function(padding, call = rlang::caller_env()) {
  if (length(padding) == 1 && (is.na(padding) || is.numeric(padding))) return(invisible(padding))
  abort(c("{.arg padding} must be one number or {.code NA}.", x = "Got {describe(padding)}."),
        "bad_argument", argument = "padding", call = call)
}

check_trial_bins <- function(epochs, bin_size, call = rlang::caller_env()) {
  if (is.null(bin_size)) {
    abort(c("{.arg bin_size} must be given to line up events.",
            i = "{.fn trial_counts} gives one count per trial, {.fn warp_tensor} a fixed number of bins."),
          "bad_argument", argument = "bin_size", call = call)
  }
  check_number(bin_size, "bin_size", lower = shortest_bin(epochs), call = call)
}

check_warp <- function(epochs, n_bins, call = rlang::caller_env()) {
  check_class(epochs, "IntervalSet", call = call)
  check_count(n_bins, lower = 1, call = call)
  short <- which(.subset2(epochs, "end") - .subset2(epochs, "start") < n_bins * shortest_bin(epochs))
  if (length(short) == 0) return(invisible(epochs))
  abort(c("Every interval of {.arg epochs} must be long enough for {n_bins} bins.",
          x = "Too short: {.val {short[seq_len(min(5, length(short)))]}}.",
          i = "{.fn drop_short_intervals} leaves them out."),
        "bad_argument", argument = "epochs", rows = short, call = call)
}
