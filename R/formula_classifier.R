# spike_glm() of classes: a fitted classifier that knows its formula and data, so that it predicts on other epochs.

#' The law a formula is for: one of numbers, or of classes.
#' @noRd
formula_family <- function(family, call) {
  of_classes <- identical(family, "Categorical") || inherits(family, "observation_model") && family$law == "Categorical"
  if (of_classes) CategoricalObservations() else as_observation_model(family, "family", call)
}

#' Fits what design_from_formula() bound; `...` are further fields of the fit.
#' @noRd
fit_spike_classes <- function(bound, penalty, standardise, solver, trouble, keep_data, call, ..., error_call) {
  design <- bound$design
  if (!is.null(design$offset)) {
    abort(c("A formula of classes must have no {.fn offset}.",
            i = "What is added to the predictors of all classes changes no probability."), "formula", call = error_call)
  }
  labels <- design_labels(design)
  check_classes(labels, max(2, length(labels$classes)), valid_rows(design), error_call, "formula")
  make <- if (length(labels$units) > 1) ClassifierPopulationGLM else ClassifierGLM
  spec <- make(length(labels$classes), regularizer = "UnRegularized", solver_name = solver$solver_name,
               solver_kwargs = solver$solver_kwargs)
  spec <- with_formula_penalties(spec, penalty, bound$spec$terms, design$columns, standardise, error_call)
  design <- leave_out_references(design, settled_columns(spec$penalties, nrow(design$columns)))
  outputs <- fit_classes(spec, design, labels, list(), error_call)
  fit <- new_classifier_fit(spec, design, labels, outputs, keep_data, NULL, call, formula = bound$spec$formula,
                            design_spec = bound$spec, epochs = design$epochs, bin_size = design$bin_size,
                            lost = design$lost, terms = bound$spec$terms, ...)
  class(fit) <- c("spike_classifier", class(fit))
  report_class_trouble(fit, trouble, error_call)
  fit
}

#' Classes decoded by formula
#'
#' What [spike_glm()] gives under the law of classes, `family = "Categorical"`: a model of which of several classes,
#' such as a state, a choice or a stimulus, is seen in a bin. It has the methods of a fitted [ClassifierGLM()]:
#' [tidy()][tidy.fitted_ClassifierGLM], [summary()][summary.fitted_ClassifierGLM] with a joint test of each term,
#' [anova()], [compare_models()], `glance()`, `coef()`, `vcov()`, `logLik()`, `residuals()`, `simulate()`, `update()`,
#' and [filters()] and [autoplot()][autoplot.spike_classifier] with a curve for each class; those here predict and score
#' on other epochs or data.
#'
#' The left side of the formula is one of
#' * labels with one value per row of a data frame: a factor, names, numbers, or `TRUE` and `FALSE`
#' * a series of labels, such as `Tsd(time, state)`: its samples are the bins, unless `bin_size` asks for others, which
#'   then have the last label at or before their centre
#' * a column of the metadata of `epochs`: all bins of an epoch have its label. For one row per epoch give a data frame.
#' * a frame of such labels: a response for each column
#'
#' Without a `penalty` the fit is the maximum of the likelihood, as for all formulas ([ClassifierGLM()] itself has Ridge
#' by default, as NeMoS).
#'
#' @param object A fit of [spike_glm()] with `family = "Categorical"`.
#' @param epochs Where to predict or score; by default the epochs of the fit.
#' @param newdata Other data with the same variables; to predict, the labels need not be among them.
#' @param type,return_type As in [predict_proba()].
#' @param score_type,aggregate_sample_scores As in [score()].
#' @param ... Must be empty.
#' @return
#' * `predict()`: of classes, labels as they were given; a `Tsd` (of names where they were a factor) if the bins have
#'   times, else a vector. Otherwise as `predict_proba()`.
#' * `predict_proba()`: one column for each class, a `TsdFrame` if the bins have times, else a matrix. For several
#'   responses rows by responses by classes.
#' * `score()`: a number
#'
#' Bins that cannot be predicted are `NA`.
#' @section Errors:
#' `anemone_error_bad_classes` for labels that the fit does not know, `anemone_error_missing_class` for a class that
#' never occurs in the bins used, otherwise those of [spike_glm()].
#' @examples
#' set.seed(1)
#' # Two cells, and which of three states the animal is in, second by second.
#' state <- rep(c("wake", "NREM", "REM"), times = c(120, 120, 60))
#' rate <- list(wake = c(8, 2), NREM = c(3, 3), REM = c(3, 9))
#' counts <- t(vapply(state, function(now) rpois(2, rate[[now]]), c(0, 0)))
#' colnames(counts) <- c("a", "b")
#' at <- seq(0.5, 299.5)
#' data <- list(state = Tsd(at, state), counts = TsdFrame(at, counts))
#' fit <- spike_glm(state ~ counts, data = data, family = "Categorical")
#' fit
#' tidy(fit, reference = "NREM")
#' predict_proba(fit, return_type = "proba")
#' mean(as.vector(predict(fit)) == state)
#' @name spike_classifier
NULL

