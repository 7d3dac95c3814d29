#' @rdname join_in_time
#' @export
c.TsGroup <- function(...) {
  pieces <- unname(list(...))
  check_same_class(pieces)
  pieces <- lapply(pieces, units_in_order, names(pieces[[1]]), call = rlang::current_env())
  flat <- flat_by_unit(pieces)
  check_pieces_in_turn(flat, names(pieces[[1]]))
  new_TsGroup(flat$times, c(0, cumsum(tabulate(flat$unit, length(pieces[[1]])))), names(pieces[[1]]),
              metadata_of(pieces[[1]]), unite_supports(pieces))
}

#' @rdname join_in_time
#' @export
rbind.TsGroup <- function(..., deparse.level = 1) c(...)

#' @export
cbind.TsGroup <- function(..., deparse.level = 1) {
  abort(c("Groups of units are not bound by columns.", i = "{.fn merge} joins different units recorded at one time."),
        "bad_argument")
}

units_in_order <- function(x, ids, call = rlang::caller_env()) {
  if (identical(names(x), ids)) return(x)
  if (setequal(names(x), ids)) return(x[ids])
  odd <- c(setdiff(ids, names(x)), setdiff(names(x), ids))
  abort(c("All groups must hold the same units.", x = "Not in every group: {.val {head(odd, 5)}}.",
          i = paste("Choose units with {.code x[ids]}; {.fn merge} joins different units recorded at",
                    "one time.")),
        "units_differ", ids = odd, call = call)
}

#' The times of all pieces, unit by unit and within a unit piece by piece.
#' @noRd
flat_by_unit <- function(pieces) {
  unit <- unlist(lapply(pieces, function(x) rep(seq_along(x), diff(.subset2(x, "offsets")))))
  piece <- rep(seq_along(pieces), vapply(pieces, function(x) length(.subset2(x, "times")), 0L))
  order <- order(unit, method = "radix")
  list(times = unlist(lapply(pieces, .subset2, "times"))[order], unit = unit[order], piece = piece[order])
}

check_pieces_in_turn <- function(flat, ids, call = rlang::caller_env()) {
  seams <- which(diff(flat$piece) != 0 & diff(flat$unit) == 0)
  late <- seams[flat$times[seams + 1] - flat$times[seams] <= 5e-10]
  if (length(late) == 0) return(invisible())
  at <- late[1]
  abort_out_of_turn(flat$piece[at + 0:1], flat$times[at + 1], flat$times[at], call,
                    where = paste(" in unit", ids[flat$unit[at]]))
}

#' Merge groups of units
#'
#' One group with the units of all: probes, tetrodes or areas recorded at one time. `c()` joins
#' recordings of the same units one after the other instead.
#'
#' @param x,y,... [TsGroup()]s.
#' @param new_ids `TRUE` names the units anew, `"1"`, `"2"`, ...; `FALSE` (default) keeps the ids, which
#'   must then be unique over all groups.
#' @param unite_support `TRUE` takes the union of the supports; `FALSE` (default) asks that they agree.
#' @return A `TsGroup`. A metadata column that a group lacks is `NA` for its units.
#' @section Errors: `anemone_error_duplicate_ids`, `anemone_error_times_differ`, `anemone_error_bad_argument`.
#' @seealso [c.TsGroup()], [split.TsGroup()]
#' @examples
#' left <- TsGroup(list(a = c(0.1, 0.5)), IntervalSet(0, 1), list(side = "left"))
#' right <- TsGroup(list(b = 0.7), IntervalSet(0, 1), list(side = "right"))
#' merge(left, right)
#' @export
merge.TsGroup <- function(x, y, ..., new_ids = FALSE, unite_support = FALSE) {
  groups <- c(list(x), if (!missing(y)) list(y), list(...))
  lapply(groups, check_class, "TsGroup", arg = "y", call = rlang::current_env())
  check_flag(new_ids)
  check_flag(unite_support)
  ids <- unlist(lapply(groups, names))
  ids <- if (new_ids) as.character(seq_along(ids)) else check_merged_ids(ids)
  sizes <- unlist(lapply(groups, function(group) diff(.subset2(group, "offsets"))))
  joined <- if (unite_support) unite_supports(groups) else check_one_support(groups)
  new_TsGroup(unlist(lapply(groups, .subset2, "times")), c(0, cumsum(sizes)), ids,
              bind_metadata(lapply(groups, metadata_of)), joined)
}

check_merged_ids <- function(ids, call = rlang::caller_env()) {
  repeated <- unique(ids[duplicated(ids)])
  if (length(repeated) == 0) return(ids)
  abort(c("The ids of the units must be unique over all groups.", x = "Repeated: {.val {head(repeated, 5)}}.",
          i = "{.code new_ids = TRUE} names the units anew; {.fn c} joins recordings of the same units in time."),
        "duplicate_ids", ids = repeated, call = call)
}

check_one_support <- function(groups, call = rlang::caller_env()) {
  agree <- vapply(groups, function(group) same_support(support(groups[[1]]), support(group)), NA)
  if (all(agree)) return(support(groups[[1]]))
  abort(c("All groups must have the same support.", x = "Group {which(!agree)[1]} differs from the first.",
          i = "{.fn restrict} them to the same epochs, or give {.code unite_support = TRUE}."),
        "times_differ", call = call)
}
