#' Filters of a spike model
#'
#' Every term that is convolved with a basis, as a curve over lags: the kernel times its coefficients, with
#' standard errors from the covariance of the coefficients.
#'
#' Of a [spike_classifier] each class has its own: the change of its log odds against the mean of all classes (the
#' geometric mean of their probabilities), or with `reference` against that class.
#'
#' @param fit A [spike_glm()], of numbers or of classes.
#' @param level Coverage of the confidence limits.
#' @param simultaneous `FALSE` (default) gives limits that hold at each lag by itself; `TRUE` limits that hold
#'   at all lags of a filter together, by Scheffe's method.
#' @param reference For classes: a class that the others are compared with, or `NULL` (default) for the mean of all.
#' @return A data frame of class `spike_filters` with one row per unit, filter and lag: `unit`, `term`, `from` (the
#'   unit or channel whose signal is filtered, or `NA`), `lag_s`, `estimate`, `std.error`, `conf.low`, `conf.high`
#'   (log rate per unit of the signal; of classes log odds, with the column `class` after `unit`), `gain`, the factor
#'   `exp(estimate)` on the rate or odds, and `signal_unit`, such as `"pA"` or `"spike"`. Where a function is at its
#'   limit the estimate is `-Inf`, the gain 0 (`Inf` both for a signal that is never positive) and the standard error
#'   `NA`.
#' @section Errors:
#' `anemone_error_no_filters` for a model without a term that is convolved with a basis, `anemone_error_bad_argument`
#' for a `reference` that is not a class of the fit.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ history(RaisedCosineLogConv(6), window = 0.1), data = session,
#'                  epochs = steps, bin_size = 0.001)
#' head(filters(fit))
#' @export
filters <- function(fit, level = 0.95, simultaneous = FALSE, reference = NULL) {
  check_given(fit)
  if (inherits(fit, "spike_glm_sessions")) {
    return(table_of_sessions(fit, function(one) filters(one, level, simultaneous, reference)))
  }
  check_class(fit, c("spike_glm", "spike_classifier"))
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  check_flag(simultaneous)
  table <- tabulate_filters(fit, level, simultaneous, reference, rlang::current_env())
  if (is.null(table)) {
    abort(c("The model must have a term with a basis to have filters.",
            x = "It has {.code {deparse1(fit$formula)}}."), "no_filters")
  }
  rownames(table) <- NULL
  structure(table, class = c("spike_filters", "data.frame"), level = level, simultaneous = simultaneous,
            inverse_link = fit$inverse_link_function, reference = reference)
}

tabulate_filters <- function(fit, level, simultaneous, reference, call) {
  of_classes <- inherits(fit, "spike_classifier")
  if (!of_classes) check_no_reference(reference, call)
  filtered <- Filter(function(term) !is.null(term$kernel), fit$terms)
  if (length(filtered) == 0) return(NULL)
  if (!of_classes) prepare_inference(fit)
  tables <- lapply(seq_along(fit$units), function(at) {
    sources <- if (of_classes) class_coefficients(fit, at, reference, call) else list(unit_coefficients(fit, at))
    parts <- lapply(sources, function(own) lapply(filtered, term_filters, fit, own, level, simultaneous))
    do.call(rbind, unlist(parts, recursive = FALSE, use.names = FALSE))
  })
  do.call(rbind, tables)
}

# What was asked of filters() holds for some of their rows too.
#' @export
`[.spike_filters` <- function(x, ...) {
  chosen <- NextMethod()
  if (!is.data.frame(chosen)) return(chosen)
  for (name in c("level", "simultaneous", "inverse_link", "reference")) attr(chosen, name) <- attr(x, name)
  chosen
}

check_no_reference <- function(reference, call) {
  if (is.null(reference)) return(invisible())
  abort(c("{.arg reference} is for models of classes.", x = "The fit is of numbers."), "bad_argument",
        argument = "reference", value = reference, call = call)
}

#' What the filters of a unit are made of: `label`, its first columns in the table, `at`, its position, and `values` and
#' `covariance` of the coefficients, of which `offset` come before the first column's.
#' @noRd
unit_coefficients <- function(fit, at) {
  list(label = data.frame(unit = fit$units[at]), at = at, values = fit$coef_[, at],
       covariance = raw_covariance(fit, at), offset = 1)
}

#' The same for each class of a response.
#' @noRd
class_coefficients <- function(fit, at, reference, call) {
  contrast <- class_contrast(fit, at, reference, call)
  values <- replace(drop(contrast$map %*% contrast$values), !contrast$estimated, NA)
  covariance <- contrast$map %*% contrast$covariance %*% t(contrast$map)
  lapply(setdiff(as.character(fit$classes_), as.character(reference)), function(class) {
    own <- which(contrast$class == class)[-1]
    list(label = data.frame(unit = fit$units[at], class = class), at = at, values = values[own],
         covariance = covariance[own, own], offset = 0)
  })
}

#' The filters of one term, one for each channel or source that the unit uses.
#' @noRd
term_filters <- function(term, fit, own, level, simultaneous) {
  states <- fit$outputs[[own$at]]$states
  columns <- which(fit$columns$term == term$label)
  groups <- split(columns, (seq_along(columns) - 1) %/% ncol(term$kernel))
  used <- Filter(function(group) !all(states[group] == "excluded"), groups)
  do.call(rbind, lapply(used, function(group) {
    values <- own$values[group]
    reach <- if (simultaneous) scheffe_reach(fit, own$at, sum(is.finite(values)), level) else {
      error_reach(fit, level)[[own$at]]
    }
    at <- group + own$offset
    curve <- filter_curve(term$kernel, values, own$covariance[at, at, drop = FALSE], reach)
    data.frame(own$label, term = term$label, from = fit$columns$from[group[1]],
               lag_s = kernel_lags(term) * (fit$bin_size %||% 1), curve,
               signal_unit = fit$columns$signal_unit[group[1]], row.names = NULL)
  }))
}

#' Scheffe's half width for n coefficients together, in standard errors.
#' @noRd
scheffe_reach <- function(fit, unit, n, level) sqrt(n * stats::qf(level, n, error_df(fit)[[unit]]))

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
