#' Filters of a spike model
#'
#' Every term that is convolved with a basis, as a curve over lags: the kernel times its coefficients, with
#' standard errors from the covariance of the coefficients.
#'
#' @param fit A [spike_glm()].
#' @param level Coverage of the confidence limits.
#' @param simultaneous `FALSE` (default) gives limits that hold at each lag by itself; `TRUE` limits that hold
#'   at all lags of a filter together, by Scheffe's method.
#' @return A data frame of class `spike_filters` with one row per unit, filter and lag: `unit`, `term`, `from` (the
#'   unit or channel whose signal is filtered, or `NA`), `lag_s`, `estimate`, `std.error`, `conf.low`, `conf.high`
#'   (log rate per unit of the signal), `gain`, the factor `exp(estimate)` on the rate, and `signal_unit`, such as
#'   `"pA"` or `"spike"`. Where a function is at its limit the estimate is `-Inf`, the gain 0 (`Inf` both for a signal
#'   that is never positive) and the standard error `NA`.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ history(RaisedCosineLogConv(6), window = 0.1), data = session,
#'                  epochs = steps, bin_size = 0.001)
#' head(filters(fit))
#' @export
filters <- function(fit, level = 0.95, simultaneous = FALSE) {
  check_given(fit)
  if (inherits(fit, "spike_glm_sessions")) {
    return(table_of_sessions(fit, function(one) filters(one, level, simultaneous)))
  }
  check_class(fit, "spike_glm")
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  check_flag(simultaneous)
  filtered <- Filter(function(term) !is.null(term$kernel), fit$terms)
  if (length(filtered) > 0) prepare_inference(fit)
  rows <- lapply(fit$units, function(unit) {
    lapply(filtered, function(term) term_filters(fit, unit, term, level, simultaneous))
  })
  table <- do.call(rbind, unlist(rows, recursive = FALSE, use.names = FALSE))
  if (is.null(table)) {
    abort(c("The model must have a term with a basis to have filters.",
            x = "It has {.code {deparse1(fit$formula)}}."), "no_filters")
  }
  rownames(table) <- NULL
  structure(table, class = c("spike_filters", "data.frame"), level = level, simultaneous = simultaneous,
            inverse_link = fit$inverse_link_function)
}

# What was asked of filters() holds for some of their rows too.
#' @export
`[.spike_filters` <- function(x, ...) {
  chosen <- NextMethod()
  if (!is.data.frame(chosen)) return(chosen)
  for (name in c("level", "simultaneous", "inverse_link")) attr(chosen, name) <- attr(x, name)
  chosen
}

#' The filters of one term for one unit, one for each channel or source that the unit uses.
#' @noRd
term_filters <- function(fit, unit, term, level, simultaneous) {
  output <- fit$outputs[[unit]]
  covariance <- raw_covariance(fit, unit)
  columns <- which(fit$columns$term == term$label)
  groups <- split(columns, (seq_along(columns) - 1) %/% ncol(term$kernel))
  used <- Filter(function(group) !all(output$states[group] == "excluded"), groups)
  do.call(rbind, lapply(used, function(group) {
    reach <- if (simultaneous) scheffe_reach(fit, unit, sum(is.finite(fit$coef_[group, unit])), level) else {
      error_reach(fit, level)[[unit_positions(fit, unit)]]
    }
    curve <- filter_curve(term$kernel, fit$coef_[group, unit], covariance[group + 1, group + 1, drop = FALSE], reach)
    data.frame(unit = unit, term = term$label, from = fit$columns$from[group[1]],
               lag_s = kernel_lags(term) * (fit$bin_size %||% 1), curve,
                signal_unit = fit$columns$signal_unit[group[1]])
  }))
}

#' Scheffe's half width for n coefficients together, in standard errors.
#' @noRd
scheffe_reach <- function(fit, unit, n, level) {
  sqrt(n * stats::qf(level, n, error_df(fit)[[unit_positions(fit, unit)]]))
}

filter_curve <- function(kernel, coefficients, covariance, reach) {
  estimated <- is.finite(coefficients)
  estimate <- drop(kernel[, estimated, drop = FALSE] %*% coefficients[estimated])
  std_error <- sqrt(pmax(rowSums((kernel %*% covariance) * kernel), 0))
  infinite <- is.infinite(coefficients)
  at_limit <- rowSums(abs(kernel[, infinite, drop = FALSE])) > 0
  # Inf where the signal itself is never positive.
  estimate[at_limit] <- Inf * (kernel[at_limit, infinite, drop = FALSE] %*% sign(coefficients[infinite]))
  std_error[at_limit] <- NA
  data.frame(estimate = estimate, std.error = std_error, conf.low = estimate - reach * std_error,
             conf.high = estimate + reach * std_error, gain = exp(estimate))
}