#' @rdname spike_classifier
#' @export
predict.spike_classifier <- function(object, epochs = NULL, newdata = NULL,
                                     type = c("class", "proba", "log-proba", "link"), ...) {
  rlang::check_dots_empty()
  type <- check_choice(type, c("class", "proba", "log-proba", "link"))
  design <- design_for(object, epochs, newdata, rlang::current_env())
  classes_in_time(predict.ClassifierGLM(object, design, type), design)
}

#' @rdname spike_classifier
#' @export
predict_proba.spike_classifier <- function(object, epochs = NULL, newdata = NULL,
                                           return_type = c("log-proba", "proba"), ...) {
  rlang::check_dots_empty()
  return_type <- check_choice(return_type, c("log-proba", "proba"))
  design <- design_for(object, epochs, newdata, rlang::current_env())
  classes_in_time(predict_proba.ClassifierGLM(object, design, return_type), design)
}

#' Rows in their times, those of stacked windows in order.
#' @noRd
classes_in_time <- function(values, design) {
  if (!has_times(design)) return(values)
  if (is.factor(values)) values <- as.character(values)
  if (length(dim(values)) == 3) return(new_series(values, time(design), design_support(design), NA_character_))
  as_prediction(as.matrix(values), design, if (is.null(dim(values))) "class" else "terms", NA_character_)
}

#' @rdname spike_classifier
#' @export
score.spike_classifier <- function(object, epochs = NULL, newdata = NULL,
                                   score_type = c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen"),
                                   aggregate_sample_scores = mean_known, ...) {
  rlang::check_dots_empty()
  score_type <- check_choice(score_type, c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen"))
  call <- rlang::current_env()
  design <- design_for(object, epochs, newdata, call)
  if (all(is.na(design$response))) {
    abort(c("The labels must be known to score a prediction.", x = "There is no {.code {deparse1(object$formula[[2]])}}."),
          "unknown_variable", call = call)
  }
  score_classes(object, design, design$response, score_type, aggregate_sample_scores)
}

#' @export
update.spike_classifier <- function(object, formula. = NULL, ..., evaluate = TRUE) {
  update_written(object, formula., as.list(substitute(list(...)))[-1], evaluate, parent.frame())
}

#' @export
formula.spike_classifier <- function(x, ...) x$formula

#' @rdname design_matrix
#' @export
design_matrix.spike_classifier <- function(object, epochs = NULL, data = NULL, ...) {
  rebind(object, data, epochs, rlang::current_env())
}

#' @export
print.spike_classifier <- function(x, ...) print_lines(x)

#' @export
format.spike_classifier <- function(x, ...) {
  c(paste0("<spike_glm> ", deparse1(x$formula)),
    paste0(length(x$classes_), " classes: ", paste(x$classes_, collapse = ", ")),
    rows_line(x, if (length(x$units) > 1) paste0(units_line(x), ", ")), penalty_line(x), class_lines(x),
    strwrap(paste(if (has_filters(x)) "filters() gives the filters," else "tidy() gives the coefficients,",
                  "summary() the tests, predict_proba() the probabilities, predict() the classes"),
            getOption("width") + 1, prefix = "# "))
}

#' How well each response is told, and how often each class is seen.
#' @noRd
class_lines <- function(fit) {
  summary <- glance(fit)
  seen <- vapply(fit$outputs, function(output) paste(big(output$class_weights), collapse = ", "), "")
  sprintf("  %s: %s of each, log-likelihood %.2f, McFadden's pseudo-R2 %s%s", format(fit$units), seen, summary$logLik,
          format(round(summary$pseudo_r2_mcfadden, 3)),
          ifelse(summary$status == "converged", "", paste0(" (", summary$status, ")")))
}
