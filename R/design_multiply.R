#' Multiply with a design that is not stored
#'
#' A design is an operator: its products are made from signals and events, block of rows by block of rows, and its
#' columns are never stored. `design_multiply()` gives `D %*% weights`, `design_crossprod()` gives
#' `t(D) %*% values`, `design_gram()` gives `t(D) %*% diag(weights) %*% D`. From R 4.3 on `%*%` does the first two.
#'
#' Columns of sparse events are handled as events: weights are combined with the kernels and added after each event,
#' values are gathered after each event, and the unweighted Gram matrix comes from the events' correlograms.
#'
#' @param design A `Design`, from [design_matrix()].
#' @param weights For `design_multiply()` one value per column of the design, or a matrix with one row per column. For
#'   `design_gram()` one value per row of the design, of either sign, or `NULL` (default) for ones.
#' @param values One value per row of the design, or a matrix with one row for each.
#' @param rows Row numbers, ascending: only these are looked at. By default all.
#' @param columns Columns of the Gram matrix, ascending, as numbers or names. By default all.
#' @return `design_multiply()`: a matrix with one row for each row of the design, or for each of `rows`; `NA` where the
#'   design has no value. `design_crossprod()`: a matrix with one row for each column of the design, summed over the
#'   rows that the design can give. `design_gram()`: a symmetric matrix with the names of the columns.
#' @section Errors: `anemone_error_length` for the wrong number of weights or values, `anemone_error_bad_argument` for
#'   rows that do not ascend or are not in the design.
#' @seealso [design_matrix()], [model.matrix()][stats::model.matrix] to store the columns.
#' @examples
#' session <- example_session("current_clamp")
#' design <- design_matrix(units ~ conv(stimulus, RaisedCosineLogConv(5), window = 0.1), data = session,
#'                         epochs = session$epochs[1:3], bin_size = 0.002)
#' eta <- design_multiply(design, c(0.1, 0, 0, 0, 0))
#' range(eta, na.rm = TRUE)
#' design_crossprod(design, rep(1, nrow(design)))
#' design_gram(design)
#' @export
design_multiply <- function(design, weights, rows = NULL) {
  check_class(design, "Design")
  weights <- operand(weights, nrow(design$columns), "column")
  runs <- chosen_runs(design, rows, rlang::current_env())
  eta <- cpp_design_multiply(design$blocks, design$n_rows, runs, weights, rep(0, ncol(weights)), n_threads())
  if (!is.null(rows)) eta <- eta[rows, , drop = FALSE]
  colnames(eta) <- colnames(weights)
  eta
}

#' @rdname design_multiply
#' @export
design_crossprod <- function(design, values, rows = NULL) {
  check_class(design, "Design")
  values <- operand(values, design$n_rows, "row")
  runs <- chosen_runs(design, rows, rlang::current_env())
  products <- cpp_design_multiply_transposed(design$blocks, design$n_rows, runs, values, n_threads())
  dimnames(products) <- list(design$columns$name, colnames(values))
  products
}

#' @rdname design_multiply
#' @export
design_gram <- function(design, weights = NULL, rows = NULL, columns = NULL) {
  check_class(design, "Design")
  names <- design$columns$name
  at <- if (is.null(columns)) seq_along(names) else sort(coefficient_positions(columns, names, rlang::current_env()))
  runs <- chosen_runs(design, rows, rlang::current_env())
  if (is.null(weights) && length(at) < length(names)) weights <- rep(1, design$n_rows)
  weights <- if (is.null(weights)) numeric() else as.vector(operand(weights, design$n_rows, "row"))
  gram <- cpp_design_gram(design$blocks, design$n_rows, runs, weights, at - 1, n_threads())
  dimnames(gram) <- list(names[at], names[at])
  gram
}

#' A double matrix with as many rows as the design has rows or columns.
#' @noRd
operand <- function(x, n, of, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  if (!is.numeric(x) || length(dim(x)) > 2) {
    abort(c("{.arg {arg}} must be a numeric vector or matrix.", x = "Got {describe(x)}."), "bad_argument",
          argument = arg, value = x, call = call)
  }
  if (NROW(x) != n) {
    abort(c("{.arg {arg}} must have one value for each of the {n} {of}s of the design.", x = "Got {NROW(x)}."),
          "length", argument = arg, call = call)
  }
  matrix(as.double(x), n, dimnames = list(NULL, colnames(x)))
}

#' The valid rows among those asked for, as runs.
#' @noRd
chosen_runs <- function(design, rows, call) {
  if (is.null(rows)) return(design$runs)
  ok <- is.numeric(rows) && all(is.finite(rows)) && all(rows == round(rows)) && all(diff(rows) > 0) &&
    all(rows >= 1 & rows <= design$n_rows)
  if (!ok) {
    abort(c("{.arg rows} must be row numbers of the design, ascending.", x = "Got {describe(rows)}.",
            i = "The design has {design$n_rows} rows."), "bad_argument", argument = "rows", value = rows,
          call = call)
  }
  kept <- rows[valid_rows(design)[rows]]
  if (length(kept) == 0) return(list(begin = numeric(), end = numeric()))
  last <- c(which(diff(kept) != 1), length(kept))
  list(begin = kept[c(1, last[-length(last)] + 1)] - 1, end = kept[last])
}

# R dispatches it from 4.3 on.
#' @rawNamespace if (getRversion() >= "4.3.0") S3method("%*%", Design)
`%*%.Design` <- function(x, y) {
  if (inherits(x, "Design")) return(design_multiply(x, y))
  values <- if (is.null(dim(x))) x else t(x)
  t(design_crossprod(y, values))
}
