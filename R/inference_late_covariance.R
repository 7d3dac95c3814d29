# Covariances of wide fits, which are found when they are asked for. What was found is kept in the namespace, since a
# fit is a value that nothing changes.

late_inference_cache <- new.env(parent = emptyenv())
largest_late_inference <- 2^28

#' What a wide fit leaves out of the inference of one unit.
#'
#' @param unit Position or id.
#' @return list(covariance, effective_df)
#' @noRd
late_inference <- function(fit, unit) {
  unit <- unit_positions(fit, unit)
  key <- late_key(fit, unit)
  known <- late_inference_cache[[key]]
  if (!is.null(known)) return(known)
  found <- find_inference(fit$spec, fit_data(fit), fit$outputs, unit)[[1]]
  keep_inference(key, found)
  found
}

#' Finds what is left out of these units in one pass over the data, if it can be kept until it is asked for.
#' @noRd
prepare_inference <- function(fit, units = seq_along(fit$units)) {
  units <- units[vapply(fit$outputs[units], left_out, NA)]
  if (length(units) < 2 || inference_size(fit, units) > largest_late_inference) return(invisible())
  keys <- vapply(units, late_key, "", fit = fit)
  new <- !keys %in% names(late_inference_cache)
  if (!any(new)) return(invisible())
  found <- find_inference(fit$spec, fit_data(fit), fit$outputs, units[new])
  Map(keep_inference, keys[new], found)
  invisible()
}

#' Whether a fit has errors that are still to be found.
#' @noRd
left_out <- function(output) is.null(output$covariance) && !lacks_errors(output) && output$status != "silent"

late_key <- function(fit, unit) {
  output <- fit$outputs[[unit]]
  rlang::hash(list(output$coefficients, output$intercept, output$log_likelihood, output$n_entries,
                   fit$spec$regularizer, fit$spec$regularizer_strength, fit$spec$penalties))
}

fit_data <- function(fit) {
  if (!is.null(fit$design)) return(fit$design)
  abort(c("The errors of a wide fit are found from its data.", x = "The fit does not hold them.",
          i = "Fit with {.code keep_data = TRUE}."), "no_data", call = NULL)
}

find_inference <- function(spec, design, outputs, units) {
  cpp_find_inference(design$blocks, design$n_rows, design$runs, design$response, design$offset, design$weights,
                     design$n_missing %||% numeric(), units - 1, family_recipe(spec),
                     penalty_settings(spec, design$columns, length(design$units)), unname(outputs[units]), n_threads())
}

inference_size <- function(fit, units) 8 * (nrow(fit$columns) + 1)^2 * length(units)

keep_inference <- function(key, found) {
  sizes <- vapply(late_inference_cache, function(known) 8 * length(known$covariance), 0)
  size <- 8 * length(found$covariance)
  if (sum(sizes) + size > largest_late_inference) rm(list = ls(late_inference_cache), envir = late_inference_cache)
  if (size <= largest_late_inference) assign(key, found, late_inference_cache)
}

#' For a fit that will not hold its data: what was left out, unless it would fill the memory.
#' @noRd
find_all_inference <- function(fit) {
  units <- which(vapply(fit$outputs, left_out, NA))
  if (length(units) == 0 || is.null(fit$design)) return(fit$outputs)
  if (inference_size(fit, units) > 4 * largest_late_inference) return(fit$outputs)
  outputs <- fit$outputs
  outputs[units] <- Map(function(output, known) {
    output[names(known)] <- known
    output
  }, outputs[units], find_inference(fit$spec, fit$design, outputs, units))
  outputs
}
