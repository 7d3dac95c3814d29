# Arithmetic of all series: values by R's own operators, time and support kept.

#' @export
Ops.anemone_series <- function(e1, e2) {
  if (inherits(e1, "Ts") || (!missing(e2) && inherits(e2, "Ts"))) abort_no_arithmetic(.Generic)
  if (missing(e2)) {
    return(with_values(e1, get(.Generic)(plain_values(e1)), if (.Generic != "!") series_unit(e1)))
  }
  model <- larger_series(e1, e2)
  check_operands(e1, e2, .Generic)
  values <- get(.Generic)(plain_values(e1), plain_values(e2))
  with_values(model, values, unit_of_result(.Generic, e1, e2))
}

#' @export
Math.anemone_series <- function(x, ...) {
  if (inherits(x, "Ts")) abort_no_arithmetic(.Generic)
  operation <- get(.Generic)
  values <- plain_values(x)
  if (startsWith(.Generic, "cum") && !is.null(dim(values))) {
    values[] <- apply(matrix(values, nrow = nrow(values)), 2, operation)
  } else {
    values <- operation(values, ...)
  }
  keeps_unit <- c("abs", "round", "signif", "floor", "ceiling", "trunc", "cumsum", "cummax", "cummin")
  with_values(x, values, if (.Generic %in% keeps_unit) series_unit(x))
}

#' @export
Summary.anemone_series <- function(..., na.rm = FALSE) {
  do.call(.Generic, c(lapply(list(...), plain_values), na.rm = na.rm))
}

with_values <- function(x, values, unit = NULL) {
  new_series(values, time(x), support(x), unit %||% NA_character_, metadata_of(x))
}

larger_series <- function(e1, e2) {
  if (!inherits(e2, "anemone_series")) return(e1)
  if (!inherits(e1, "anemone_series")) return(e2)
  if (length(e2) > length(e1)) e2 else e1
}

check_operands <- function(e1, e2, operator, call = rlang::caller_env()) {
  both <- inherits(e1, "anemone_series") && inherits(e2, "anemone_series")
  if (both) return(check_same_axis(e1, e2, operator, call))
  series <- if (inherits(e1, "anemone_series")) e1 else e2
  other <- if (inherits(e1, "anemone_series")) e2 else e1
  fits <- is.null(dim(other)) || identical(as.integer(dim(other)), dim(series) %||% length(series))
  if (fits && length(other) %in% c(1, n_times(series), length(series))) return(invisible())
  abort(c(paste("An operand of {.code {operator}} must hold one value, one per time, or one per value",
                "of the series."),
          x = "The series has {n_times(series)} time{?s}; got {describe(other)}.",
          i = "{.fn sweep} works along columns, as in {.code x[] <- sweep(as.matrix(x), 2, values)}."),
        "length", call = call)
}

check_same_axis <- function(e1, e2, operator, call) {
  if (!same_times(time(e1), time(e2))) {
    abort(c("Both operands of {.code {operator}} must have the same times.",
            x = "They have {n_times(e1)} and {n_times(e2)} samples, at times that differ.",
            i = paste("Bring one to the times of the other with {.fn value_from}, or both to bins with",
                      "{.fn bin_average}.")),
          "times_differ", call = call)
  }
  if (same_support(support(e1), support(e2))) return(invisible())
  abort(c("Both operands of {.code {operator}} must have the same support.",
          i = "Bring them to the same epochs with {.fn restrict}."), "times_differ", call = call)
}

#' Whether times agree by the clock: equal, or within half a tick of one another.
#' @noRd
same_times <- function(a, b) {
  if (length(a) != length(b)) return(FALSE)
  identical(a, b) || cpp_same_ticks(a, b)
}

unit_of_result <- function(operator, e1, e2) {
  one_series <- !(inherits(e1, "anemone_series") && inherits(e2, "anemone_series"))
  units <- c(if (inherits(e1, "anemone_series")) series_unit(e1),
             if (inherits(e2, "anemone_series")) series_unit(e2))
  if (operator %in% c("+", "-", "%%")) {
    if (length(unique(units[!is.na(units)])) > 1) abort_units_differ(units, operator)
    return(if (one_series) units else units[!is.na(units)][1])
  }
  scales <- operator == "*" || (operator == "/" && inherits(e1, "anemone_series"))
  if (one_series && scales) units
}

abort_units_differ <- function(units, operator) {
  abort(c("The operands of {.code {operator}} must have the same unit.", x = "Got {.val {units}}.",
          i = "Convert one with {.fn as_unit}."), "unit", call = NULL)
}

abort_no_arithmetic <- function(operator) {
  abort(c("{.code {operator}} is not defined for a {.cls Ts}, which has times but no values.",
          i = "{.fn time} gives the times as plain numbers."), "no_arithmetic", call = NULL)
}

# Groups and intervals take part in no arithmetic: what is meant is one of their columns, or a verb.

#' @export
Ops.IntervalSet <- function(e1, e2) abort_no_group_arithmetic(.Generic)

#' @export
Math.IntervalSet <- function(x, ...) abort_no_group_arithmetic(.Generic)

#' @export
Summary.IntervalSet <- function(..., na.rm = FALSE) abort_no_group_arithmetic(.Generic)

#' @export
Ops.TsGroup <- function(e1, e2) abort_no_group_arithmetic(.Generic)

#' @export
Math.TsGroup <- function(x, ...) abort_no_group_arithmetic(.Generic)

#' @export
Summary.TsGroup <- function(..., na.rm = FALSE) abort_no_group_arithmetic(.Generic)

#' @export
mean.IntervalSet <- function(x, ...) abort_no_group_arithmetic("mean")

#' @export
mean.TsGroup <- function(x, ...) abort_no_group_arithmetic("mean")

#' @export
sort.TsGroup <- function(x, decreasing = FALSE, ...) {
  abort(c("Units have no order of their own.", i = "{.code x[order(x$rate)]} sorts them by a column."), "bad_argument")
}

#' @export
unique.TsGroup <- function(x, incomparables = FALSE, ...) {
  abort(c("The units of a group are distinct by their ids.",
          i = "{.code unique(x$name)} gives the values of a column."), "bad_argument")
}

abort_no_group_arithmetic <- function(operator) {
  abort(c("{.code {operator}} is not defined for an {.cls IntervalSet} or a {.cls TsGroup}.",
          i = paste("Use their columns, as in {.code x$start} or {.code x$rate}; {.fn shift_times} moves them,",
                    "{.fn identical} compares them, {.fn time_span} gives the range of intervals.")),
        "no_arithmetic", call = NULL)
}
