#' Turn a group into a series of values, and back
#'
#' `to_tsd()` merges the times of all units in order, each with the value of its unit; `to_tsgroup()` makes
#' one unit of each value that occurs.
#'
#' @param x A [TsGroup()] for `to_tsd()`; a [Tsd()] of whole numbers, logicals or strings for `to_tsgroup()`.
#' @param values What stands for each unit: the name of a metadata column or `"rate"`; or one value per unit.
#'   `NULL` (default): the ids, as numbers where all of them are numbers.
#' @param ... For methods.
#' @return A [Tsd()], or a [TsGroup()] whose units are named by the values, in their order; both with the
#'   support of `x`. Missing values make no unit.
#' @section Errors: `anemone_error_bad_argument`; also for numbers that are not whole, which pynapple truncates
#'   without a word.
#' @examples
#' units <- TsGroup(list("3" = c(0.1, 0.5), "8" = 0.3), metadata = list(depth = c(10, 20)))
#' to_tsd(units)
#' to_tsd(units, "depth")
#' to_tsgroup(to_tsd(units))
#' @export
to_tsd <- function(x, values = NULL, ...) UseMethod("to_tsd")

#' @export
to_tsd.default <- function(x, values, ...) refuse_no_series(x, classes = "TsGroup")

#' @export
to_tsd.TsGroup <- function(x, values = NULL, ...) {
  values <- unit_values(x, values)
  times <- .subset2(x, "times")
  order <- order(times, method = "radix")
  new_Tsd(rep(values, diff(.subset2(x, "offsets")))[order], times[order], support(x))
}

unit_values <- function(x, values, call = rlang::caller_env()) {
  if (is.null(values)) return(utils::type.convert(names(x), as.is = TRUE, numerals = "no.loss"))
  if (is.character(values) && length(values) == 1 && !(length(x) == 1 && !values %in% names(metadata_of(x)))) {
    values <- `$.TsGroup`(x, values)
  }
  if (is.factor(values)) values <- as.character(values)
  if (is.atomic(values) && !is.object(values) && length(values) == length(x)) return(values)
  abort(c("{.arg values} must name a metadata column or hold one value per unit, {length(x)} here.",
          x = "Got {describe(values)}."), "bad_argument", argument = "values", call = call)
}

#' @rdname to_tsd
#' @export
to_tsgroup <- function(x, ...) UseMethod("to_tsgroup")

#' @export
to_tsgroup.default <- function(x, ...) refuse_no_series(x, classes = "Tsd")

#' @export
to_tsgroup.Tsd <- function(x, ...) {
  values <- plain_values(x)
  odd <- if (is.complex(values)) seq_along(values) else if (is.double(values)) which(values != trunc(values))
  if (length(odd) > 0) {
    abort(c("{.arg x} must hold whole numbers or strings, one per unit.", x = "It holds {.val {values[odd[1]]}}.",
            i = "Round first, as in {.code round(x)}, or {.fn cut} the values."),
          "bad_argument", argument = "x")
  }
  ids <- sort(unique(values), method = "radix")
  unit <- match(values, ids)
  order <- order(unit, na.last = NA, method = "radix")
  new_TsGroup(time(x)[order], c(0, cumsum(tabulate(unit, length(ids)))), format_ids(ids), support = support(x))
}

format_ids <- function(ids) {
  if (is.double(ids)) format(ids, digits = 15, trim = TRUE, scientific = FALSE) else as.character(ids)
}

#' Keep a random part of the events
#'
#' Of each unit's `n` times, `round(n * fraction)` are kept, drawn without replacement by R's random numbers
#' (`set.seed()` repeats a draw).
#'
#' @param x A [Ts()] or a [TsGroup()].
#' @param fraction A number from 0 to 1.
#' @param ... For methods.
#' @return An object like `x` with fewer times, and the same support and metadata.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' set.seed(1)
#' subsample(Ts(1:10), 0.3)
#' @export
subsample <- function(x, fraction, ...) UseMethod("subsample")

#' @export
subsample.default <- function(x, fraction, ...) refuse_no_series(x, classes = c("Ts", "TsGroup"))

#' @export
subsample.Ts <- function(x, fraction, ...) {
  check_number(fraction, lower = 0, upper = 1)
  x[sort(sample.int(length(x), round(length(x) * fraction)))]
}

#' @export
subsample.TsGroup <- function(x, fraction, ...) {
  check_number(fraction, lower = 0, upper = 1)
  sizes <- diff(.subset2(x, "offsets"))
  unit <- rep(seq_along(sizes), sizes)
  shuffled <- order(unit, stats::runif(length(unit)))
  kept <- round(sizes * fraction)
  chosen <- sort(shuffled[sequence(sizes) <= rep(kept, sizes)])
  new_TsGroup(.subset2(x, "times")[chosen], c(0, cumsum(kept)), names(x), metadata_of(x), support(x))
}
