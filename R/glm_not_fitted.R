# What is asked of a specification that only a fit can tell: the error says so, a fit goes on to its own method.

#' @export
vcov.GLM <- function(object, ...) {
  check_fitted(object)
  NextMethod()
}

#' @export
confint.GLM <- function(object, parm = NULL, level = 0.95, ...) {
  check_fitted(object)
  NextMethod()
}

#' @export
logLik.GLM <- function(object, ...) {
  check_fitted(object)
  NextMethod()
}

#' @export
nobs.GLM <- function(object, ...) {
  check_fitted(object)
  NextMethod()
}

#' @export
coef.GLM <- function(object, ...) {
  check_fitted(object)
  NextMethod()
}

#' @export
vcov.ClassifierGLM <- function(object, ...) check_fitted(object)

#' @export
confint.ClassifierGLM <- function(object, parm = NULL, level = 0.95, ...) check_fitted(object)

#' @export
logLik.ClassifierGLM <- function(object, ...) check_fitted(object)

#' @export
nobs.ClassifierGLM <- function(object, ...) check_fitted(object)

#' @export
coef.ClassifierGLM <- function(object, ...) check_fitted(object)
