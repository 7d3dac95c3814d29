# A Design is a recipe bound to data. It is a list:
#   blocks          what the core reads: lists with `kind` "dense", "lagged", "streamed", "events", "local",
#                   "category", "product" or "side by side" (src/glue_design*.cpp say what each holds); nothing in them
#                   is a stored lag matrix
#   n_rows, runs    rows in all; the valid ones as 0-based half-open runs, list(begin, end)
#   columns         a data frame, one row per column: `name`, `term` (label of its term), `from` (the unit whose
#                   spikes it filters, or NA); but for stored matrices also `role` (which units use it: "shared", "own"
#                   or "other"), `scale` and `signal_unit` of its signal, and `level` (of the factor `by`, or NA)
#   terms           a list of what each term was made of, named by label (empty for a plain matrix)
#   output_columns  for each unit the 0-based columns it uses; an empty list if all units use all
#   response        NULL, or counts, a matrix with one column per unit
#   units           ids of the units
#   offset          NULL, or a matrix of one column, or of one for each unit
#   weights         NULL, or how much each entry counts: a matrix of one column, or of one for each unit
#   n_missing       NULL, or for each unit how many entries are missing in the valid rows of the response alone; these
#                   weigh nothing
#   time            when the rows are, in seconds; NULL where they have no times, or the grid tells: see time(design)
#   bin_size        in seconds, or NULL
#   epochs          the IntervalSet the rows come from, or NULL
#   lost            how many rows each block cannot give, named by term
#   usable          which rows the response and the offset leave, empty if all
#   references      for each unit the 0-based columns that an unpenalised fit leaves out (design_reference.R)
#   grid, alignment, cluster   of designs from a formula: the bins (design_grid.R) and how each signal came onto them
#   rows_checked    FALSE while the runs leave out what is missing in the response and the offset only: a fit
#                   looks for missing predictors on its first pass

new_Design <- function(blocks, n_rows, columns, terms = list(), output_columns = list(),
                       response = NULL, units = colnames(response), offset = NULL, time = NULL,
                       bin_size = NULL, epochs = NULL, usable = logical(), check_rows = TRUE, weights = NULL,
                       n_missing = NULL) {
  design <- list(blocks = blocks, n_rows = n_rows, runs = list(begin = 0, end = n_rows), columns = columns,
                 terms = terms, output_columns = output_columns, response = response, units = units,
                 offset = offset, weights = weights, n_missing = n_missing, time = time,
                 bin_size = bin_size, epochs = epochs, lost = NULL, rows_checked = check_rows)
  design["usable"] <- list(usable)
  class(design) <- "Design"
  if (check_rows || length(usable) > 0) find_valid_rows(design, usable) else design
}

find_valid_rows <- function(design, usable = logical()) {
  valid <- cpp_design_valid_runs(design$blocks, design$n_rows, usable)
  design$runs <- valid$runs
  design$lost <- stats::setNames(valid$lost, vapply(design$blocks, function(block) block$term, ""))
  design$rows_checked <- TRUE
  design
}

#' A design of stored matrices: one, or a named list of blocks side by side. `series`, or NULL, says when its rows are.
#' @noRd
dense_design <- function(x, series = NULL, ...) {
  parts <- if (is.list(x)) x else list(X = x)
  # Even where nothing changes, storage.mode<- leaves a promise to copy.
  parts <- lapply(parts, function(part) {
    if (!is.double(part)) storage.mode(part) <- "double"
    part
  })
  terms <- names(parts)
  columns <- lapply(seq_along(parts), function(i) dense_columns(parts[[i]], terms[i], named = is.list(x)))
  # rbind() of data frames would take longer than a small fit.
  columns <- if (length(columns) == 1) columns[[1]] else do.call(rbind, columns)
  blocks <- lapply(seq_along(parts), function(i) list(kind = "dense", term = terms[i], values = parts[[i]]))
  new_Design(blocks, nrow(parts[[1]]), columns, time = attr(series, "time", exact = TRUE),
             epochs = attr(series, "support", exact = TRUE), ...)
}

#' The description of columns: one row each, of which all but the names may be one value.
#' @noRd
column_table <- function(name, term, from = NA_character_, role = "shared", scale = 1, signal_unit = NA_character_,
                         level = NA_character_) {
  parts <- list(name = name, term = term, from = from, role = role, scale = scale, signal_unit = signal_unit,
                level = level)
  metadata_frame(lapply(parts, rep_len, length(name)), length(name))
}

#' The columns of one matrix: named as they are where it stands alone, else `block[column]`.
#' @noRd
dense_columns <- function(values, term, named) {
  n <- ncol(values)
  name <- colnames(values)
  if (named || is.null(name)) name <- if (n > 0) paste0(term, "[", name %||% seq_len(n), "]")
  metadata_frame(list(name = as.character(name), term = rep(term, n), from = rep(NA_character_, n)), n)
}

count_valid_rows <- function(design) sum(design$runs$end - design$runs$begin)

#' Which rows of the design are valid, as a logical vector.
#' @noRd
valid_rows <- function(design) {
  marks <- integer(design$n_rows + 1)
  marks[design$runs$begin + 1] <- 1L
  marks[design$runs$end + 1] <- marks[design$runs$end + 1] - 1L
  cumsum(marks[-length(marks)]) > 0
}

#' The linear predictor, one column per unit; rows that are not valid are NA.
#' @noRd
design_predictor <- function(design, coefficients, intercepts) {
  eta <- cpp_design_multiply(design$blocks, design$n_rows, design$runs, coefficients, intercepts, n_threads())
  if (!is.null(design$offset)) eta <- eta + as.vector(design$offset)
  eta
}

#' @rdname design_matrix
#' @export
time.Design <- function(x, ...) {
  if (is.null(x$time) && has_times(x)) grid_centers(x$grid) else x$time
}

has_times <- function(design) !is.null(design$time) || (!is.null(design$grid) && !isTRUE(design$grid$timeless))

#' @export
dim.Design <- function(x) c(as.integer(x$n_rows), nrow(x$columns))

#' @importFrom stats model.matrix
#' @export
model.matrix.anemone_fit <- function(object, ...) stats::model.matrix(kept_design(object))

#' @export
model.matrix.Design <- function(object, ...) {
  values <- cpp_design_matrix(object$blocks, object$n_rows, object$runs)
  colnames(values) <- object$columns$name
  values
}
