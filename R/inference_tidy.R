#' @importFrom generics tidy
#' @export
generics::tidy

#' @importFrom generics glance
#' @export
generics::glance

#' @importFrom generics augment
#' @export
generics::augment

#' A fit as data frames
#'
#' `tidy()` has one row per unit and coefficient, `glance()` one per unit, `augment()` one per unit and bin. All
#' have a column `unit`.
#'
#' @param x A fit: of [fit()] or `spike_glm()`.
#' @param conf.int Whether to add Wald limits.
#' @param conf.level Their coverage.
#' @param what `"coefficients"`, or `"terms"` for the joint Wald tests of [summary()][summary.anemone_fit], one row per
#'   unit and filter.
#' @param adjust `"none"`, or `"BH"`: adds `p.adjusted`, the false discovery rate of Benjamini and Hochberg (1995) over
#'   all rows of the table, of all units together; intercepts, which nobody tests, are left out of the family.
#' @param data Must be left out.
#' @param ... Not used.
#' @return
#' * `tidy()`: `unit`, `term` (the coefficient's name), `estimate`, `std.error`, `statistic` (z), `p.value`, `status`
#'   (`"estimated"`, `"aliased"`, `"limit"`, `"diverging"` or `"silent"`), on request `conf.low` and
#'   `conf.high`; masked columns are left out
#' * `glance()`: `unit`, `status`, `nobs` (rows used), `n_spikes`, `df`, `logLik`, `AIC`, `BIC`, `deviance`,
#'   `df.residual`, `null.deviance`, `pseudo_r2_mcfadden`, `pseudo_r2_cohen`, `bits_per_spike`. The null model has
#'   the intercept and the offset. Bits per spike: the log-likelihood less that of the constant mean rate, over the
#'   number of spikes and log 2; `NA` for what is not counted. `scale` is the field `scale_`, `scale.error` its standard
#'   error where it was found by maximum likelihood
#' * `augment()`: `unit`, `time` (seconds, where rows have times), `count`, `.fitted` (mean count), `.resid` (deviance
#'   residual); rows that the fit did not use are `NA`
#' @references Benjamini, Hochberg (1995) \doi{10.1111/j.2517-6161.1995.tb02031.x}.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' tidy(model, conf.int = TRUE)
#' glance(model)
#' augment(model)
#' @name tidy.anemone_fit
#' @export
tidy.anemone_fit <- function(x, conf.int = FALSE, conf.level = 0.95, what = c("coefficients", "terms"),
                             adjust = c("none", "BH"), ...) {
  check_flag(conf.int)
  check_number(conf.level, lower = 0, upper = 1, strict = TRUE)
  what <- check_choice(what, c("coefficients", "terms"))
  adjust <- check_choice(adjust, c("none", "BH"))
  check_limits_of(what, conf.int, rlang::current_env())
  table <- if (what == "terms") wald_tests(x) else coefficient_table(x)
  if (conf.int) table <- add_limits(table, error_reach(x, conf.level)[match(table$unit, x$units)])
  if (adjust == "BH") table$p.adjusted <- adjusted_p(table)
  table
}

check_limits_of <- function(what, conf.int, call) {
  if (what == "coefficients" || !conf.int) return(invisible())
  abort(c("{.arg conf.int} needs {.code what = \"coefficients\"}.", x = "{.arg what} is {.val terms}."),
        "bad_argument", argument = "conf.int", call = call)
}

add_limits <- function(table, reach) {
  table$conf.low <- table$estimate - reach * table$std.error
  table$conf.high <- table$estimate + reach * table$std.error
  table
}

adjusted_p <- function(table) {
  p <- table$p.value
  p[table$term == "(Intercept)"] <- NA
  stats::p.adjust(p, "BH")
}

#' @rdname tidy.anemone_fit
#' @name glance.anemone_fit
#' @export
glance.anemone_fit <- function(x, ...) {
  number <- function(name) unname(collect_outputs(x, name))
  known <- unit_summary(x)
  log_likelihood <- known$logLik
  df <- unname(model_df(x))
  data.frame(
    unit = known$unit, status = known$status, nobs = number("n_entries"),
    n_spikes = known$n_spikes, df = df, logLik = log_likelihood,
    AIC = 2 * df - 2 * log_likelihood, BIC = log(number("n_entries")) * df - 2 * log_likelihood,
    deviance = number("deviance"), df.residual = number("n_entries") - df + searched_scales(x),
    null.deviance = number("null_deviance"),
    pseudo_r2_mcfadden = 1 - number("scored_log_likelihood") / number("scored_null_log_likelihood"),
    pseudo_r2_cohen = 1 - number("deviance") / number("null_deviance"),
    bits_per_spike = known$bits_per_spike,
    scale = unname(x$scale_), scale.error = number("scale_error"),
    row.names = NULL
  )
}

#' What is known of each unit without another look at the data.
#' @noRd
unit_summary <- function(fit) {
  log_likelihood <- unname(log_likelihoods(fit))
  n_spikes <- count_spikes(fit)
  bits <- bits_per_spike(log_likelihood, unname(collect_outputs(fit, "constant_log_likelihood")), n_spikes)
  data.frame(unit = fit$units, status = vapply(fit$outputs, `[[`, "", "status"), n_spikes = n_spikes,
             logLik = log_likelihood, bits_per_spike = bits, row.names = NULL)
}

#' The spikes of each unit; NA for a law of what is not counted.
#' @noRd
count_spikes <- function(fit) {
  counted <- as_observation_model(fit$spec$observation_model)$kind %in% c("count", "binary")
  unname(collect_outputs(fit, "n_events")) * if (counted) 1 else NA
}

#' What a model tells of each spike beyond the mean rate, in bits; NA without a spike.
#' @noRd
bits_per_spike <- function(log_likelihood, of_mean_rate, n_spikes) {
  bits <- (log_likelihood - of_mean_rate) / (n_spikes * log(2))
  bits[which(n_spikes == 0)] <- NA
  bits
}

#' @export
tidy.GLM <- function(x, ...) {
  check_fitted(x)
  NextMethod()
}

#' @export
glance.GLM <- function(x, ...) {
  check_fitted(x)
  NextMethod()
}

#' @export
augment.GLM <- function(x, ...) {
  check_fitted(x)
  NextMethod()
}

#' @rdname tidy.anemone_fit
#' @name augment.anemone_fit
#' @export
augment.anemone_fit <- function(x, data = NULL, ...) {
  design <- kept_design(x)
  n_units <- length(x$units)
  fitted <- as.vector(predictor_mean(x, fit_predictor(x, design)))
  columns <- list(unit = rep(x$units, each = design$n_rows))
  if (has_times(design)) columns$time <- rep(time(design), n_units)
  columns$count <- as.vector(design$response)
  columns$.fitted <- fitted
  columns$.resid <- as.vector(stats::residuals(x))
  metadata_frame(columns, length(fitted))
}
