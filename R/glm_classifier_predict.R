#' Probabilities and predictions of classes
#'
#' @param object A fitted [ClassifierGLM()] or [ClassifierPopulationGLM()].
#' @param newdata Predictors as in [predict()][predict.GLM]; by default those of the fit.
#' @param return_type `"log-proba"`, as NeMoS, or `"proba"`.
#' @param type `"class"`, the most probable one (the first of several), `"proba"`, `"log-proba"`, or `"link"`, the
#'   linear predictors.
#' @param ... Must be empty.
#' @return `predict_proba()`: a matrix of rows by classes, for many responses an array of rows by responses by classes.
#'   `predict()` of classes: labels as they were given, a vector or, for many responses, a matrix. Rows in which a
#'   predictor is missing are `NA`.
#' @section Errors:
#' As [predict.GLM()].
#' @examples
#' model <- fit(ClassifierGLM(), c(1, 2, 4, 3, 5, 2), c("left", "left", "right", "right", "right", "right"))
#' predict(model, c(1, 5))
#' predict_proba(model, c(1, 5), return_type = "proba")
#' @export
predict_proba <- function(object, ...) UseMethod("predict_proba")

#' @export
predict_proba.default <- function(object, ...) {
  check_given(object)
  abort(c("{.arg object} must be a fitted model of classes.", x = "Got {describe(object)}.",
          i = "{.code fit(ClassifierGLM(), X, y)} makes one."), "bad_argument", argument = "object", value = object)
}

#' @rdname predict_proba
#' @export
predict_proba.ClassifierGLM <- function(object, newdata = NULL, return_type = c("log-proba", "proba"), ...) {
  rlang::check_dots_empty()
  return_type <- check_choice(return_type, c("log-proba", "proba"))
  check_fitted(object)
  values <- class_log_probabilities(object, prediction_design(object, newdata))
  shape_classes(if (return_type == "proba") exp(values) else values, object)
}

#' @rdname predict_proba
#' @export
predict.ClassifierGLM <- function(object, newdata = NULL, type = c("class", "proba", "log-proba", "link"), ...) {
  rlang::check_dots_empty()
  type <- check_choice(type, c("class", "proba", "log-proba", "link"))
  check_fitted(object)
  design <- prediction_design(object, newdata)
  if (type == "link") return(shape_classes(class_predictors(object, design), object))
  values <- class_log_probabilities(object, design)
  if (type != "class") return(shape_classes(if (type == "proba") exp(values) else values, object))
  decode_classes(most_probable(values), object)
}

#' The linear predictors, rows by units by classes.
#' @noRd
class_predictors <- function(fit, design) {
  n_classes <- length(fit$classes_)
  n_columns <- nrow(fit$columns)
  coefficients <- array(fit$coef_, c(n_columns, length(fit$units), n_classes))
  coefficients[is.na(coefficients)] <- 0
  dim(coefficients) <- c(n_columns, length(fit$units) * n_classes)
  eta <- design_predictor(design, coefficients, as.vector(fit$intercept_))
  array(eta, c(design$n_rows, length(fit$units), n_classes))
}

class_log_probabilities <- function(fit, design) {
  eta <- class_predictors(fit, design)
  eta <- eta - do.call(pmax, lapply(seq_along(fit$classes_), function(class) as.vector(eta[, , class])))
  eta - as.vector(log(rowSums(exp(eta), dims = 2)))
}

shape_classes <- function(values, fit) {
  classes <- as.character(fit$classes_)
  if (inherits(fit, "ClassifierPopulationGLM")) {
    dimnames(values) <- list(NULL, fit$units, classes)
    return(values)
  }
  matrix(values, nrow(values), dimnames = list(NULL, classes))
}

#' The number of the most probable class, the first of several, rows by units; NA where one is missing.
#' @noRd
most_probable <- function(values) {
  matrix(max.col(matrix(values, ncol = dim(values)[3]), ties.method = "first"), nrow(values))
}

#' Labels as they were given: a factor for a factor, else values.
#' @noRd
decode_classes <- function(codes, fit) {
  if (inherits(fit, "ClassifierPopulationGLM")) {
    return(matrix(fit$classes_[codes], nrow(codes), dimnames = list(NULL, fit$units)))
  }
  if (fit$factor_labels) return(factor(fit$classes_[codes], fit$classes_))
  fit$classes_[as.vector(codes)]
}

#' @rdname score
#' @export
score.ClassifierGLM <- function(object, X, y = NULL,
                                score_type = c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen"),
                                aggregate_sample_scores = mean_known, ...) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  score_type <- check_choice(score_type, c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen"))
  check_fitted(object)
  design <- prediction_design(object, X, "X", call)
  labels <- labels_for(design, y, call, object$classes_)
  check_same_rows(design, labels$codes, "X", "y", call)
  score_classes(object, design, labels$codes, score_type, aggregate_sample_scores)
}

