# A TsGroup is a list, flat for speed: `times` (seconds, the units' trains end to end, each ascending),
# `offsets` (length n_units + 1, the first 0: unit i owns times[offsets[i] + 1] to times[offsets[i + 1]]),
# `ids` (character, unique), `metadata` (a data frame with one row per unit) and `support`.

new_TsGroup <- function(times, offsets, ids, metadata = empty_metadata(length(ids)), support) {
  structure(list(times = as.double(times), offsets = as.double(offsets), ids = as.character(ids),
                 metadata = metadata, support = support),
            class = "TsGroup")
}

# Names that metadata cannot take.
group_fields <- c("rate", "unit", "times", "offsets", "ids", "metadata", "support")

#' Make a group of units
#'
#' The spike trains of many units over one support, each with metadata.
#'
#' @param times A list with one element per unit: ascending times in `time_units`, or a [Ts()]. Its
#'   names are the units' ids; without names they are `"1"`, `"2"`, ...
#' @param support The intervals over which the units were observed, an [IntervalSet()] that holds all
#'   times. `NULL` (default): the union of the supports where every element is a `Ts`, else from the
#'   first to the last time of any unit.
#' @param metadata A data frame with one row per unit, or a named list of vectors. Taken names:
#'   `rate` (always computed), `unit`, `times`, `offsets`, `ids`, `metadata`, `support`.
#' @param time_units Unit of plain times: `"s"` (default), `"ms"` or `"us"`.
#' @return A `TsGroup`. `x["34"]` chooses by id, `x[9]` by position, `x[x$rate > 5]` by condition;
#'   `x[["34"]]` is one unit as a [Ts()]; `x$region` is a metadata column, `x$rate` the rate in Hz, the
#'   count over the length of the support; `length(x)` is the number of units, `names(x)` their ids.
#' @section Errors: `anemone_error_duplicate_ids`, `anemone_error_unsorted`,
#'   `anemone_error_missing_times`, `anemone_error_outside_support`, `anemone_error_length`.
#' @examples
#' units <- TsGroup(list("7" = c(0.1, 0.4, 1.2), "34" = c(0.3, 1.9)), support = IntervalSet(0, 2),
#'                  metadata = list(region = c("CA1", "CA3")))
#' units
#' units$rate
#' units[["34"]]
#' subset(units, region == "CA1")
#' @export
TsGroup <- function(times = list(), support = NULL, metadata = NULL, time_units = "s") {
  if (!is.list(times) || is.data.frame(times)) {
    abort(c("{.arg times} must be a list with one vector of times per unit.",
            x = "Got {describe(times)}."), "bad_argument", argument = "times")
  }
  ids <- group_ids(times)
  flat <- flatten_trains(times, ids, time_units)
  if (is.null(support)) support <- group_support(times, flat$times) else check_support(flat$times, support)
  metadata <- as_metadata(metadata, length(ids), reserved = group_fields)
  new_TsGroup(flat$times, flat$offsets, ids, metadata, support)
}

#' @rdname TsGroup
#' @param x An object.
#' @export
is_TsGroup <- function(x) inherits(x, "TsGroup")

group_ids <- function(times, call = rlang::caller_env()) {
  ids <- names(times) %||% as.character(seq_along(times))
  repeated <- unique(ids[duplicated(ids)])
  if (length(repeated) == 0 && !any(ids == "")) return(ids)
  abort(c("The names of {.arg times}, the units' ids, must be unique and not empty.",
          x = "Repeated or empty: {.val {c(repeated, ids[ids == ''])}}."),
        "duplicate_ids", argument = "times", ids = repeated, call = call)
}

