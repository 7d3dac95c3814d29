#' Family of a fit
#'
#' @param object A fitted model.
#' @param ... Not used.
#' @return An object of class `family`. With the exponential as inverse link it is [stats::poisson()]; with
#'   softplus, which stats does not have, it has `family` and `link` only.
#' @examples
#' family(fit(GLM(), rnorm(100), rpois(100, 1)))
#' @importFrom stats family
#' @export
family.anemone_fit <- function(object, ...) {
  if (object$spec$inverse_link_function == "exp") return(stats::poisson())
  structure(list(family = tolower(object$spec$observation_model), link = object$spec$inverse_link_function),
            class = "family")
}
