# Labels of classes as whole numbers: `codes`, a matrix from 0 with one column per unit, NA where a label is missing,
# and the `classes` that they stand for, sorted (those of a factor in the order of its levels); `factor` says whether
# they were one.

as_labels <- function(y, call, classes = NULL, arg = "y") {
  columns <- label_columns(y, call, arg)
  known <- unlist(lapply(columns, function(column) as.character(column[!is.na(column)])))
  classes <- classes %||% label_classes(columns)
  codes <- vapply(columns, function(column) match(as.character(column), as.character(classes)) - 1L,
                  integer(length(columns[[1]])))
  codes <- matrix(codes, length(columns[[1]]), length(columns))
  strange <- setdiff(known, as.character(classes))
  if (length(strange) > 0) {
    abort(c("{.arg {arg}} must have the classes of the fit.", x = "Got {.val {strange}}.",
            i = "Classes: {.val {classes}}."),
          "bad_classes", argument = arg, value = strange, call = call)
  }
  list(codes = codes, classes = classes, units = names(columns), factor = all(vapply(columns, is.factor, NA)))
}

label_columns <- function(y, call, arg = "y") {
  if (is.data.frame(y)) return(as.list(y))
  if (is_series(y)) y <- plain_values(y)
  if (!is.atomic(y) || length(dim(y)) > 2 || length(y) == 0) {
    abort(c("{.arg {arg}} must be labels: a factor, vector, matrix or data frame of them.", x = "Got {describe(y)}."),
          "bad_argument", argument = arg, value = y, call = call)
  }
  if (is.null(dim(y))) return(list(`1` = if (is.double(y)) finite_labels(y) else y))
  columns <- lapply(seq_len(ncol(y)), function(j) finite_labels(y[, j]))
  stats::setNames(columns, colnames(y) %||% seq_len(ncol(y)))
}

finite_labels <- function(x) {
  if (is.double(x)) x[!is.finite(x)] <- NA
  x
}

label_classes <- function(columns) {
  if (all(vapply(columns, is.factor, NA))) return(Reduce(base::union, lapply(columns, levels)))
  values <- unlist(lapply(columns, function(column) if (is.factor(column)) as.character(column) else column))
  sort(unique(values[!is.na(values)]))
}

#' Labels beside predictors, or those of a design that has its own.
#' @noRd
labels_for <- function(X, y, call, classes = NULL) {
  if (!is.null(y) || !inherits(X, "Design") || is.null(X$classes)) return(as_labels(y, call, classes))
  labels <- design_labels(X)
  if (is.null(classes)) return(labels)
  known <- array(as.character(labels$classes)[labels$codes + 1L], dim(labels$codes), list(NULL, labels$units))
  as_labels(known, call, classes)
}

#' The labels of a design that was made from a formula.
#' @noRd
design_labels <- function(design) {
  list(codes = design$response, classes = design$classes$values, units = design$units, factor = design$classes$factor)
}

#' Stops where classes are not as many as the model has, or one of them never occurs in `where`.
#' @noRd
check_classes <- function(labels, n_classes, rows, call, arg = "y", where = "the rows used",
                          hint = "Leave it out of the classes, or fit more rows.", number_hint = NULL) {
  n_found <- length(labels$classes)
  if (n_found != n_classes) {
    abort(c("{.arg {arg}} must have the {n_classes} classes of the model.",
            x = "It has {n_found}: {.val {utils::head(labels$classes, 10)}}.",
            i = if (arg == "y") "{.arg n_classes} says how many there are.", i = number_hint),
          "bad_classes", argument = arg, value = labels$classes, call = call)
  }
  for (unit in seq_along(labels$units)) {
    seen <- tabulate(labels$codes[rows, unit] + 1L, n_classes)
    if (all(seen > 0)) next
    of_unit <- if (length(labels$units) > 1) " of unit {.val {labels$units[unit]}}"
    abort(c(paste0("Every class must occur in ", where, of_unit, "."),
            x = "{.val {labels$classes[seen == 0]}} never does{cli::qty(sum(seen == 0))}.", i = hint),
          "missing_class", argument = arg, value = labels$classes[seen == 0], call = call)
  }
}
