#' The linear predictor of a fit on a design, one column per unit; rows that are not valid are NA.
#'
#' An aliased coefficient (NA) counts as 0: what it says is said by others. A coefficient at its limit (-Inf)
#' makes the predictor -Inf, the rate 0, wherever its column is not 0, and is 0 elsewhere.
#' @noRd
fit_predictor <- function(fit, design) {
  coefficients <- as.matrix(fit$coef_)
  at_limit <- is.infinite(coefficients)
  finite <- coefficients
  finite[at_limit | is.na(finite)] <- 0
  intercepts <- fit$intercept_
  eta <- design_predictor(design, finite, ifelse(is.finite(intercepts), intercepts, 0))
  if (any(at_limit)) {
    limit <- cpp_design_multiply(design$blocks, design$n_rows, design$runs, ifelse(at_limit, sign(coefficients), 0),
                                 rep(0, ncol(coefficients)), n_threads())
    touched <- !is.na(limit) & limit != 0
    eta[touched] <- sign(limit[touched]) * Inf
  }
  silent <- !is.finite(intercepts)
  eta[, silent] <- ifelse(is.na(eta[, silent]), NA, rep(intercepts[silent], each = nrow(eta)))
  eta
}

#' The means that belong to a linear predictor, in the same shape.
#' @noRd
predictor_mean <- function(fit, eta) {
  mean <- cpp_glm_mean(eta, family_recipe(fit$spec))
  dim(mean) <- dim(eta)
  mean
}
