# An observation model is a law of the response given its mean: a list of class `observation_model` with the fields
#   law       the name of the law in the core
#   kind      what it can explain: "count", "positive", "binary", "real" or "class"
#   link      the name of its default inverse link
#   scale     the scale of a law that is given one; "estimate" where it is found by maximum likelihood

#' Laws of what is observed
#'
#' The law of a response given its mean \eqn{\mu}, for the argument `observation_model` of [GLM()] and the argument
#' `family` of [spike_glm()]. Their names without `Observations` will do: `"Gamma"`.
#'
#' | law | response | variance | inverse link by default | scale |
#' |---|---|---|---|---|
#' | Poisson | counts | \eqn{\mu} | `exp` | 1 |
#' | QuasiPoisson | counts | \eqn{\psi \mu} | `exp` | estimated |
#' | NegativeBinomial | counts | \eqn{\mu + \psi \mu^2} | `exp` | given, or estimated by maximum likelihood |
#' | Bernoulli | 0 or 1 | \eqn{\mu (1 - \mu)} | `logistic` | 1 |
#' | Gamma | numbers above 0 | \eqn{\psi \mu^2} | `one_over_x` | estimated |
#' | Gaussian | numbers | \eqn{\psi} | `identity` | estimated |
#' | Categorical | classes | | `log_softmax` | 1 |
#'
#' The scale \eqn{\psi} of a fit is its field `scale_`. Estimated, it is Pearson's sum over the residual degrees of
#' freedom, as in NeMoS and [stats::glm()]; coefficients do not depend on it, standard errors do. The losses that a fit
#' minimises are those of NeMoS: \eqn{\mu - y \log \mu}, \eqn{y / \mu + \log \mu} (Gamma), \eqn{(y - \mu)^2} (Gaussian)
#' and the negative log-likelihood (Bernoulli, negative binomial, categorical).
#'
#' @param scale The scale \eqn{\psi} above 0 of a negative binomial law, 1 as in NeMoS, or `"estimate"`: by maximum
#'   likelihood, each neuron its own, as `MASS::glm.nb()`, whose theta is \eqn{1 / \psi}.
#' @return A list of class `observation_model`.
#' @section Errors:
#' `anemone_error_bad_argument` for a scale that is neither above 0 nor `"estimate"`.
#' @examples
#' NegativeBinomialObservations(scale = 0.5)
#' GLM(observation_model = GammaObservations(), inverse_link_function = "exp")
#' @name observation_models
NULL

new_observation_model <- function(law, kind, link, scale = 1) {
  structure(list(law = law, kind = kind, link = link, scale = scale), class = "observation_model")
}

#' @rdname observation_models
#' @export
PoissonObservations <- function() new_observation_model("Poisson", "count", "exp")

#' @rdname observation_models
#' @export
QuasiPoissonObservations <- function() new_observation_model("QuasiPoisson", "count", "exp")

#' @rdname observation_models
#' @export
NegativeBinomialObservations <- function(scale = 1) {
  if (!identical(scale, "estimate")) check_number(scale, lower = 0, upper = Inf, strict = TRUE)
  new_observation_model("NegativeBinomial", "count", "exp", scale)
}

#' @rdname observation_models
#' @export
BernoulliObservations <- function() new_observation_model("Bernoulli", "binary", "logistic")

#' @rdname observation_models
#' @export
GammaObservations <- function() new_observation_model("Gamma", "positive", "one_over_x")

#' @rdname observation_models
#' @export
GaussianObservations <- function() new_observation_model("Gaussian", "real", "identity")

#' @rdname observation_models
#' @export
CategoricalObservations <- function() new_observation_model("Categorical", "class", "log_softmax")

observation_models <- list(
  Poisson = PoissonObservations, QuasiPoisson = QuasiPoissonObservations, Gamma = GammaObservations,
  Bernoulli = BernoulliObservations, NegativeBinomial = NegativeBinomialObservations,
  Gaussian = GaussianObservations
)

default_observation_models <- lapply(observation_models, function(make) make())

#' The observation model behind a name or a value.
#' @noRd
as_observation_model <- function(x, arg = "observation_model", call = rlang::caller_env()) {
  known <- if (is.character(x) && length(x) == 1) default_observation_models[[x]]
  if (!is.null(known)) return(known)
  if (inherits(x, "observation_model") && x$law != "Categorical") return(x)
  if (inherits(x, "observation_model") || identical(x, "Categorical")) {
    abort(c("{.arg {arg}} must be a law of numbers.", x = "Got the law of classes.",
            i = "Classes are explained by {.fn ClassifierGLM}."), "bad_argument", argument = arg, call = call)
  }
  if (rlang::is_string(x)) check_choice(x, names(observation_models), arg, call)
  abort(c("{.arg {arg}} must be the name of a law or an observation model.", x = "Got {describe(x)}.",
          i = "Laws: {.val {names(observation_models)}}."),
        "bad_argument", argument = arg, value = x, call = call)
}

#' @export
format.observation_model <- function(x, ...) {
  scale <- if (x$law == "NegativeBinomial") paste("scale =", deparse1(x$scale))
  paste0(x$law, "Observations(", scale, ")")
}

#' @export
print.observation_model <- function(x, ...) {
  cat("<", format(x), ">\n", sep = "")
  invisible(x)
}

estimates_scale <- function(model) model$law %in% c("QuasiPoisson", "Gamma", "Gaussian")

#' What the core is told of one unit of a fit, whose scale is its own.
#' @noRd
unit_recipe <- function(fit, unit) {
  recipe <- family_recipe(fit$spec)
  if (recipe$law == "NegativeBinomial") recipe$scale <- fit$scale_[[unit]]
  recipe
}

#' What the core is told of the law and inverse link of a specification.
#' @noRd
family_recipe <- function(spec) {
  model <- as_observation_model(spec$observation_model)
  list(law = model$law, inverse_link = link_recipe(spec$inverse_link_function),
       scale = if (is.numeric(model$scale)) model$scale else NA_real_)
}
