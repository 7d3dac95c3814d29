#' Summary of a fit
#'
#' @param object A fit: of [fit()] or `spike_glm()`.
#' @param x The summary.
#' @param n_units How many units are printed.
#' @param digits Significant digits.
#' @param ... Not used.
#' @return A list of class `summary_anemone_fit`:
#' * `coefficients`: one row per unit and coefficient: `unit`, `term`, `estimate`, `std.error`, `statistic` (z),
#'   `p.value`, `status` (`"estimated"`, `"aliased"`, `"limit"`, `"diverging"` or `"silent"`)
#' * `terms`: joint Wald tests, one row per unit and filter, or term where it has no filters: `unit`, `term`,
#'   `from`, `df`, `statistic` (chi-squared; df times F after [with_cluster_errors()]), `p.value`, `n_limit` (columns at
#'   their limit, which the test leaves out), `peak_lag_s` (the lag at which the filter is largest in size, seconds)
#' * `fits`: what [glance()][glance.anemone_fit] gives
#' * `model`, `n_rows`, `n_dropped`, `penalised`, `has_hessian` (up to 5,000 columns), `has_errors` (not under Lasso-type penalties), `n_clusters` (after
#'   [with_cluster_errors()]), `error_df` (degrees of freedom behind the errors, infinite but for clusters)
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' summary(model)
#' @export
summary.anemone_fit <- function(object, ...) {
  structure(list(model = model_line(object), coefficients = coefficient_table(object),
                 terms = wald_tests(object), fits = glance(object), n_rows = object$n_rows,
                 has_errors = !any(vapply(object$outputs, lacks_errors, NA)), has_hessian = !lacks_hessian(object),
                 n_dropped = object$n_dropped, n_missing = object$n_missing, penalised = is_penalised(object),
                 n_clusters = .subset2(object, "errors")$n_clusters, error_df = error_df(object)),
            class = "summary_anemone_fit")
}

#' The model in one line: its formula, or its specification.
#' @noRd
model_line <- function(fit) {
  formula <- .subset2(fit, "formula")
  if (is.null(formula)) format(spec_of(fit)) else deparse1(formula)
}

#' @rdname summary.anemone_fit
#' @export
print.summary_anemone_fit <- function(x, n_units = 3, digits = max(3, getOption("digits") - 3), ...) {
  cat(wrapped(x$model), format_rows(x), sep = "\n")
  ids <- x$fits$unit
  for (id in utils::head(ids, n_units)) print_unit_summary(x, id, length(ids) > 1, digits)
  hidden <- length(ids) - n_units
  if (hidden > 0) cat("\n", more_units(hidden), "\n", sep = "")
  invisible(x)
}

print_unit_summary <- function(x, id, several, digits) {
  of_unit <- function(table) table[table$unit == id, ]
  likelihood <- paste0(if (several) paste0("Unit ", id, ": "), format_likelihood(of_unit(x$fits), digits))
  cat("", wrapped(likelihood), sep = "\n")
  print_tests(of_unit(x$terms), digits)
  print_coefficients(of_unit(x$coefficients), describe_errors(x),
                     x$error_df[[match(id, x$fits$unit)]], digits)
}

format_likelihood <- function(row, digits) {
  number <- function(value) format(value, digits = digits + 2)
  counted <- !is.na(row$n_spikes)
  paste0(if (counted) paste0(row$n_spikes, " spikes, "), "log-likelihood ", number(row$logLik),
         " (df ", number(row$df), "), AIC ", number(row$AIC), ", deviance ", number(row$deviance),
         if (counted) paste0(", ", format(row$bits_per_spike, digits = 3), " bits/spike"),
         if (row$scale != 1) paste0(", scale ", format(row$scale, digits = digits)),
         if (row$status != "converged") paste0(" [", row$status, "]"))
}

print_tests <- function(tests, digits, max_rows = 20) {
  at_limit <- tests$n_limit %||% rep(0, NROW(tests))
  if (all(is.na(tests$statistic) & at_limit == 0)) return(invisible())
  cat("\nJoint Wald tests:\n")
  label <- ifelse(is.na(tests$from) | tests$from == tests$unit, tests$term, paste0(tests$term, " from ", tests$from))
  shown <- data.frame(chisq = signif(tests$statistic, digits), df = tests$df,
                      p = format.pval(tests$p.value, digits = 3), row.names = make.unique(label))
  if (any(at_limit > 0)) shown$`at limit` <- at_limit
  if (!all(is.na(tests$peak_lag_s))) {
    shown$`peak lag` <- ifelse(is.na(tests$peak_lag_s), "", paste(signif(1000 * tests$peak_lag_s, 4), "ms"))
  }
  print(utils::head(shown, max_rows))
  hidden <- nrow(shown) - max_rows
  if (hidden > 0) cat("... and", hidden, "more\n")
}

#' What is particular about the errors, in brackets.
#' @noRd
describe_errors <- function(x) {
  if (isFALSE(x$has_hessian)) return(" (more than 5,000 columns, so that there are no standard errors)")
  if (!x$has_errors) return(" (pulled to exactly 0 by the penalty, so that there are no standard errors)")
  if (!is.null(x$n_clusters)) return(paste0(" (errors robust to ", x$n_clusters, " clusters)"))
  if (x$penalised) " (penalised; errors from the Bayesian covariance)"
}

print_coefficients <- function(table, errors, error_df, digits, max_rows = 40) {
  cat("", wrapped(paste0("Coefficients", errors, ":")), sep = "\n")
  shown <- utils::head(table, max_rows)
  letter <- if (is.infinite(error_df) && !is.na(error_df)) "z" else "t"
  matrix <- as.matrix(shown[c("estimate", "std.error", "statistic", "p.value")])
  dimnames(matrix) <- list(shown$term, c("Estimate", "Std. Error", letter, sprintf("Pr(>|%s|)", letter)))
  stats::printCoefmat(matrix, digits = digits, signif.stars = FALSE, na.print = "",
                      has.Pvalue = TRUE, P.values = TRUE)
  marks <- shown$status != "estimated"
  for (status in unique(shown$status[marks])) {
    cat(status, ": ", paste(shown$term[shown$status == status], collapse = ", "), "\n", sep = "")
  }
  if (nrow(table) > max_rows) cat("... and", nrow(table) - max_rows, "more\n")
}
