#' Join series in time
#'
#' `c()` lays pieces one after the other: the samples of each piece come after those of the piece before
#' it, and the supports are united. For a [TsGroup()] the units are matched by id. [shift_times()] moves
#' a recording that starts at 0 behind another; [merge()][merge.TsGroup] joins different units over one
#' time. `cbind()` puts series with the same times side by side, `rbind()` is `c()`.
#'
#' @param ... Series of one class, or groups with the same units. `cbind()` takes `Tsd`s, `TsdFrame`s
#'   and plain vectors or matrices with one row per time; a vector's column is named as its argument, or
#'   as the expression it was given as.
#' @param deparse.level Ignored.
#' @return An object of the class of the pieces; for `cbind()` a `TsdFrame`. The unit of the values is
#'   kept where all agree; pieces joined in time must not have different ones. Column metadata come from the first
#'   piece, unit metadata too;
#'   `cbind()` keeps those of each column, `NA` where one has none.
#' @section Errors: `anemone_error_unsorted` where a piece does not come after the one before it,
#'   `anemone_error_class_differs`, `anemone_error_units_differ` where groups hold different units,
#'   `anemone_error_columns_differ`, `anemone_error_unit`; `anemone_error_times_differ` from `cbind()`.
#' @examples
#' x <- Tsd(0:5, (0:5)^2, unit = "mV")
#' c(window(x, 0, 2), window(x, 4, 5))
#' cbind(square = x, x + 1)
#' @name join_in_time
NULL

#' @rdname join_in_time
#' @export
c.anemone_series <- function(...) {
  pieces <- unname(list(...))
  check_same_class(pieces)
  check_same_columns(pieces)
  check_one_after_another(lapply(pieces, time))
  joined_support <- unite_supports(pieces)
  times <- unlist(lapply(pieces, time))
  if (is_Ts(pieces[[1]])) return(new_Ts(times, joined_support))
  values <- bind_rows_of(lapply(pieces, plain_values))
  if (is.matrix(values)) dimnames(values) <- list(NULL, colnames(pieces[[1]]))
  new_series(values, times, joined_support, common_unit(pieces), metadata_of(pieces[[1]]))
}

#' @rdname join_in_time
#' @export
rbind.anemone_series <- function(..., deparse.level = 1) c(...)

#' @rdname join_in_time
#' @export
cbind.anemone_series <- function(..., deparse.level = 1) {
  given <- vapply(as.list(substitute(list(...)))[-1], function(part) deparse(part, nlines = 1)[1], "")
  parts <- list(...)
  series <- Filter(function(part) inherits(part, "anemone_series"), parts)
  model <- series[[1]]
  for (part in parts) check_column_part(part, model)
  labels <- names(parts) %||% rep("", length(parts))
  labels[labels == ""] <- given[labels == ""]
  columns <- Map(columns_of_part, parts, labels)
  values <- do.call(cbind, unname(lapply(parts, plain_values)))
  dimnames(values) <- list(NULL, column_names(unlist(columns), ncol(values)))
  metadata <- bind_metadata(unname(lapply(parts, metadata_of_part)))
  new_TsdFrame(values, time(model), support(model), shared_unit(series), metadata)
}

check_column_part <- function(part, model, call = rlang::caller_env()) {
  if (inherits(part, "anemone_series")) {
    check_class(part, c("Tsd", "TsdFrame"), arg = "...", call = call)
    return(check_same_axis(model, part, "cbind", call))
  }
  if (is.atomic(part) && !is.object(part) && NROW(part) %in% c(1, n_times(model))) return(invisible())
  abort(c("What is not a series must be a vector or matrix with one row per time, {n_times(model)} here.",
          x = "Got {describe(part)}."), "length", argument = "...", call = call)
}

columns_of_part <- function(part, label) {
  if (NCOL(part) == 1 && is.null(colnames(part))) return(label)
  colnames(part) %||% paste0(label, seq_len(NCOL(part)))
}

metadata_of_part <- function(part) {
  if (is_TsdFrame(part)) metadata_of(part) else empty_metadata(NCOL(part))
}

check_same_class <- function(pieces, call = rlang::caller_env()) {
  classes <- vapply(pieces, function(piece) class(piece)[1], "")
  if (length(unique(classes)) == 1) return(invisible(pieces))
  abort(c("All pieces must be of one class.", x = "Got {.cls {unique(classes)}}.",
          i = "{.fn time} gives the times of any of them."), "class_differs", call = call)
}

check_same_columns <- function(pieces, call = rlang::caller_env()) {
  shapes <- lapply(pieces, function(piece) list(dim(piece)[-1], dimnames(piece)[-1]))
  if (length(unique(shapes)) == 1) return(invisible(pieces))
  at <- which(!vapply(shapes, identical, NA, shapes[[1]]))[1]
  size <- function(piece) paste(dim(piece)[-1], collapse = " x ")
  abort(c("All pieces must have the same columns, in the same order.",
          x = paste0("Piece 1 has {size(pieces[[1]])}, piece {at} has {size(pieces[[at]])}",
                     if (size(pieces[[1]]) == size(pieces[[at]])) ", under other names", "."),
          i = "Choose columns with {.code x[, names]}."), "columns_differ", call = call)
}

#' Stops unless each vector of times begins after the ones before it end, by half a tick.
#' @noRd
check_one_after_another <- function(stamps, call = rlang::caller_env()) {
  filled <- which(lengths(stamps) > 0)
  first <- vapply(stamps[filled], function(times) times[1], 0)
  last <- vapply(stamps[filled], function(times) times[length(times)], 0)
  late <- which(first[-1] - last[-length(last)] <= 5e-10)
  if (length(late) > 0) {
    abort_out_of_turn(filled[late[1] + 0:1], first[late[1] + 1], last[late[1]], call)
  }
}

abort_out_of_turn <- function(pair, first, last, call, where = "") {
  abort(c("Each piece must come after the one before it.",
          x = paste("Piece {pair[2]} starts at {format_time(first)} s{where}, piece {pair[1]} ends at",
                    "{format_time(last)} s."),
          i = "Order the pieces by time, or move one with {.fn shift_times}."),
        "unsorted", pieces = pair, call = call)
}

unite_supports <- function(pieces) {
  fuse_intervals(do.call(c, lapply(pieces, function(x) bounds_only(support(x)))), touching = TRUE)
}

common_unit <- function(pieces) {
  known <- unique(vapply(pieces, series_unit, ""))
  known <- known[!is.na(known)]
  if (length(known) > 1) abort_units_differ(known, "c")
  shared_unit(pieces)
}

shared_unit <- function(parts) {
  units <- unique(vapply(parts, series_unit, ""))
  if (length(units) == 1) units else NA_character_
}
