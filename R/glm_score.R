#' Score a model on data
#'
#' How well a model predicts counts, those of the fit or others.
#'
#' With \eqn{A} the aggregation, \eqn{\ell} the log-likelihood with every constant and \eqn{D} the deviance:
#' * `"log-likelihood"`: \eqn{A(\ell(y, \mu))}
#' * `"pseudo-r2-McFadden"`: \eqn{1 - A(\ell(y, \mu)) / A(\ell(y, \bar y))}
#' * `"pseudo-r2-Cohen"`: \eqn{1 - A(D(y, \mu)) / A(D(y, \bar y))}
#' * `"bits-per-spike"`: \eqn{(A(\ell(y, \mu)) - A(\ell(y, m))) / (A(y) \log 2)}
#'
#' Log-likelihoods are taken at the fit's `scale_`, deviances at a scale of 1, as in NeMoS. \eqn{\bar y} is each
#' neuron's mean count in the data that are scored, \eqn{m} that in the data of the fit. Rows with missing values are
#' left out. A spike where the model's rate is 0 makes the log-likelihood `-Inf`; a message says which.
#'
#' @param object A fitted model.
#' @param X,y Predictors and response as in [fit()], or a design with counts as `X` alone.
#' @param score_type Which score.
#' @param aggregate_sample_scores A function from the scores of all bins, a matrix with one column per neuron, to
#'   what is wanted: by default the mean over bins and neurons, missing entries left out; `colMeans` gives one score
#'   per neuron.
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

#' @export
score.default <- function(object, ...) {
  check_given(object)
  abort(c("{.arg object} must be a fitted model.", x = "Got {describe(object)}.",
          i = "{.code fit(GLM(), X, y)} makes one."), "bad_argument", argument = "object", value = object)
}

#' @rdname score
#' @export
score.GLM <- function(object, X, y = NULL,
                      score_type = c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen",
                                     "bits-per-spike"),
                      aggregate_sample_scores = mean_known, ...) {
  call <- rlang::current_env()
  rlang::check_dots_empty()
  score_type <- check_choice(score_type, score_types)
  check_fitted(object)
  design <- check_columns(as_design(object$spec, X, y, call), object, "X", call)
  check_n_units(design, object, call)
  score_design(object, design, score_type, aggregate_sample_scores)
}

mean_known <- function(scores) mean(scores, na.rm = TRUE)

#' The weighted mean of each unit's response in the data of the fit.
#' @noRd
mean_responses <- function(fit) collect_outputs(fit, "n_events") / collect_outputs(fit, "total_weight")

score_types <- c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen", "bits-per-spike")

score_design <- function(fit, design, score_type, aggregate) {
  rows <- valid_rows(design)
  mu <- predictor_mean(fit, fit_predictor(fit, design))[rows, , drop = FALSE]
  y <- plain_values(design$response)[rows, , drop = FALSE]
  report_impossible(fit, y, mu, if (!has_times(design)) which(rows) else time(design)[rows],
                    if (!has_times(design)) "row" else "s")
  aggregate_scores(fit, y, mu, score_type, aggregate)
}

#' Says which spikes a model holds to be impossible, the first of each unit.
#' @noRd
report_impossible <- function(fit, y, mu, where, scale) {
  at <- which(y > 0 & mu == 0, arr.ind = TRUE)
  if (nrow(at) == 0) return(invisible())
  first <- at[!duplicated(at[, 2]), , drop = FALSE]
  place <- if (scale == "s") paste(format_time(where[first[, 1]]), "s") else paste("row", where[first[, 1]])
  lines <- paste0("unit ", fit$units[first[, 2]], ": at ", place)
  inform(c("{nrow(at)} spike{?s} where the model's rate is 0: the log-likelihood is -Inf.",
           stats::setNames(utils::head(lines, 5), rep("x", min(5, length(lines))))), "impossible_spike")
}

check_n_units <- function(design, fit, call) {
  if (NCOL(design$response) == length(fit$units)) return(invisible())
  abort(c("{.arg y} must have the {length(fit$units)} unit{?s} of the fit.",
          x = "It has {NCOL(design$response)}."), "bad_argument", argument = "y", call = call)
}

aggregate_scores <- function(fit, y, mu, score_type, aggregate) {
  what <- if (score_type == "pseudo-r2-Cohen") "deviance" else "log-likelihood"
  scores <- aggregate(named_entries(fit, y, mu, what))
  if (score_type == "log-likelihood") return(scores)
  scored_mean <- score_type != "bits-per-spike"
  means <- if (scored_mean) colMeans(y, na.rm = TRUE) else mean_responses(fit)
  constant <- aggregate(named_entries(fit, y, matrix(means, nrow(y), ncol(y), byrow = TRUE), what))
  if (scored_mean) return(1 - scores / constant)
  (scores - constant) / (aggregate(y) * log(2))
}

named_entries <- function(fit, y, mu, what) {
  entries <- measure_entries(fit, y, mu, what)
  dimnames(entries) <- list(NULL, fit$units)
  entries
}
