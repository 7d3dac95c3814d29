#' Compare models on the rows that they share
#'
#' Models with longer windows lose more rows, so that their likelihoods cannot be compared as they are. Here each
#' model, fitted as it was, is evaluated on the bins that all of them used.
#'
#' Pseudo-R2 is relative to the mean count on these bins, bits per spike to the mean count of each model's own
#' fit: (log-likelihood of the model less that of the mean rate) / (spikes x log 2).
#'
#' For models of classes the log-likelihood is that of the labels, and pseudo-R2 is relative to the share of each class
#' on these bins; nothing is counted, so that spikes and bits per spike are `NA`.
#'
#' @param ... Two or more fits that refer to their data, of the same units in bins of the same size, of numbers or of
#'   classes; names, where given, become those of the models.
#' @return A data frame of class `model_comparison`, one row per unit and model: `unit`, `model`, `n_rows`, `n_spikes`,
#'   `logLik`, `df`, `AIC`, `delta_AIC` (from the smallest of the unit), `deviance`, `pseudo_r2_mcfadden`,
#'   `pseudo_r2_cohen`, `bits_per_spike`.
#' @section Assumptions not checked:
#' AIC takes each model's estimate for the maximum on the shared rows: right where few rows are left out.
#' @section Errors:
#' `anemone_error_different_units` where the fits share no unit, `anemone_error_no_shared_rows` where they share no
#' bin, `anemone_error_different_counts` where a bin's counts or labels differ, `anemone_error_no_data` for a fit that
#' does not refer to its data, `anemone_error_bad_argument` for fits of numbers beside fits of classes.
#' @examples
#' X <- cbind(a = c(1, 2, 3, 4, 2, 1), b = c(0, 1, 0, 1, 1, 0))
#' y <- c(0, 1, 1, 4, 2, 1)
#' compare_models(small = fit(GLM(), X[, "a"], y), large = fit(GLM(), X, y))
#' @export
compare_models <- function(...) {
  call <- rlang::current_env()
  fits <- named_fits(list(...), as.list(substitute(list(...)))[-1], call)
  if (length(fits) < 2) {
    abort(c("{.fn compare_models} takes two or more fits.", x = "Got {length(fits)}."),
          "bad_argument", argument = "...", call = call)
  }
  designs <- lapply(fits, kept_design, call = call)
  units <- Reduce(base::intersect, lapply(fits, function(fit) fit$units))
  if (length(units) == 0) {
    abort(c("The fits must share a unit.", x = "They have none in common."), "different_units", call = call)
  }
  rows <- shared_rows(designs, call)
  check_same_counts(fits, designs, rows, units, call)
  rated <- Map(rate_model, fits, designs, rows, names(fits), MoreArgs = list(units = units))
  table <- do.call(rbind, unname(rated))
  table <- table[order(match(table$unit, units), match(table$model, names(fits))), ]
  table$delta_AIC <- table$AIC - stats::ave(table$AIC, table$unit, FUN = min)
  table <- table[c("unit", "model", "n_rows", "n_spikes", "logLik", "df", "AIC", "delta_AIC", "deviance",
                   "pseudo_r2_mcfadden", "pseudo_r2_cohen", "bits_per_spike")]
  rownames(table) <- NULL
  structure(table, class = c("model_comparison", "data.frame"))
}

#' For each design the positions of the valid rows that all share, matched by time, else by position.
#' @noRd
shared_rows <- function(designs, call) {
  keys <- lapply(designs, row_keys)
  shared <- Reduce(base::intersect, keys)
  if (length(shared) == 0) {
    abort(c("The fits must share a bin.", x = "No bin was used by all of them.",
            i = "Fit them to the same epochs with the same {.arg bin_size}."), "no_shared_rows", call = call)
  }
  Map(function(design, key) which(valid_rows(design))[match(shared, key)], designs, keys)
}

row_keys <- function(design) {
  rows <- which(valid_rows(design))
  if (!has_times(design)) rows else round(time(design)[rows] * 1e9)
}

check_same_counts <- function(fits, designs, rows, units, call) {
  counts <- Map(function(fit, design, at) {
    values <- plain_values(design$response)[at, match(units, design$units)]
    if (inherits(fit, "fitted_ClassifierGLM")) as.character(fit$classes_)[values + 1] else as.double(values)
  }, fits, designs, rows)
  same <- vapply(counts, identical, NA, counts[[1]])
  if (all(same)) return(invisible())
  what <- if (is.character(counts[[1]])) "labels" else "counts"
  abort(c("The fits must be of the same {what}.", x = "In bins that they share, their {what} differ.",
          i = "Use one {.arg bin_size} and the same units."), "different_counts", call = call)
}

