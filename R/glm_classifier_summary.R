#' Summary of a model of classes
#'
#' @param object A fitted [ClassifierGLM()] or [ClassifierPopulationGLM()], or a [spike_classifier].
#' @param reference A class that the others are compared with, or `NULL` for differences from the mean of all classes:
#'   as in [tidy()][tidy.fitted_ClassifierGLM]. The joint tests are the same for both.
#' @param x The summary.
#' @param n_units How many responses are printed.
#' @param digits Significant digits.
#' @param ... Not used.
#' @return A list of class `summary_fitted_ClassifierGLM`:
#' * `coefficients`: what `tidy()` gives
#' * `terms`: joint Wald tests of no difference between classes, one row per response and predictor, of a formula or of
#'   named blocks one per term or filter: `unit`, `term`, `from`, `df` (contrasts tested), `statistic` (chi-squared),
#'   `p.value`; `NA` where classes are told apart without error
#' * `fits`: what `glance()` gives
#' * `model`, `classes`, `class_weights` (of each response what the rows of each class weigh), `reference`, `n_rows`,
#'   `n_dropped`, `n_missing`, `penalised`, `has_errors`
#' @section Errors:
#' `anemone_error_bad_argument` for a `reference` that is not a class.
#' @examples
#' set.seed(1)
#' X <- cbind(speed = rnorm(200), heading = rnorm(200))
#' y <- ifelse(X[, 1] + rnorm(200) > 0, "go", ifelse(X[, 2] > 0, "left", "right"))
#' model <- fit(ClassifierGLM(n_classes = 3, regularizer = "UnRegularized"), X, y)
#' summary(model, reference = "go")
#' @export
summary.fitted_ClassifierGLM <- function(object, reference = NULL, ...) {
  coefficients <- class_tables(object, reference, rlang::current_env())
  structure(list(model = model_line(object), coefficients = coefficients, terms = class_tests(object),
                 fits = glance(object), classes = as.character(object$classes_),
                 class_weights = lapply(object$outputs, `[[`, "class_weights"), reference = reference,
                 n_rows = object$n_rows, n_dropped = object$n_dropped, n_missing = object$n_missing,
                 penalised = is_penalised(object),
                 has_errors = all(vapply(object$outputs, function(output) length(output$covariance) > 0, NA))),
            class = "summary_fitted_ClassifierGLM")
}

#' Joint tests: whether the predictors of a group tell classes apart at all.
#' @noRd
class_tests <- function(fit) {
  groups <- class_groups(fit)
  tables <- lapply(seq_along(fit$units), function(unit) {
    tests <- Map(class_test, groups, names(groups), MoreArgs = list(output = fit$outputs[[unit]], fit = fit))
    tests <- do.call(rbind, c(list(NULL), unname(tests)))
    if (!is.null(tests)) data.frame(unit = fit$units[unit], tests)
  })
  do.call(rbind, c(list(NULL), tables))
}

#' The columns that are tested together, named by what they are: those of a filter, term or block, of a matrix each.
#' @noRd
class_groups <- function(fit) {
  columns <- fit$columns
  if (is.null(.subset2(fit, "formula")) && all(columns$term == "X")) {
    return(stats::setNames(as.list(seq_len(nrow(columns))), columns$name))
  }
  groups <- column_groups(columns)
  stats::setNames(groups, vapply(groups, function(group) columns$term[group[1]], ""))
}

class_test <- function(columns, term, output, fit) {
  n_columns <- nrow(fit$columns)
  at <- outer(columns, n_columns * (seq_along(fit$classes_) - 1), "+")
  states <- matrix(output$states[at], length(columns))
  if (all(states == "excluded")) return(NULL)
  map <- class_differences(states == "estimated")
  statistic <- NA_real_
  if (nrow(map) > 0 && length(output$covariance) > 0 && output$status != "separated") {
    values <- replace(output$coefficients[at], states != "estimated", 0)
    statistic <- wald_statistic(drop(map %*% values), map %*% output$covariance[at, at] %*% t(map))
  }
  data.frame(term = term, from = fit$columns$from[columns[1]], df = nrow(map), statistic = statistic,
             p.value = stats::pchisq(statistic, nrow(map), lower.tail = FALSE))
}

#' What can differ between classes, one row each, of coefficients of columns by classes: where all are estimated each
#' class's difference from the first, else those that are, of which the others are held at 0.
#' @noRd
class_differences <- function(estimated) {
  n <- length(estimated)
  at <- matrix(seq_len(n), nrow(estimated))
  complete <- rowSums(estimated) == ncol(estimated)
  compared <- estimated
  compared[complete, 1] <- FALSE
  map <- diag(n)[at[compared], , drop = FALSE]
  first <- at[row(at)[compared], 1]
  differs <- complete[row(at)[compared]]
  map[cbind(which(differs), first[differs])] <- -1
  map
}

#' @rdname summary.fitted_ClassifierGLM
#' @export
print.summary_fitted_ClassifierGLM <- function(x, n_units = 3, digits = max(3, getOption("digits") - 3), ...) {
  cat(wrapped(x$model), format_rows(x), sep = "\n")
  ids <- x$fits$unit
  for (id in utils::head(ids, n_units)) print_class_summary(x, id, length(ids) > 1, digits)
  hidden <- length(ids) - n_units
  if (hidden > 0) cat("\n", more_units(hidden), "\n", sep = "")
  invisible(x)
}

print_class_summary <- function(x, id, several, digits) {
  of_unit <- function(table) table[table$unit == id, ]
  weights <- x$class_weights[[match(id, x$fits$unit)]]
  likelihood <- format_class_likelihood(of_unit(x$fits), x$classes, weights, digits)
  cat("", wrapped(paste0(if (several) paste0("Unit ", id, ": "), likelihood)), sep = "\n")
  print_tests(of_unit(x$terms), digits)
  table <- of_unit(x$coefficients)
  table$term <- paste0(table$class, ":", table$term)
  print_coefficients(table, paste0(", differences from ", compared_with(x$reference), describe_errors(x)), Inf, digits)
}

format_class_likelihood <- function(row, classes, weights, digits) {
  number <- function(value) format(value, digits = digits + 2)
  seen <- if (is.null(weights)) classes else paste(trimws(format(weights, big.mark = ",")), classes)
  known <- !is.na(row$logLik)
  paste0(length(classes), " classes (", paste(seen, collapse = ", "), ")",
         if (known) paste0(", log-likelihood ", number(row$logLik)),
         if (!is.na(row$df)) paste0(if (!known) ",", " ", if (known) "(", "df ", number(row$df), if (known) ")"),
         if (known) paste0(", AIC ", number(row$AIC), ", McFadden's pseudo-R2 ",
                           format(row$pseudo_r2_mcfadden, digits = 3)),
         if (row$status != "converged") paste0(" [", row$status, "]"))
}
