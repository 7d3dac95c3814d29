#' Choose which neuron reaches which
#'
#' A mask of inputs by neurons, such as who may be coupled to whom, as the mask of features by neurons that
#' [PopulationGLM()] takes: each row is repeated for every basis function of its input.
#'
#' @param mask A matrix of 0 and 1, or `FALSE` and `TRUE`: one row per input of the basis (sender), one column per
#'   neuron that is modelled (receiver). For a sum of bases a list of such matrices, named by the components' labels;
#'   components without one are used by all neurons.
#' @param basis The basis of the features, which has seen its input, or the features themselves.
#' @return A matrix of 0 and 1 with one row per feature and one column per neuron.
#' @section Errors:
#' `anemone_error_bad_argument` where sizes or names do not fit, or the basis has seen no data.
#' @examples
#' counts <- matrix(rpois(300, 1), 100)
#' X <- compute_features(HistoryConv(window_size = 5), counts)
#' no_self <- 1 - diag(3)
#' mask <- mask_by_input(no_self, X)
#' dim(mask)
#' model <- fit(PopulationGLM(feature_mask = mask), X, counts)
#' split_by_feature(model$coef_, fitted_basis(X))$HistoryConv[1, , 1]
#' @export
mask_by_input <- function(mask, basis) {
  call <- rlang::current_env()
  if (!inherits(basis, "basis")) basis <- fitted_basis(basis)
  parts <- stats::setNames(additive_parts(basis), additive_labels(basis, leaf_labels(basis)))
  masks <- masks_of_parts(mask, names(parts), call)
  n_units <- unique(vapply(masks, ncol, 0L))
  if (length(n_units) > 1) {
    abort(c("All masks must have as many columns: one per neuron.", x = "They have {n_units}."),
          "bad_argument", argument = "mask", call = call)
  }
  rows <- Map(function(part, label) part_mask(part, masks[[label]], label, n_units, call), parts, names(parts))
  do.call(rbind, unname(rows))
}

#' The masks as a list by component.
#' @noRd
masks_of_parts <- function(mask, labels, call) {
  masks <- if (is.list(mask)) mask else stats::setNames(list(mask), labels[1])
  alone <- is.list(mask) || length(labels) == 1
  fits <- alone && length(masks) > 0 && all(names(masks) %in% labels) && length(names(masks)) == length(masks)
  if (!fits) {
    abort(c("{.arg mask} must be a matrix, or, for a sum of bases, a list of matrices named by its components.",
            x = "Got {describe(mask)}.", i = "The components are {.val {labels}}."),
          "bad_argument", argument = "mask", call = call)
  }
  lapply(masks, check_mask, call = call)
}

part_mask <- function(part, mask, label, n_units, call) {
  n_features <- n_output_features(part)
  if (is.na(n_features)) {
    abort(c("{.arg basis} must have seen its input.", i = "Give the result of {.fn compute_features}."),
          "bad_argument", argument = "basis", call = call)
  }
  if (is.null(mask)) return(matrix(1, n_features, n_units))
  n_inputs <- n_features / n_basis_funcs(part)
  rows <- rep(seq_len(n_inputs), each = n_basis_funcs(part))
  if (nrow(mask) == n_inputs) return(1 * unname(mask[rows, , drop = FALSE]))
  abort(c("The mask of {.val {label}} must have one row per input: {n_inputs}.", x = "Got {describe(mask)}."),
        "bad_argument", argument = "mask", call = call)
}
