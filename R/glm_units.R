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
  parts$spec <- spec_of_units(parts$spec, chosen, length(units))
  structure(parts, class = class(x))
}

#' A specification of `n_units` units for some of them: what each has of its own is theirs.
#' @noRd
spec_of_units <- function(spec, chosen, n_units) {
  if (n_units == 1) return(spec)
  own <- function(x) {
    if (is.list(x)) return(lapply(x, own))
    if (is.matrix(x) && ncol(x) == n_units) x[, chosen, drop = FALSE] else x
  }
  spec["feature_mask"] <- list(own(spec$feature_mask))
  spec["regularizer_strength"] <- list(own(spec$regularizer_strength))
  if (inherits(spec$regularizer, "GroupLasso") && length(dim(spec$regularizer$mask)) == 3) {
    spec$regularizer$mask <- spec$regularizer$mask[, , chosen, drop = FALSE]
  }
  spec
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