rate_model <- function(fit, design, rows, name, units) {
  at <- match(units, fit$units)
  of_classes <- inherits(fit, "fitted_ClassifierGLM")
  rated <- if (of_classes) rate_classes(fit, design, rows, at) else rate_units(fit, design, rows, at)
  df <- unname(model_df(fit)[at])
  data.frame(unit = units, model = name, rated, df = df, AIC = 2 * df - 2 * rated$logLik)
}

#' One row for each of the units of a fit that are at `at`.
#' @noRd
rate_units <- function(fit, design, rows, at) {
  mu <- predictor_mean(fit, fit_predictor(fit, design))[rows, at, drop = FALSE]
  y <- plain_values(design$response)[rows, at, drop = FALSE]
  train_mean <- mean_responses(fit)[at]
  rated <- lapply(seq_along(at), function(i) {
    rate_unit(fit, y[, i], mu[, i], train_mean[[i]], fit$scale_[[at[i]]])
  })
  do.call(rbind, rated)
}

#' How well means predict the counts of one unit.
#' @noRd
rate_unit <- function(fit, y, mu, train_mean, scale) {
  law <- as_observation_model(fit$spec$observation_model)$law
  summed <- function(mean) cpp_glm_score(y, mean, law, scale)
  model <- summed(mu)
  of_mean <- summed(rep(mean(y, na.rm = TRUE), length(y)))
  of_training <- summed(rep(train_mean, length(y)))
  counted <- as_observation_model(fit$spec$observation_model)$kind %in% c("count", "binary")
  n_spikes <- if (counted) model$response else NA_real_
  data.frame(n_rows = length(y), n_spikes = n_spikes, logLik = model$log_likelihood,
             deviance = model$deviance,
             pseudo_r2_mcfadden = 1 - model$log_likelihood / of_mean$log_likelihood,
             pseudo_r2_cohen = 1 - model$deviance / of_mean$deviance,
             bits_per_spike = bits_per_spike(model$log_likelihood, of_training$log_likelihood, n_spikes))
}

#' The same for responses of classes. The deviance is twice the loss, so that both ratios are the same.
#' @noRd
rate_classes <- function(fit, design, rows, at) {
  codes <- design$response[rows, at, drop = FALSE]
  model <- class_log_probabilities(fit, design)[rows, at, , drop = FALSE]
  log_likelihood <- colSums(own_log_probabilities(model, codes), na.rm = TRUE)
  of_shares <- colSums(own_log_probabilities(frequencies_of(codes, dim(model)), codes), na.rm = TRUE)
  pseudo_r2 <- 1 - log_likelihood / of_shares
  data.frame(n_rows = nrow(codes), n_spikes = NA_real_, logLik = log_likelihood, deviance = -2 * log_likelihood,
             pseudo_r2_mcfadden = pseudo_r2, pseudo_r2_cohen = pseudo_r2, bits_per_spike = NA_real_, row.names = NULL)
}

#' @export
print.model_comparison <- function(x, digits = max(3, getOption("digits") - 3), ...) {
  one_unit <- length(unique(x$unit)) == 1
  counted <- !all(is.na(x$n_spikes))
  cat("<model_comparison> of ", length(unique(x$model)), " models on ", format(x$n_rows[1], big.mark = ","),
      " shared rows", if (one_unit && counted) paste0(", ", x$n_spikes[1], " spikes"), "\n", sep = "")
  shown <- as.data.frame(x)
  shown[c("n_rows", if (one_unit || !counted) "n_spikes", if (!counted) "bits_per_spike")] <- NULL
  short <- c(pseudo_r2_mcfadden = "R2_McFadden", pseudo_r2_cohen = "R2_Cohen", bits_per_spike = "bits/spike")
  if (!one_unit) {
    # So that a row fits a console of 80 columns.
    shown$deviance <- NULL
    short <- c(short, n_spikes = "spikes")
  }
  names(shown) <- ifelse(names(shown) %in% names(short), short[names(shown)], names(shown))
  print_models(shown, digits)
  invisible(x)
}
