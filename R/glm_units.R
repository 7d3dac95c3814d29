#' Some units of a fit
#'
#' Units were fitted independently of each other, so that a part of a fit is the fit of that part.
#'
#' @param x A fit of many units: a `spike_glm` or a fitted [PopulationGLM()].
#' @param i Ids (`fit["34"]`), positions (`fit[9]`) or a logical vector.
#' @return A fit of the same class.
#' @section Errors:
#' `anemone_error_bad_index` for a unit that is not there.
#' @examples
#' y <- cbind(a = c(0, 1, 1, 4, 2), b = c(1, 0, 2, 1, 1))
#' model <- fit(PopulationGLM(), cbind(x = c(1, 2, 3, 4, 2)), y)
#' model["b"]
#' @name fit_units
#' @export
`[.anemone_fit` <- function(x, i) {
  units <- x$units
  chosen <- stats::setNames(seq_along(units), units)[i]
  if (anyNA(chosen)) {
    abort(c("{.arg i} must choose units of the fit.", x = "Got {.val {i}}.",
            i = "Units: {.val {utils::head(units, 10)}}."), "bad_index")
  }
  chosen <- unname(chosen)
  parts <- unclass(x)
  parts$units <- units[chosen]
  parts$outputs <- x$outputs[chosen]
  if (is.matrix(x$coef_)) parts$coef_ <- x$coef_[, chosen, drop = FALSE]
  for (name in c("intercept_", "scale_", "dof_resid_", "n_missing", "data_hash")) {
    parts[name] <- list(parts[[name]][chosen])
  }
  if (!is.null(parts$design)) parts$design <- design_of_units(parts$design, chosen)
  mask <- parts$spec$feature_mask
  if (!is.null(mask)) parts$spec$feature_mask <- mask[, chosen, drop = FALSE]
  structure(parts, class = class(x))
}

design_of_units <- function(design, chosen) {
  design$units <- design$units[chosen]
  design$response <- plain_values(design$response)[, chosen, drop = FALSE]
  if (length(design$output_columns) > 0) design$output_columns <- design$output_columns[chosen]
  design$references <- design$references[chosen]
  for (name in c("offset", "weights")) {
    if (isTRUE(ncol(design[[name]]) > 1)) design[[name]] <- design[[name]][, chosen, drop = FALSE]
  }
  design$n_missing <- design$n_missing[chosen]
  design
}
