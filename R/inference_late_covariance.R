# Covariances of wide fits, which are found when they are asked for. What was found is kept in the namespace, since a
# fit is a value that nothing changes.

covariance_cache <- new.env(parent = emptyenv())
largest_covariance_cache <- 2^28

late_covariance <- function(fit, unit) {
  output <- fit$outputs[[unit]]
  n <- length(output$states) + 1
  if (output$status == "silent") return(matrix(0, n, n))
  key <- rlang::hash(list(output$coefficients, output$intercept, output$log_likelihood, output$n_entries))
  known <- covariance_cache[[key]]
  if (!is.null(known)) return(known)
  if (is.null(fit$design)) {
    abort(c("The covariance of a wide fit is found from its data.", x = "The fit does not hold them.",
            i = "Fit with {.code keep_data = TRUE}."), "no_data", call = NULL)
  }
  covariance <- find_covariance(fit$spec, fit$design, output, unit)
  keep_covariance(key, covariance)
  covariance
}

find_covariance <- function(spec, design, output, unit) {
  cpp_glm_covariance(design$blocks, design$n_rows, design$runs, design$response, design$offset, design$weights,
                     design$n_missing %||% numeric(), unit - 1,
                     family_recipe(spec), output, n_threads())
}

keep_covariance <- function(key, covariance) {
  size <- as.numeric(utils::object.size(covariance))
  held <- sum(vapply(covariance_cache, function(x) as.numeric(utils::object.size(x)), 0))
  if (held + size > largest_covariance_cache) rm(list = ls(covariance_cache), envir = covariance_cache)
  if (size <= largest_covariance_cache) assign(key, covariance, covariance_cache)
}

#' For a fit that will not hold its data: covariances that were left out, unless they would fill the memory.
#' @noRd
find_all_covariances <- function(spec, design, outputs) {
  left_out <- which(vapply(outputs, function(output) is.null(output$covariance), NA))
  size <- 8 * (nrow(design$columns) + 1)^2 * length(left_out)
  if (size > 4 * largest_covariance_cache) return(outputs)
  for (unit in left_out[vapply(outputs[left_out], function(output) output$status != "silent", NA)]) {
    outputs[[unit]]$covariance <- find_covariance(spec, design, outputs[[unit]], unit)
  }
  outputs
}