flatten_trains <- function(times, ids, time_units, call = rlang::caller_env()) {
  numeric <- vapply(times, is.numeric, NA)
  if (!all(numeric)) {
    abort(c("Every element of {.arg times} must be a numeric vector or a {.cls Ts}.",
            x = "Unit {.val {ids[!numeric][1]}} is {describe(times[!numeric][[1]])}."),
          "bad_argument", argument = "times", call = call)
  }
  with_values <- which(vapply(times, inherits, NA, c("Tsd", "TsdFrame", "TsdTensor")))
  if (length(with_values) > 0) {
    abort_times_meant(times[[with_values[1]]], paste(" for unit", ids[with_values[1]]), call)
  }
  offsets <- c(0, cumsum(as.double(lengths(times))))
  is_series <- vapply(times, inherits, NA, "Ts")
  times[!is_series] <- lapply(times[!is_series], to_seconds, time_units, call = call)
  flat <- as.double(unlist(lapply(times, as.vector), use.names = FALSE))
  at <- cpp_first_disorder(flat, offsets) + 1
  if (at <= length(flat)) {
    unit <- findInterval(at - 1, offsets)
    before <- offsets[unit]
    abort_disorder(flat[seq(before + 1, at)], at - before, "times", call,
                   where = paste(" of unit", ids[unit]))
  }
  list(times = flat, offsets = offsets)
}

group_support <- function(times, flat) {
  if (length(times) > 0 && all(vapply(times, inherits, NA, "Ts"))) {
    return(fuse_intervals(do.call(c, unname(lapply(times, support))), touching = TRUE))
  }
  if (length(flat) == 0) new_IntervalSet() else new_IntervalSet(min(flat), max(flat))
}

#' @export
length.TsGroup <- function(x) length(.subset2(x, "ids"))

#' @export
names.TsGroup <- function(x) .subset2(x, "ids")

#' @export
`$.TsGroup` <- function(x, name) {
  if (name == "rate") return(unit_rates(x))
  if (name == "unit") return(names(x))
  metadata <- metadata_of(x)
  if (name %in% group_fields && !name %in% names(metadata)) return(.subset2(x, name))
  metadata[[match_name(name, names(metadata), "a column of the units' metadata")]]
}

unit_rates <- function(x) diff(.subset2(x, "offsets")) / tot_length(support(x))

#' @export
`$<-.TsGroup` <- function(x, name, value) {
  if (name %in% group_fields) {
    abort(c("{.field {name}} cannot be assigned in a {.cls TsGroup}.",
            i = "Times, ids and support are given when the group is built; rates are computed."),
          "read_only")
  }
  set_metadata(x, name, value)
}

#' @export
`[.TsGroup` <- function(x, i, ..., drop = TRUE) {
  check_one_index(nargs() - 1 - !missing(drop), "TsGroup", "{.code x[units]} chooses units, {.code x[epochs]} epochs; {.code x$name} is metadata.")
  if (missing(i)) return(x)
  if (inherits(i, "IntervalSet")) return(restrict(x, i))
  chosen <- unit_index(x, i)
  taken <- cpp_select_units(.subset2(x, "times"), .subset2(x, "offsets"), chosen - 1L)
  ids <- names(x)[chosen]
  if (anyDuplicated(ids)) {
    abort(c("Each unit can be chosen once.", x = "Repeated: {.val {unique(ids[duplicated(ids)])}}."),
          "duplicate_ids")
  }
  new_TsGroup(taken$times, taken$offsets, ids, pick_rows(metadata_of(x), chosen), support(x))
}

#' @export
`[[.TsGroup` <- function(x, i) {
  if (length(i) != 1) {
    abort(c("{.code [[} chooses one unit.", x = "Got {describe(i)}.", i = "Use {.code [} for several."),
          "bad_index")
  }
  new_Ts(.subset2(unclass(x[i]), "times"), support(x))
}

#' Positions of units chosen by id (character), position or condition.
#' @noRd
unit_index <- function(x, i, call = rlang::caller_env()) {
  if (!is.character(i)) return(element_index(i, length(x), "units", call))
  vapply(i, match_name, 0L, names(x), "the id of a unit", call, USE.NAMES = FALSE)
}

#' @export
as.list.TsGroup <- function(x, ...) {
  stats::setNames(lapply(seq_along(x), function(i) x[[i]]), names(x))
}

#' @export
head.TsGroup <- function(x, n = 6L, ...) x[head(seq_along(x), n)]

#' @export
tail.TsGroup <- function(x, n = 6L, ...) x[tail(seq_along(x), n)]

#' @export
as.data.frame.TsGroup <- function(x, row.names = NULL, optional = FALSE, ...) {
  data.frame(unit = rep(names(x), diff(.subset2(x, "offsets"))), time = .subset2(x, "times"))
}
