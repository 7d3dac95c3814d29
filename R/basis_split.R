#' Take features or coefficients apart
#'
#' Cuts the columns of a design, or the coefficients that belong to them, into one piece per additive
#' component of the basis, and gives each piece its dimensions back.
#'
#' @param x Features from [compute_features()], a fit, or any vector, matrix or array whose `axis` runs along the
#'   features, such as a fitted model's coefficients.
#' @param basis The basis of the features; by default the one `x` carries.
#' @param axis The dimension along the features, counted from 1: by default the columns of computed
#'   features, else the first.
#' @param ... Not used.
#' @return A list, one entry per component, named by its label: for a fit of a formula one entry per term, functions by
#'   channels (where there are several) by units; else `x` with `axis` replaced by the dimensions
#'   of the component's input and one for its functions.
#' @section Errors:
#' `anemone_error_bad_input` where `axis` is not as long as the basis has features.
#' @examples
#' X <- compute_features(HistoryConv(window_size = 2), matrix(1:10, 5))
#' dim(split_by_feature(X)$HistoryConv)
#' @export
split_by_feature <- function(x, basis = fitted_basis(x), axis = NULL, ...) UseMethod("split_by_feature")

#' @export
split_by_feature.default <- function(x, basis = fitted_basis(x), axis = NULL, ...) {
  check_class(basis, "basis")
  axis <- axis %||% if (is.null(attr(x, "basis"))) 1 else 2
  check_count(axis, lower = 1)
  signal <- list(series = if (axis > 1 && inherits(x, "anemone_series")) x)
  x <- array(as.vector(unclass(x)), dim(x) %||% length(x))
  check_n_features(x, basis, axis)
  parts <- additive_parts(basis)
  ends <- cumsum(vapply(parts, n_output_features, 0L))
  pieces <- Map(function(part, end) {
    rows <- seq_len(n_output_features(part)) + end - n_output_features(part)
    with_time(unflatten(take_along(x, rows, axis), feature_shape(part), axis), list(signal))
  }, parts, ends)
  stats::setNames(pieces, additive_labels(basis, leaf_labels(basis)))
}

#' @rdname split_by_feature
#' @export
split_by_feature.anemone_fit <- function(x, basis = NULL, axis = 1, ...) {
  if (is.null(basis) && length(fit_terms(x)) > 0) return(split_by_term(x))
  basis <- basis %||% fitted_basis(x)
  pieces <- split_by_feature(x$coef_, basis, axis)
  lapply(pieces, function(piece) if (length(dim(piece)) < 2) as.vector(piece) else piece)
}

#' The coefficients of each term of a formula: functions, channels where there are several, units.
#' @noRd
split_by_term <- function(fit) {
  labels <- unique(fit$columns$term)
  pieces <- lapply(stats::setNames(labels, labels), function(label) {
    own <- fit$columns$term == label
    groups <- unique(fit$columns[own, intersect(c("from", "level"), names(fit$columns)), drop = FALSE])
    n_functions <- sum(own) / nrow(groups)
    channels <- apply(groups, 1, function(group) paste(group[!is.na(group)], collapse = ":"))
    values <- fit$coef_[own, , drop = FALSE]
    if (nrow(groups) == 1) return(values)
    array(values, c(n_functions, nrow(groups), length(fit$units)),
          list(NULL, unname(channels), fit$units))
  })
  pieces
}

check_n_features <- function(x, basis, axis, call = rlang::caller_env()) {
  n_features <- n_output_features(basis)
  if (isTRUE(dim(x)[axis] == n_features)) return(invisible(x))
  abort(c("Dimension {axis} of {.arg x} must be as long as the basis has features: {n_features}.",
          x = "{.arg x} has {paste(dim(x), collapse = ' x ')}.",
          i = if (is.na(n_features)) "The basis has seen no data: use the one from {.fn fitted_basis}."),
        "bad_input", n_features = n_features, dim = dim(x), call = call)
}

#' The components that a sum consists of, and their labels; any other basis is its only component.
#' @noRd
additive_parts <- function(basis) UseMethod("additive_parts")

#' @export
additive_parts.basis <- function(basis) list(basis)

additive_labels <- function(basis, labels) UseMethod("additive_labels")

#' @export
additive_labels.basis <- function(basis, labels) tree_label(basis, labels)

#' @export
additive_labels.AdditiveBasis <- function(basis, labels) {
  parts <- labels_per_part(basis, labels)
  c(additive_labels(basis$basis1, parts[[1]]), additive_labels(basis$basis2, parts[[2]]))
}

#' Dimensions of one component's features: input, then functions.
#' @noRd
feature_shape <- function(basis) UseMethod("feature_shape")

#' @export
feature_shape.basis <- function(basis) c(attr(basis, "input_shape")[[1]], n_basis_funcs(basis))

take_along <- function(x, rows, axis) {
  index <- rep(list(TRUE), length(dim(x)))
  index[[axis]] <- rows
  do.call(`[`, c(list(x), index, drop = FALSE))
}

#' Splits one dimension into several, the last of them running fastest.
#' @noRd
unflatten <- function(x, shape, axis) {
  if (length(shape) == 1) return(x)
  before <- dim(x)[seq_len(axis - 1)]
  after <- dim(x)[-seq_len(axis)]
  dim(x) <- c(before, rev(shape), after)
  order <- c(seq_along(before), axis - 1 + rev(seq_along(shape)),
             axis - 1 + length(shape) + seq_along(after))
  aperm(x, order)
}
