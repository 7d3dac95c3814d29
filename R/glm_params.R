#' Parameters of a model
#'
#' `get_params()` lists the arguments of a specification, `set_params()` gives the specification with some of
#' them changed and checked anew; `update()` does the same to a fit and fits it again to its data.
#'
#' A new `regularizer` brings its default strength unless a strength is given with it; if the solver cannot do it, the
#' model goes back to the default solver with a warning, unless a solver is given with it.
#'
#' @param object A [GLM()] or [PopulationGLM()], or for `update()` a fit of one.
#' @param ... New values, by name.
#' @return `get_params()`: a named list. `set_params()`: a specification. `update()`: a fit.
#' @section Errors:
#' `anemone_error_unknown_parameter` for a name that is no argument; otherwise those of [GLM()].
#' @examples
#' set_params(GLM(), regularizer = "Ridge", regularizer_strength = 0.1)
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' update(model, regularizer = "Ridge")$coef_
#' @name model_params
NULL

#' @rdname model_params
#' @export
get_params.GLM <- function(object) unclass(spec_of(object))

spec_of <- function(object) if (is_fitted(object)) object$spec else object

#' @rdname model_params
#' @export
set_params.GLM <- function(object, ...) {
  spec <- spec_of(object)
  new <- list(...)
  check_known_parameters(names(new), names(spec), rlang::current_env())
  if ("regularizer" %in% names(new)) spec["regularizer_strength"] <- list(NULL)
  fields <- unclass(spec)
  fields[names(new)] <- new
  if (!"solver_name" %in% names(new)) fields <- drop_unable_solver(fields)
  do.call(class(spec)[1], fields)
}

#' @rdname model_params
#' @importFrom stats update
#' @export
update.GLM <- function(object, ...) {
  check_fitted(object)
  fit(set_params(object, ...), kept_design(object))
}
