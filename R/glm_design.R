# From the user's predictors and counts to the design that is fitted. Large matrices are passed on as they are,
# attributes and all: stripping those would copy them.

#' @param spec A `GLM` or `PopulationGLM`.
#' @param X A `Design` with a response, or predictors.
#' @param y Counts, or `NULL` beside a `Design`.
#' @param check_rows Whether to look for missing predictors, which is a pass over `X`.
#' @noRd
as_design <- function(spec, X, y, call, check_rows = TRUE) {
  kind <- as_observation_model(spec$observation_model)$kind
  design <- if (inherits(X, "Design")) design_with_response(X, y, kind, call) else {
    bind_counts(as_predictors(X, call), y, kind, call, check_rows)
  }
  check_one_unit(spec, design, call)
  penalties <- penalty_settings(spec, design$columns, length(design$units), call)
  design <- leave_out_references(design, settled_columns(penalties, nrow(design$columns)))
  if (!is.null(spec$feature_mask)) {
    design$output_columns <- masked_columns(spec$feature_mask, nrow(design$columns),
                                            length(design$units), call)
  }
  check_any_row(design, call)
}

check_any_row <- function(design, call) {
  if (design$n_rows > 0 && length(design$runs$begin) > 0) return(design)
  abort(c("{.arg X} must have a row in which every value, and the count in {.arg y}, is known.",
          x = "Of its {design$n_rows} row{?s} none is left."),
        "no_valid_rows", argument = "X", call = call)
}

design_with_response <- function(design, y, kind, call) {
  if (!is.null(y) && is.null(design$response)) return(with_response(design, y, kind, call))
  if (!is.null(y)) {
    abort(c("{.arg y} must be left out where {.arg X} is a design.", i = "The design has its own counts."),
          "bad_argument", argument = "y", call = call)
  }
  if (!is.null(design$response)) return(design)
  abort(c("{.arg X} must be a design with counts.", x = "It has none.",
          i = "Write the units on the left side of its formula, or give {.arg y}."),
        "bad_argument", argument = "X", call = call)
}

#' A design that had no counts, with these.
#' @noRd
with_response <- function(design, y, kind, call) {
  check_response(y, call)
  check_same_rows(design, y, "X", "y", call)
  found <- check_response_values(y, kind, "y", call)
  design$response <- as_column(y)
  design$units <- colnames(y) %||% as.character(seq_len(NCOL(y)))
  design["n_missing"] <- list(found$n_missing)
  design$usable <- found$known
  find_valid_rows(design, found$known)
}

#' Predictors as a double matrix, a TsdFrame as it is; blocks as a named list of these.
#' @noRd
as_predictors <- function(X, call, arg = "X") {
  if (is.list(X) && !is.object(X)) return(as_blocks(X, call, arg))
  if (is.data.frame(X)) X <- as.matrix(X)
  if (is.numeric(X) && length(dim(X)) <= 2) {
    if (is.null(dim(X))) return(column_of(X))
    return(X)
  }
  abort(c("{.arg {arg}} must be a numeric matrix, vector or series, or a named list of these.",
          x = "Got {describe(X)}.",
          i = "Signals become predictors by {.fn compute_features}, factors by {.fn model.matrix}."),
        "bad_argument", argument = arg, value = X, call = call)
}

as_blocks <- function(X, call, arg) {
  if (length(X) == 0 || is.null(names(X)) || any(names(X) == "") || anyDuplicated(names(X))) {
    abort(c("The blocks of {.arg {arg}} must have names of their own.",
            x = "Got {.val {names(X) %||% paste(length(X), 'blocks without names')}}."), "bad_argument", argument = arg,
          call = call)
  }
  blocks <- Map(function(block, name) as_predictors(block, call, paste0(arg, "$", name)), X, names(X))
  for (name in names(blocks)[-1]) check_same_rows(blocks[[1]], blocks[[name]], paste0(arg, "$", names(X)[1]),
                                                  paste0(arg, "$", name), call)
  blocks
}