score_classes <- function(object, design, codes, score_type, aggregate_sample_scores) {
  rows <- valid_rows(design) & rowSums(!is.na(codes)) > 0
  codes <- codes[rows, , drop = FALSE]
  model <- class_log_probabilities(object, design)[rows, , , drop = FALSE]
  scores <- aggregate_sample_scores(own_log_probabilities(model, codes))
  if (score_type == "log-likelihood") return(scores)
  # The deviance is twice the loss, so that both ratios are the same.
  1 - scores / aggregate_sample_scores(own_log_probabilities(frequencies_of(codes, dim(model)), codes))
}

#' The log-probability of the class that was seen, rows by units.
#' @noRd
own_log_probabilities <- function(values, codes) {
  at <- cbind(as.vector(row(codes)), as.vector(col(codes)), as.vector(codes) + 1L)
  matrix(values[at], nrow(codes))
}

frequencies_of <- function(codes, shape) {
  frequencies <- vapply(seq_len(ncol(codes)), function(unit) {
    seen <- tabulate(codes[, unit] + 1L, shape[3])
    log(pmax(seen / sum(seen), .Machine$double.eps))
  }, double(shape[3]))
  aperm(array(rep(frequencies, each = shape[1]), shape[c(1, 3, 2)]), c(1, 3, 2))
}

#' Draw classes from a fitted model
#'
#' Each row's class is drawn with the model's probabilities, given the predictors as they were.
#'
#' @inheritParams simulate.anemone_fit
#' @param object A fitted [ClassifierGLM()] or [ClassifierPopulationGLM()].
#' @return For one response a data frame with one column of labels per draw, for several a list of one matrix of labels
#'   per draw.
#' @examples
#' model <- fit(ClassifierGLM(), c(1, 2, 4, 3, 5, 2), c("left", "left", "right", "right", "right", "right"))
#' simulate(model, nsim = 2, seed = 1)
#' @export
simulate.ClassifierGLM <- function(object, nsim = 1, seed = NULL, newdata = NULL, ...) {
  check_count(nsim, lower = 1)
  check_fitted(object)
  probabilities <- exp(class_log_probabilities(object, prediction_design(object, newdata)))
  draws <- with_random_seed(seed, lapply(seq_len(nsim), function(i) draw_classes(probabilities)))
  labels <- lapply(draws, decode_classes, object)
  if (inherits(object, "ClassifierPopulationGLM")) return(labels)
  as.data.frame(stats::setNames(labels, paste0("sim_", seq_len(nsim))))
}

draw_classes <- function(probabilities) {
  shape <- dim(probabilities)
  uniform <- stats::runif(shape[1] * shape[2])
  code <- matrix(1L, shape[1], shape[2])
  below <- 0
  for (class in seq_len(shape[3] - 1)) {
    below <- below + probabilities[, , class]
    code <- code + (uniform > below)
  }
  code
}

#' Residuals of a model of classes
#'
#' @param object A fitted [ClassifierGLM()] or [ClassifierPopulationGLM()] that refers to its data.
#' @param type `"response"`: 1 for the class that was seen and 0 for others, less the probability; `"pearson"`: that
#'   over its standard deviation; `"deviance"`: the root of what the row adds to the deviance, never negative.
#' @param ... Not used.
#' @return As [predict_proba()], for `"deviance"` one value per row and response; `NA` where a label or a predictor is
#'   missing.
#' @examples
#' model <- fit(ClassifierGLM(), c(1, 2, 4, 3, 5, 2), c("left", "left", "right", "right", "right", "right"))
#' residuals(model)
#' @export
residuals.fitted_ClassifierGLM <- function(object, type = c("response", "pearson", "deviance"), ...) {
  type <- check_choice(type, c("response", "pearson", "deviance"))
  design <- kept_design(object)
  codes <- design$response
  values <- class_log_probabilities(object, design)
  if (type == "deviance") {
    root <- sqrt(-2 * own_log_probabilities(values, codes))
    return(if (inherits(object, "ClassifierPopulationGLM")) root else as.vector(root))
  }
  probability <- exp(values)
  seen <- vapply(seq_along(object$classes_) - 1L, function(class) codes == class, codes == 0)
  difference <- array(seen, dim(probability)) - probability
  if (type == "pearson") difference <- difference / sqrt(probability * (1 - probability))
  shape_classes(difference, object)
}

#' @export
fitted.fitted_ClassifierGLM <- function(object, ...) predict_proba(object, return_type = "proba")
