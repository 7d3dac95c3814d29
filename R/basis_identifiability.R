#' Drop columns that others determine
#'
#' Keeps the columns that, with the intercept, are linearly independent. Going from the first column to the
#' last, a column is dropped if the remaining ones span as much without it.
#'
#' Rows with missing or infinite values are left out of the question and come back as `NaN`.
#'
#' @param X A matrix of features.
#' @param basis A basis that has seen its data; by default the one `X` carries.
#' @param add_intercept Whether the model has an intercept, which a column of ones stands for.
#' @return A list of `features`, the columns that are kept, and `kept`, their positions in `X`.
#'   `apply_identifiability_constraints_by_basis_component()` looks at each additive component of the basis
#'   and each channel on its own.
#' @section Errors:
#' `anemone_error_bad_argument` where `X` is no numeric matrix; `anemone_error_bad_input` where the basis has
#' not as many features as `X` columns.
#' @examples
#' X <- compute_features(BSplineEval(5) + BSplineEval(6), runif(100), runif(100))
#' apply_identifiability_constraints(X)$kept
#' apply_identifiability_constraints_by_basis_component(X)$kept
#' @export
apply_identifiability_constraints <- function(X, add_intercept = TRUE) {
  X <- check_feature_matrix(X)
  keep_columns(X, independent_columns(X[is_valid_row(X), , drop = FALSE], add_intercept))
}

#' @rdname apply_identifiability_constraints
#' @export
apply_identifiability_constraints_by_basis_component <- function(X, basis = fitted_basis(X),
                                                                 add_intercept = TRUE) {
  check_class(basis, "basis")
  X <- check_feature_matrix(X)
  check_n_features(X, basis, 2)
  valid <- X[is_valid_row(X), , drop = FALSE]
  parts <- additive_parts(basis)
  sizes <- vapply(parts, n_output_features, 0L)
  kept <- Map(function(part, start) {
    columns <- channel_columns(part) + start
    lapply(seq_len(nrow(columns)), function(j) {
      columns[j, independent_columns(valid[, columns[j, ], drop = FALSE], add_intercept)]
    })
  }, parts, cumsum(sizes) - sizes)
  keep_columns(X, sort(as.integer(unlist(kept))))
}

#' Householder's QR moves a column that the ones before it determine to the end. With the columns turned
#' round, those that are dropped are the first ones that the rest determines.
#' @noRd
independent_columns <- function(X, add_intercept) {
  turned <- cbind(if (add_intercept) rep(1, nrow(X)), X[, rev(seq_len(ncol(X))), drop = FALSE])
  parts <- qr(turned, tol = 1e-10)
  positions <- ncol(turned) + 1 - parts$pivot[seq_len(parts$rank)]
  as.integer(sort(positions[positions <= ncol(X)]))
}

is_valid_row <- function(X) rowSums(!is.finite(X)) == 0

keep_columns <- function(X, kept) {
  features <- X[, kept, drop = FALSE]
  features[!is_valid_row(X), ] <- NaN
  list(features = features, kept = kept)
}

check_feature_matrix <- function(X, call = rlang::caller_env()) {
  if (is.numeric(X) && length(dim(X)) == 2) return(plain_values(X))
  abort(c("{.arg X} must be a numeric matrix.", x = "Got {describe(X)}."),
        "bad_argument", argument = "X", value = X, call = call)
}