#' The series that says when the rows of predictors are, or NULL.
#' @noRd
rows_in_time <- function(X) {
  if (is_series(X)) return(X)
  if (is.list(X)) Find(is_series, X)
}

#' One column, as a TsdFrame where it carries time.
#' @noRd
column_of <- function(x) {
  values <- matrix(as.double(x), ncol = 1)
  if (!inherits(x, "anemone_series")) return(values)
  new_TsdFrame(values, time(x), support(x))
}

bind_counts <- function(X, y, kind, call, check_rows) {
  check_response(y, call)
  check_same_rows(if (is.list(X)) rows_in_time(X) %||% X[[1]] else X, y, "X", "y", call)
  found <- check_response_values(y, kind, "y", call)
  dense_design(X, rows_in_time(X) %||% rows_in_time(y), response = as_column(y),
               units = colnames(y) %||% as.character(seq_len(NCOL(y))), usable = found$known,
               n_missing = found$n_missing, check_rows = check_rows)
}

#' A vector as a matrix of one column; plain vectors are not copied.
#' @noRd
as_column <- function(y) {
  if (!is.null(dim(y))) return(y)
  if (!is.null(attributes(y))) y <- as.vector(y)
  dim(y) <- c(length(y), 1L)
  y
}

is_series <- function(x) inherits(x, "anemone_series")

check_response <- function(y, call) {
  if (is.numeric(y) && length(dim(y)) <= 2 && !inherits(y, "Ts")) return(invisible(y))
  abort(c("{.arg y} must be counts per bin: a numeric vector, matrix or series.", x = "Got {describe(y)}.",
          i = "Spike trains are counted by {.fn bin_counts}."),
        "bad_argument", argument = "y", value = y, call = call)
}

check_same_rows <- function(X, y, arg_X, arg_y, call) {
  if (nrow(X) != NROW(y)) {
    abort(c("{.arg {arg_X}} and {.arg {arg_y}} must have the same number of rows.",
            x = "{.arg {arg_X}} has {nrow(X)}, {.arg {arg_y}} has {NROW(y)}."),
          "length", argument = arg_y, call = call)
  }
  if (!is_series(X) || !is_series(y)) return(invisible())
  if (same_times(time(X), time(y)) && same_support(support(X), support(y))) return(invisible())
  abort(c("{.arg {arg_X}} and {.arg {arg_y}} must have the same times and support.", x = "They differ.",
          i = "Bin both over the same epochs: {.fn bin_counts}, {.fn bin_average}."),
        "time_mismatch", argument = arg_y, call = call)
}

same_support <- function(a, b) {
  identical(a, b) || same_times(start(a), start(b)) && same_times(end(a), end(b))
}

#' Stops at what the law cannot have.
#'
#' @return list(known, n_missing): which rows have an entry that is known, empty if all have; how many entries of each
#'   column are missing in rows that have others, empty if none is.
#' @noRd
check_response_values <- function(y, kind, arg, call) {
  found <- cpp_check_response(y, kind)
  if (found$bad > 0) abort_bad_response(as.vector(y)[found$bad], found$bad, kind, arg, call)
  known <- if (all(found$known)) logical() else found$known
  in_rows <- found$n_missing - sum(!found$known)
  list(known = known, n_missing = if (any(in_rows > 0)) in_rows)
}

abort_bad_response <- function(value, position, kind, arg, call) {
  wanted <- c(count = "counts: whole numbers of at least 0", positive = "numbers above 0", binary = "0 or 1")[[kind]]
  what <- if (kind == "count") "bad_counts" else "bad_response"
  abort(c("{.arg {arg}} must hold {wanted}.", x = "Entry {position} is {.val {value}}."),
        what, argument = arg, position = position, value = value, call = call)
}

check_one_unit <- function(spec, design, call) {
  if (inherits(spec, "PopulationGLM") || NCOL(design$response) == 1) return(invisible())
  abort(c("{.arg y} must hold the counts of one neuron for a {.cls GLM}.",
          x = "It has {ncol(design$response)} columns.", i = "Use {.fn PopulationGLM} for many."),
        "bad_argument", argument = "y", call = call)
}
