# Joint Wald tests: whether a filter, or all columns of a term, can be 0 together.

#' One row per unit and group of columns that belong together: a term, or one of its filters.
#' @noRd
wald_tests <- function(fit, units = seq_along(fit$units)) {
  groups <- column_groups(fit$columns)
  prepare_inference(fit, units)
  tables <- lapply(units, function(i) {
    covariance <- raw_covariance(fit, i)
    tests <- lapply(groups, wald_test, output = fit$outputs[[i]], covariance = covariance, fit = fit,
                    error_df = error_df(fit)[i])
    do.call(rbind, c(list(NULL), tests))
  })
  lengths <- vapply(tables, NROW, 0L)
  tests <- do.call(rbind, tables)
  if (is.null(tests)) return(NULL)
  data.frame(unit = rep(fit$units[units], lengths), tests)
}

#' The columns of each filter: those with the same term and source.
#' @noRd
column_groups <- function(columns) {
  key <- paste(columns$term, columns$from, sep = "\r")
  unname(split(seq_len(nrow(columns)), factor(key, unique(key))))
}

wald_test <- function(columns, output, covariance, fit, error_df) {
  states <- output$states[columns]
  if (all(states == "excluded")) return(NULL)
  free <- columns[states == "estimated"]
  testable <- length(free) > 0 && output$status != "silent" && !any(states == "diverging")
  statistic <- NA_real_
  if (testable) {
    statistic <- wald_statistic(output$coefficients[free], covariance[free + 1, free + 1, drop = FALSE])
  }
  peak <- peak_lag(columns, output, fit)
  data.frame(term = fit$columns$term[columns[1]], from = fit$columns$from[columns[1]],
             df = length(free), statistic = statistic,
             p.value = stats::pf(statistic / length(free), length(free), error_df, lower.tail = FALSE),
             n_limit = sum(states == "limit"), peak_lag_s = peak)
}

#' b' V^-1 b, with V scaled to a correlation so that columns of different units do not spoil it.
#' @noRd
wald_statistic <- function(coefficients, covariance) {
  scale <- sqrt(diag(covariance))
  root <- tryCatch(chol(covariance / outer(scale, scale)), error = function(error) NULL)
  if (is.null(root)) return(NA_real_)
  sum(backsolve(root, coefficients / scale, transpose = TRUE)^2)
}

#' The lag, in seconds, at which a filter is largest in size, where it is finite; NA for what has no lags.
#' @noRd
peak_lag <- function(columns, output, fit) {
  term <- fit_terms(fit)[[fit$columns$term[columns[1]]]]
  bin_size <- fit_bin_size(fit)
  coefficients <- output$coefficients[columns]
  usable <- is.finite(coefficients)
  per_filter <- length(columns) == NCOL(term$kernel)
  if (is.null(term$kernel) || is.null(bin_size) || !per_filter || !any(usable)) return(NA_real_)
  curve <- term$kernel[, usable, drop = FALSE] %*% coefficients[usable]
  curve[rowSums(abs(term$kernel[, is.infinite(coefficients), drop = FALSE])) > 0] <- 0
  kernel_lags(term)[which.max(abs(curve))] * bin_size
}

fit_terms <- function(fit) .subset2(fit, "terms") %||% fit$design$terms

fit_bin_size <- function(fit) .subset2(fit, "bin_size") %||% fit$design$bin_size
