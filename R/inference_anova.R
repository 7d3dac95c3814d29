#' Compare nested models by their likelihoods
#'
#' Likelihood-ratio tests of each model against the one before it: twice the difference of the
#' log-likelihoods against a chi-squared law with as many degrees of freedom as the models differ by.
#'
#' Of models of classes the likelihood is that of the labels: `df` counts the contrasts between classes.
#'
#' @param object,... Two or more unpenalised fits on the same rows and counts or labels, each nested in the next (or the
#'   other way round): of [fit()] or `spike_glm()`, of numbers or of classes.
#' @return A data frame of class `model_tests`, one row per unit and model: `unit`, `model`, `df`, `logLik`,
#'   `deviance`, and, against the model before it, `df_difference`, `chisq`, `p.value`.
#' @section Assumptions not checked: that the models are nested.
#' @section Errors:
#' `anemone_error_different_rows` where rows, counts or labels differ, `anemone_error_penalised` for a penalised fit,
#' `anemone_error_no_law` for a fit without a likelihood, `anemone_error_bad_argument` for fewer than two fits and for
#' fits of numbers beside fits of classes.
#' @examples
#' X <- cbind(a = c(1, 2, 3, 4, 2, 1), b = c(0, 1, 0, 1, 1, 0))
#' y <- c(0, 1, 1, 4, 2, 1)
#' small <- fit(GLM(), X[, "a"], y)
#' large <- fit(GLM(), X, y)
#' anova(small, large)
#' @importFrom stats anova
#' @export
anova.anemone_fit <- function(object, ...) {
  call <- rlang::current_env()
  test_nested(named_fits(list(object, ...), as.list(match.call())[-1], call), call)
}

#' @rdname anova.anemone_fit
#' @export
anova.fitted_ClassifierGLM <- function(object, ...) {
  call <- rlang::current_env()
  test_nested(named_fits(list(object, ...), as.list(match.call())[-1], call), call)
}

test_nested <- function(fits, call) {
  if (length(fits) < 2) {
    abort(c("{.fn anova} compares two or more fits.", x = "Got one.",
            i = "{.fn summary} has a joint test for each term."), "bad_argument", argument = "...", call = call)
  }
  check_same_data(fits, call)
  penalised <- names(fits)[vapply(fits, is_penalised, NA)]
  if (length(penalised) > 0) {
    abort(c("A likelihood-ratio test needs unpenalised fits.", x = "Penalised: {.val {penalised}}.",
            i = "{.fn compare_models} also takes penalised fits."), "penalised", call = call)
  }
  lawless <- names(fits)[vapply(fits, function(fit) anyNA(log_likelihoods(fit)), NA)]
  if (length(lawless) > 0) {
    abort(c("A likelihood-ratio test needs a likelihood.", x = "There is none of {.val {lawless}}.",
            i = "Quasi-Poisson models have none ({.fn NegativeBinomialObservations} has as much scatter), nor do fits
                 that were made batch by batch."), "no_law", call = call)
  }
  tables <- lapply(seq_along(fits[[1]]$units), likelihood_ratios, fits = fits)
  structure(do.call(rbind, tables), class = c("model_tests", "data.frame"))
}

likelihood_ratios <- function(unit, fits) {
  df <- vapply(fits, function(fit) model_df(fit)[[unit]], 0)
  log_likelihood <- vapply(fits, function(fit) log_likelihoods(fit)[[unit]], 0)
  df_difference <- c(NA, diff(df))
  chisq <- c(NA, 2 * diff(log_likelihood)) * sign(df_difference)
  data.frame(unit = fits[[1]]$units[unit], model = names(fits), df = df, logLik = log_likelihood,
             deviance = vapply(fits, function(fit) stats::deviance(fit, unit = unit)[[1]], 0),
             df_difference = df_difference, chisq = chisq,
             p.value = stats::pchisq(chisq, abs(df_difference), lower.tail = FALSE), row.names = NULL)
}

#' Fits named as they were given: by argument, else by the expression.
#' @noRd
named_fits <- function(fits, expressions, call) {
  lapply(fits, check_class, c("anemone_fit", "fitted_ClassifierGLM"), arg = "...", call = call)
  check_same_kind(fits, call)
  labels <- names(fits) %||% rep("", length(fits))
  written <- vapply(expressions, function(expression) deparse1(expression), "")
  labels[labels == ""] <- written[seq_along(labels)][labels == ""]
  # What a pipe or do.call() hands over is no name.
  long <- nchar(labels) > 30
  labels[long] <- paste("model", which(long))
  stats::setNames(fits, make.unique(labels))
}

#' An error unless all fits are of numbers or all of classes.
#' @noRd
check_same_kind <- function(fits, call) {
  of_classes <- vapply(fits, inherits, NA, "fitted_ClassifierGLM")
  if (all(of_classes == of_classes[1])) return(invisible())
  abort(c("The fits must all be of numbers or all of classes.",
          x = "{sum(of_classes)} of {length(fits)} {cli::qty(sum(of_classes))}{?is/are} of classes."), "bad_argument",
        argument = "...", call = call)
}

#' @export
print.model_tests <- function(x, digits = max(3, getOption("digits") - 3), ...) {
  cat("Likelihood-ratio tests, each model against the one before it\n")
  print_models(x, digits)
}

#' A table of models by units, the unit shown where there are several.
#' @noRd
print_models <- function(x, digits) {
  shown <- as.data.frame(x)
  if (length(unique(shown$unit)) == 1) shown$unit <- NULL
  if ("p.value" %in% names(shown)) {
    shown$p.value <- ifelse(is.na(shown$p.value), NA, format.pval(shown$p.value, digits = 3))
  }
  whole <- vapply(shown, is.numeric, NA)
  shown[whole] <- lapply(shown[whole], function(column) format(column, digits = digits + 2))
  shown[] <- lapply(shown, function(column) ifelse(is.na(column) | trimws(column) == "NA", "", column))
  print(as.data.frame(shown), row.names = FALSE)
  invisible(x)
}
