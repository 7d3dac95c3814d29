#' Score a model on data
#'
#' How well a model predicts counts, those of the fit or others.
#'
#' With \eqn{A} the aggregation, \eqn{\ell} the log-likelihood with every constant and \eqn{D} the deviance:
#' * `"log-likelihood"`: \eqn{A(\ell(y, \mu))}
#' * `"pseudo-r2-McFadden"`: \eqn{1 - A(\ell(y, \mu)) / A(\ell(y, \bar y))}
#' * `"pseudo-r2-Cohen"`: \eqn{1 - A(D(y, \mu)) / A(D(y, \bar y))}
#'
#' \eqn{\bar y} is each neuron's mean count in the data that are scored. Rows with missing values are left out.
#'
#' @param object A fitted model.
#' @param X,y Predictors and counts as in [fit()], or a design with counts as `X` alone.
#' @param score_type Which score.
#' @param aggregate_sample_scores A function from the scores of all bins, a matrix with one column per neuron, to
#'   what is wanted: by default the mean over bins and neurons; `colMeans` gives one score per neuron.
#' @param ... For methods.
#' @return What `aggregate_sample_scores` returns: by default a number.
#' @section Errors:
#' Those of [fit()] for `X` and `y`; `anemone_error_not_fitted` for a specification.
#' @examples
#' X <- cbind(x = c(1, 2, 3, 4, 2))
#' y <- c(0, 1, 1, 4, 2)
#' model <- fit(GLM(), X, y)
#' score(model, X, y)
#' score(model, X, y, score_type = "pseudo-r2-Cohen")
#' @export
score <- function(object, ...) UseMethod("score")

#' @rdname score
#' @export
score.GLM <- function(object, X, y = NULL,
                      score_type = c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen"),
                      aggregate_sample_scores = mean, ...) {
  call <- rlang::current_env()
  rlang::check_dots_empty()
  score_type <- check_choice(score_type,
                             c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen"))
  check_fitted(object)
  design <- check_columns(as_design(object$spec, X, y, call), object, "X", call)
  check_n_units(design, object, call)
  rows <- valid_rows(design)
  mu <- predictor_mean(object, fit_predictor(object, design))[rows, , drop = FALSE]
  y <- plain_values(design$response)[rows, , drop = FALSE]
  aggregate_scores(object, y, mu, score_type, aggregate_sample_scores)
}

check_n_units <- function(design, fit, call) {
  if (NCOL(design$response) == length(fit$units)) return(invisible())
  abort(c("{.arg y} must have the {length(fit$units)} neuron{?s} of the fit.",
          x = "It has {NCOL(design$response)}."), "bad_argument", argument = "y", call = call)
}

aggregate_scores <- function(fit, y, mu, score_type, aggregate) {
  what <- if (score_type == "pseudo-r2-Cohen") "deviance" else "log-likelihood"
  scores <- aggregate(named_entries(fit, y, mu, what))
  if (score_type == "log-likelihood") return(scores)
  constant <- matrix(colMeans(y), nrow(y), ncol(y), byrow = TRUE)
  1 - scores / aggregate(named_entries(fit, y, constant, what))
}

named_entries <- function(fit, y, mu, what) {
  entries <- measure_entries(fit, y, mu, what)
  dimnames(entries) <- list(NULL, fit$units)
  entries
}
