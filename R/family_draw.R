# What R knows of each law: how to draw from it, and how probable smaller values are.

#' Draws one value for each mean.
#' @noRd
draw_responses <- function(law, mu, scale, call) {
  draw <- switch(law,
    Poisson = function(mu) stats::rpois(length(mu), mu),
    NegativeBinomial = function(mu) stats::rnbinom(length(mu), size = 1 / scale, mu = mu),
    Bernoulli = function(mu) stats::rbinom(length(mu), 1, mu),
    Gamma = function(mu) stats::rgamma(length(mu), shape = 1 / scale, scale = scale * mu),
    Gaussian = function(mu) stats::rnorm(length(mu), mu, sqrt(scale)),
    refuse_quasi_law("drawn from", call)
  )
  values <- if (law %in% c("Gamma", "Gaussian")) rep(NA_real_, length(mu)) else rep(NA_integer_, length(mu))
  known <- !is.na(mu)
  values[known] <- draw(mu[known])
  values
}

refuse_quasi_law <- function(doing, call) {
  abort(c("The model must have a law that can be {doing}.",
          x = "A quasi-Poisson model says how variance follows the mean, no more.",
          i = "A law with as much scatter: {.fn NegativeBinomialObservations}."), "no_law", call = call)
}

#' The probabilities of less than y, and of y itself; for laws without steps the latter is 0.
#' @noRd
response_probability <- function(law, y, mu, scale, call) {
  none <- rep(0, length(y))
  switch(law,
    Poisson = list(below = stats::ppois(y - 1, mu), at = stats::dpois(y, mu)),
    NegativeBinomial = list(below = stats::pnbinom(y - 1, size = 1 / scale, mu = mu),
                            at = stats::dnbinom(y, size = 1 / scale, mu = mu)),
    Bernoulli = list(below = stats::pbinom(y - 1, 1, mu), at = stats::dbinom(y, 1, mu)),
    Gamma = list(below = stats::pgamma(y, shape = 1 / scale, scale = scale * mu), at = none),
    Gaussian = list(below = stats::pnorm(y, mu, sqrt(scale)), at = none),
    refuse_quasi_law("asked for probabilities", call)
  )
}

#' Each entry of one unit as a number between 0 and 1, uniform if the model is right: between the probabilities of less
#' and of at most what was seen (Dunn and Smyth 1996). NA where the entry or its mean is missing.
#' @noRd
uniform_entries <- function(fit, unit, y, mu, seed, call = rlang::caller_env()) {
  known <- !is.na(mu) & !is.na(y)
  law <- as_observation_model(fit$spec$observation_model)$law
  part <- with_random_seed(seed, stats::runif(sum(known)))
  probability <- response_probability(law, y[known], mu[known], fit$scale_[[unit]], call)
  uniform <- rep(NA_real_, length(y))
  uniform[known] <- probability$below + part * probability$at
  uniform
}
