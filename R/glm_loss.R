# What a fit minimises, and where it begins, for those who write their own loop.

#' Loss and starting point of a model
#'
#' `compute_loss()` is what a fit minimises, without its penalty: the mean over rows of the loss of each entry, summed
#' over neurons (see [observation_models] for the losses). `initialize_params()` is where NeMoS begins: coefficients of
#' 0 and the intercept that gives each neuron's mean.
#'
#' @param object A [GLM()], [PopulationGLM()], [ClassifierGLM()] or [ClassifierPopulationGLM()], or a fit of one.
#' @param X,y,weights,exposure As in [fit()]. Models of classes have no exposure.
#' @param params A list of `coef`, one value per predictor or a matrix with one column per neuron, and `intercept`, one
#'   value per neuron; for classes shaped as `coef_` and `intercept_` of a [fit][fit.ClassifierGLM]. `NULL` (default):
#'   those of the fit.
#' @param ... Must be empty.
#' @return `compute_loss()`: a number. `initialize_params()`: a list of `coef` and `intercept`.
#' @section Errors:
#' `anemone_error_not_fitted` where a specification is given without `params`, `anemone_error_bad_argument` for
#' parameters of another shape; otherwise those of [fit()].
#' @examples
#' X <- cbind(x = c(1, 2, 3, 4, 2))
#' y <- c(0, 1, 1, 4, 2)
#' start <- initialize_params(GLM(), X, y)
#' compute_loss(GLM(), X, y, start)
#' compute_loss(fit(GLM(), X, y), X, y)
#' @export
compute_loss <- function(object, X, y = NULL, params = NULL, ..., weights = NULL, exposure = NULL) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  check_class(object, c("GLM", "PopulationGLM", "ClassifierGLM"))
  if (inherits(object, "ClassifierGLM")) {
    if (is.null(exposure)) return(class_loss(object, X, y, params, weights, call))
    abort(c("{.arg exposure} must be left out for classes.", i = "Their probabilities add up to 1."), "bad_argument",
          argument = "exposure", call = call)
  }
  spec <- spec_of(object)
  design <- weigh_design(as_design(spec, X, y, call), spec, weights, exposure, call)
  if (is.null(params)) check_fitted(object)
  eta <- if (is.null(params)) fit_predictor(object, check_columns(design, object, "X", call)) else {
    check_start(params, c(nrow(design$columns), length(design$units)), length(design$units), call, "params",
                "{.fn initialize_params} gives one.")
    design_predictor(design, as.matrix(params$coef), params$intercept)
  }
  losses <- array(cpp_glm_losses(design$response, eta, family_recipe(spec)), dim(eta))
  sum(weighted_means(losses, design))
}

#' The mean of each unit's entries, those that are missing left out.
#' @noRd
weighted_means <- function(entries, design) {
  weights <- matrix(1, nrow(entries), ncol(entries))
  if (!is.null(design$weights)) weights[] <- design$weights
  weights[is.na(entries)] <- 0
  entries[weights == 0] <- 0
  colSums(entries * weights) / colSums(weights)
}

#' @rdname compute_loss
#' @export
initialize_params <- function(object, X, y = NULL) {
  call <- rlang::current_env()
  check_class(object, c("GLM", "PopulationGLM", "ClassifierGLM"))
  if (inherits(object, "ClassifierGLM")) return(first_class_params(object, X, y, call))
  spec <- spec_of(object)
  design <- as_design(spec, X, y, call)
  n_units <- length(design$units)
  coef <- matrix(0, nrow(design$columns), n_units, dimnames = list(design$columns$name, design$units))
  list(coef = if (inherits(spec, "PopulationGLM")) coef else coef[, 1],
       intercept = stats::setNames(first_intercepts(spec, design), design$units))
}

#' The mean of each response's loss, -log P(class seen), added up over responses.
#' @noRd
class_loss <- function(object, X, y, params, weights, call) {
  spec <- spec_of(object)
  labels <- labels_for(X, y, call, if (is_fitted(object)) object$classes_)
  design <- classifier_design(spec, X, y, labels, weights, call)
  if (is.null(params)) check_fitted(object, call)
  shape <- c(nrow(design$columns), length(design$units), spec$n_classes)
  if (!is.null(params)) check_start(params, shape, shape[-1], call, "params", "{.fn initialize_params} gives one.")
  model <- if (is.null(params)) object else {
    list(coef_ = params$coef, intercept_ = params$intercept, classes_ = labels$classes, columns = design$columns,
         units = design$units)
  }
  losses <- -own_log_probabilities(class_log_probabilities(model, design), labels$codes)
  sum(weighted_means(losses, design))
}

#' No coefficient, and intercepts that give each class its share and add up to 0.
#' @noRd
first_class_params <- function(object, X, y, call) {
  spec <- spec_of(object)
  labels <- labels_for(X, y, call)
  design <- classifier_design(spec, X, y, labels, NULL, call)
  codes <- labels$codes[valid_rows(design), , drop = FALSE]
  seen <- apply(codes, 2, function(code) log(tabulate(code + 1L, spec$n_classes)))
  intercept <- t(seen) - colMeans(seen)
  names <- list(design$columns$name, design$units, as.character(labels$classes))
  dimnames(intercept) <- names[-1]
  coef <- array(0, lengths(names), names)
  many <- inherits(spec, "ClassifierPopulationGLM")
  list(coef = if (many) coef else array(coef, lengths(names)[-2], names[-2]),
       intercept = if (many) intercept else intercept[1, ])
}
