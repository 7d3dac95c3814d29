#' Family of a fit
#'
#' @param object A fitted model.
#' @param ... Not used.
#' @return An object of class `family`: that of stats where it has one, such as [stats::poisson()] for counts with the
#'   exponential as inverse link; otherwise, for softplus or a negative binomial law, a list with `family`, the law, and
#'   `link`, the inverse link.
#' @examples
#' family(fit(GLM(), rnorm(100), rpois(100, 1)))
#' @importFrom stats family
#' @export
family.anemone_fit <- function(object, ...) {
  law <- as_observation_model(object$spec$observation_model)$law
  inverse_link <- object$spec$inverse_link_function
  known <- if (rlang::is_string(inverse_link)) stats_links[inverse_link_names[[inverse_link]]] else NA
  maker <- stats_families[[law]]
  if (!is.na(known) && !is.null(maker)) return(maker(known[[1]]))
  structure(list(family = law, link = format(inverse_link)), class = "family")
}

# The links that families of stats have, by what undoes them.
stats_links <- c(exp = "log", logistic = "logit", norm_cdf = "probit", identity = "identity", one_over_x = "inverse")

stats_families <- list(Poisson = stats::poisson, QuasiPoisson = stats::quasipoisson, Gamma = stats::Gamma,
                       Bernoulli = stats::binomial, Gaussian = stats::gaussian)
