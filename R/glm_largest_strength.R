#' The strength at which all coefficients are 0
#'
#' Under `"Lasso"`, `"ElasticNet"` or `"GroupLasso"` the strength from which on no predictor is used: where a path of
#' strengths begins, and the largest that a search for the best one need try.
#'
#' With \eqn{g_j} the derivative of the mean loss by coefficient \eqn{j}, at the best model of the intercept (with the
#' offset, and with predictors that have no penalty), it is
#' * for Lasso \eqn{\max_j |g_j|}
#' * for ElasticNet with ratio \eqn{r} \eqn{\max_j |g_j| / r}
#' * for GroupLasso \eqn{\max_G \lVert g_G \rVert / \sqrt{|G|}} over groups \eqn{G}
#'
#' At this strength 0 meets the conditions of an optimum; just below it one coefficient, or group, leaves 0. It is the
#' first value of glmnet's path for `standardize = FALSE`, where its `lambda` is the strength (for a Gaussian law half of
#' it) and `alpha` the ratio.
#'
#' @param object A [GLM()], [PopulationGLM()], [ClassifierGLM()] or [ClassifierPopulationGLM()] with one of these
#'   penalties, or a fit of one. Where its strengths differ between columns or groups, the result is the multiple of
#'   them; a strength that is one number does not matter.
#' @param X,y,weights,exposure As in [fit()].
#' @param ... For methods.
#' @return A number, for models of many neurons or responses one for each, with their names: `NA` for a neuron without a
#'   spike.
#' @section Errors:
#' `anemone_error_bad_argument` for a penalty that leaves coefficients above 0 at any strength, and for a negative
#' binomial law whose scale is to be estimated; otherwise those of [fit()].
#' @examples
#' set.seed(1)
#' X <- matrix(rnorm(600), 200)
#' y <- rpois(200, exp(0.5 * X[, 1]))
#' model <- GLM(regularizer = "Lasso")
#' largest <- largest_strength(model, X, y)
#' strengths <- largest * c(1, 0.3, 0.1, 0.03)
#' sapply(strengths, function(s) fit(set_params(model, regularizer_strength = s), X, y)$coef_)
#' @export
largest_strength <- function(object, ...) UseMethod("largest_strength")

#' @export
largest_strength.default <- function(object, ...) {
  check_given(object)
  abort(c("{.arg object} must be a model with a penalty.", x = "Got {describe(object)}.",
          i = "For example {.code GLM(regularizer = \"Lasso\")}."), "bad_argument", argument = "object", value = object)
}

#' @rdname largest_strength
#' @export
largest_strength.GLM <- function(object, X, y = NULL, ..., weights = NULL, exposure = NULL) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  spec <- at_unit_strength(spec_of(object), call)
  recipe <- family_recipe(spec)
  if (is.na(recipe$scale) && recipe$law == "NegativeBinomial") {
    abort(c("The scale of {.arg object} must be given.", x = "It is to be estimated, beside the coefficients.",
            i = "{.code NegativeBinomialObservations(scale)} with that of an unpenalised fit will do."),
          "bad_argument", argument = "object", call = call)
  }
  design <- weigh_design(as_design(spec, X, y, call), spec, weights, exposure, call)
  penalties <- penalty_settings(spec, design$columns, length(design$units), call)
  largest <- cpp_largest_strengths(
    design$blocks, design$n_rows, design$runs, design$response, design$offset, design$weights,
    design$n_missing %||% numeric(), design$output_columns, recipe, penalties, start_of_path(spec), n_threads()
  )
  named_strengths(largest, design, inherits(spec, "PopulationGLM"))
}

#' @rdname largest_strength
#' @export
largest_strength.ClassifierGLM <- function(object, X, y = NULL, ..., weights = NULL) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  spec <- at_unit_strength(spec_of(object), call)
  labels <- labels_for(X, y, call)
  design <- classifier_design(spec, X, y, labels, weights, call)
  largest <- cpp_largest_class_strengths(
    design$blocks, design$n_rows, design$runs, labels$codes, design$weights, design$n_missing %||% numeric(),
    class_columns(spec, design, call), class_penalties(spec, design$columns, call), spec$n_classes,
    start_of_path(spec), n_threads()
  )
  named_strengths(largest, design, inherits(spec, "ClassifierPopulationGLM"))
}

#' The specification with a strength of 1, where it is one number.
#' @noRd
at_unit_strength <- function(spec, call) {
  kind <- regularizer_kind(spec$regularizer)
  if (!is_rough(kind)) {
    abort(c("{.arg object} must have a penalty that makes coefficients 0.", x = "It has {.val {kind}}.",
            i = "{.val Lasso}, {.val ElasticNet} and {.val GroupLasso} do."),
          "bad_argument", argument = "object", value = kind, call = call)
  }
  strength <- spec$regularizer_strength
  if (is_strength_and_ratio(strength)) {
    if (is.numeric(strength$strength) && length(strength$strength) == 1) spec$regularizer_strength$strength <- 1
  } else if (is.numeric(strength) && length(strength) == 1) {
    spec$regularizer_strength <- 1
  }
  spec
}

#' The model without what is penalised is small and smooth: the default solver finds it, to the last digits.
#' @noRd
start_of_path <- function(spec) {
  spec["solver_name"] <- list(NULL)
  spec$solver_kwargs <- list(tol = 1e-12)
  solver_recipe(spec)
}

named_strengths <- function(largest, design, many) {
  largest[is.nan(largest)] <- NA
  if (many) stats::setNames(largest, design$units) else largest
}
