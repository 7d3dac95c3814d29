#' How strongly units are coupled
#'
#' One number per pair of units: the sum of the coupling filter over its lags, with its standard error and a joint test
#' of the whole filter.
#'
#' The sum of a filter is what a lasting rate of one spike per bin of the sender adds to the log rate of the receiver;
#' it depends on the bin. A filter that first excites and then inhibits can have a sum of 0; the test does not overlook
#' it. A coupling is a dependence that the rest of the model does not explain, not a synapse.
#'
#' @param fit A [spike_glm()] with a `coupling()` term.
#' @param adjust How the p-values of all pairs are adjusted, a method of [stats::p.adjust()]. By default `"holm"`, which
#'   bounds the probability of even one false coupling.
#' @return A data frame of class `coupling_strengths` with one row per pair: `unit` (the receiver), `from` (the sender),
#'   `strength` (log rate), `std.error`, `peak_lag_s` (the lag, in seconds, where the filter is largest in size), `df`,
#'   `statistic`, `p.value`, `p.adjusted` and `never`: whether the filter has no finite best value, because the units
#'   never fire together at some of its lags. `strength` is then `-Inf`, and the test is of the rest; or both are `NA`,
#'   where only a combination of its functions has no limit.
#' @section Errors:
#' `anemone_error_no_filters` where the model has no coupling, `anemone_error_bad_argument`.
#' @seealso [autoplot.coupling_strengths()], [filters()] for the filters themselves.
#' @examples
#' session <- example_session("linear_track")
#' session$cells <- session$units[c("11", "14", "28")]
#' fit <- spike_glm(cells ~ coupling(RaisedCosineLogConv(3), window = 0.2), session,
#'                  epochs = IntervalSet(4425, 4600), bin_size = 0.02)
#' coupling_strengths(fit)
#' @export
coupling_strengths <- function(fit, adjust = "holm") {
  check_class(fit, "spike_glm")
  check_choice(adjust, stats::p.adjust.methods)
  term <- coupling_term(fit, rlang::current_env())
  tests <- wald_tests(fit)
  tests <- tests[tests$term == term$label, ]
  sums <- Map(function(unit, from) filter_sum(fit, unit, from, term), tests$unit, tests$from)
  table <- data.frame(unit = tests$unit, from = tests$from, strength = vapply(sums, `[[`, 0, 1),
                      std.error = vapply(sums, `[[`, 0, 2), peak_lag_s = tests$peak_lag_s, df = tests$df,
                      statistic = tests$statistic, p.value = tests$p.value,
                      p.adjusted = stats::p.adjust(tests$p.value, adjust),
                      never = vapply(sums, function(sum) !is.finite(sum[1]), NA), row.names = NULL)
  structure(table, class = c("coupling_strengths", "data.frame"), adjust = adjust)
}

coupling_term <- function(fit, call) {
  couplings <- Filter(function(term) inherits(term, "coupling_term"), fit$terms)
  if (length(couplings) == 1) return(couplings[[1]])
  abort(c("The model must have one {.code coupling()} term.",
          x = "It has {length(couplings)}: {.code {deparse1(fit$formula)}}."),
        "no_filters", call = call)
}

#' The sum of one filter over its lags, and its standard error.
#' @noRd
filter_sum <- function(fit, unit, from, term) {
  columns <- which(fit$columns$term == term$label & fit$columns$from == from)
  states <- fit$outputs[[unit]]$states[columns]
  if (any(states == "limit")) return(c(-Inf, NA))
  if (any(states == "diverging")) return(c(NA, NA))
  coefficients <- fit$coef_[columns, unit]
  weights <- colSums(term$kernel)
  covariance <- raw_covariance(fit, unit)[columns + 1, columns + 1, drop = FALSE]
  used <- states == "estimated"
  c(sum(weights[used] * coefficients[used]), sqrt(max(drop(weights %*% covariance %*% weights), 0)))
}
