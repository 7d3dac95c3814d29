#' Goodness of fit by time rescaling
#'
#' If the model is right, its rate turns the intervals between spikes into independent draws from one known law
#' (Brown et al. 2002). The largest distance between what is seen and this law is to be compared with the band that
#' 95 of 100 right models stay inside.
#'
#' `method = "rescaling"`: with \eqn{p_k} the probability of a spike in bin k, which is the mean count where bins hold
#' one spike at most, an interval is the sum of \eqn{-\log(1 - p_k)} over the bins before the spike's plus a random part
#' of that bin, \eqn{-\log(1 - r p_k)}, r uniform: the correction of Haslinger, Pipa and Brown (2010) for discrete
#' time, without which 1 ms bins alone put a right model outside its band. Intervals stay inside runs of valid
#' bins without gaps in time; the first starts with its run, the last, which no spike ends, is censored and
#' counted. A mean count of 1 or more is no probability: it is taken as 1 - 1e-12, so that such a bin alone makes
#' an interval long (27.6 where 1 is expected).
#'
#' `method = "quantile"`: each bin's count becomes a uniform number, between the model's probabilities of fewer and
#' of at most as many spikes (Dunn and Smyth 1996). For bins that hold several spikes:
#' where most are empty their random part hides what is wrong, and a model that fails rescaling may pass.
#'
#' @param fit A fit: of [fit()] or `spike_glm()`.
#' @param epochs An `IntervalSet`: test in these only, held-out ones for a `spike_glm()`. By default the bins of
#'   the fit.
#' @param method `"rescaling"` or `"quantile"`.
#' @param correction `"discrete"`, or `"none"` for intervals summed from the bin of a spike to the bin before the next.
#' @param seed Seed of the random parts; each unit has the same, so that its result is its own. `NULL` goes on from
#'   R's random numbers.
#' @param x The result.
#' @param row.names,optional Not used.
#' @param ... Not used.
#' @return A list of class `goodness_of_fit`:
#' * `statistics`: one row per unit: `unit`, `n_intervals` (for `"quantile"` the number of bins), `n_censored`,
#'   `distance` (Kolmogorov-Smirnov), `band` (1.36 over the root of `n_intervals`), `inside`
#' * `points`, also what `as.data.frame()` gives: for plotting, `unit`, `expected` and `observed` quantiles, `lower`,
#'   `upper`
#' * `intervals`: `unit`, `row` (of the design), `time` (seconds, where rows have times), `rescaled` (of mean 1; for
#'   `"quantile"` missing), `uniform`
#' * `method`, `correction`, `seed`
#' @section Errors:
#' `anemone_error_shared_bins` where more than 1 % of a unit's spikes share a bin: use smaller bins or
#' `method = "quantile"`.
#' @references
#' Brown, Barbieri, Ventura, Kass, Frank (2002) \doi{10.1162/08997660252741149}.
#' Haslinger, Pipa, Brown (2010) \doi{10.1162/neco.2010.01-09-929}.
#' @examples
#' set.seed(1)
#' x <- rnorm(2000)
#' y <- rbinom(2000, 1, 0.05 * exp(x / 2))
#' goodness_of_fit(fit(GLM(), x, y))
#' @export
goodness_of_fit <- function(fit, epochs = NULL, method = c("rescaling", "quantile"),
                            correction = c("discrete", "none"), seed = 1) {
  call <- rlang::current_env()
  check_class(fit, "anemone_fit")
  method <- check_choice(method, c("rescaling", "quantile"))
  correction <- check_choice(correction, c("discrete", "none"))
  design <- design_in_epochs(fit, epochs, call)
  mu <- predictor_mean(fit, fit_predictor(fit, design))
  if (method == "rescaling") {
    check_spike_counts(fit, call)
    check_bins_once(design, call)
    check_shared_bins(fit, design, call)
  }
  runs <- runs_in_time(design)
  intervals <- lapply(seq_along(fit$units), function(i) {
    y <- response_of(design, i)
    found <- if (method == "quantile") quantile_points(fit, i, y, mu[, i], seed, call) else {
      rescaled_intervals(y, mu[, i], runs, correction, seed)
    }
    c(list(unit = fit$units[i]), found)
  })
  new_goodness_of_fit(intervals, design, method, if (method == "rescaling") correction, seed)
}

check_bins_once <- function(design, call) {
  if (!has_times(design) || !is.unsorted(time(design))) return(invisible())
  abort(c("Intervals between spikes need each bin once.",
          x = "Windows of the fit overlap ({.code overlap = \"stack\"}).",
          i = "Fit with {.code overlap = \"once\"}, or use {.code method = \"quantile\"}."),
        "overlap", call = call)
}

response_of <- function(design, unit) plain_values(design$response)[, unit]

#' The design of a fit, its valid rows those in the epochs.
#' @noRd
design_in_epochs <- function(fit, epochs, call) {
  if (inherits(fit, "spike_glm") && !is.null(epochs)) return(design_for(fit, epochs, NULL, call))
  design <- kept_design(fit, call)
  if (is.null(epochs)) return(design)
  check_class(epochs, "IntervalSet", call = call)
  if (!has_times(design)) {
    abort(c("{.arg epochs} needs rows that have times.", x = "The model was fitted to plain matrices.",
            i = "Fit it to {.cls TsdFrame} predictors or counts."),
          "bad_argument", argument = "epochs", call = call)
  }
  inside <- cpp_epoch_of_times(time(design), start(epochs), end(epochs)) >= 0
  design$runs <- as_runs(which(valid_rows(design) & inside))
  design
}

#' Half-open 0-based runs of ascending 1-based rows; `breaks` marks rows that start a new one in any case.
#' @noRd
as_runs <- function(rows, breaks = FALSE) {
  starts <- c(TRUE, diff(rows) > 1)[seq_along(rows)] | breaks
  list(begin = as.double(rows[starts]) - 1, end = as.double(rows[c(which(starts)[-1] - 1, length(rows))]))
}

#' The runs of valid rows, cut where time has a gap.
#' @noRd
runs_in_time <- function(design) {
  if (!has_times(design)) return(design$runs)
  rows <- which(valid_rows(design))
  times <- time(design)
  bin <- design$bin_size %||% stats::median(diff(times))
  times <- times[rows]
  as_runs(rows, c(FALSE, diff(times) > 1.5 * bin)[seq_along(rows)])
}

check_spike_counts <- function(fit, call) {
  model <- as_observation_model(fit$spec$observation_model)
  if (model$kind %in% c("count", "binary")) return(invisible())
  abort(c("Time rescaling needs a model of spikes.", x = "The law of the fit is {model$law}.",
          i = "Use {.code method = \"quantile\"}."), "bad_argument", argument = "method", call = call)
}

check_shared_bins <- function(fit, design, call) {
  rows <- valid_rows(design)
  share <- vapply(seq_along(fit$units), function(i) {
    y <- response_of(design, i)[rows]
    y <- y[!is.na(y)]
    if (sum(y) == 0) 0 else sum(y[y > 1]) / sum(y)
  }, 0)
  crowded <- fit$units[share > 0.01]
  if (length(crowded) == 0) return(invisible())
  worst <- format(100 * max(share), digits = 3)
  abort(c("Time rescaling needs bins that hold one spike at most.",
          x = "Up to {worst} % of spikes share a bin; unit{?s} {.val {crowded}}.",
          i = "Use smaller bins, or {.code method = \"quantile\"}."),
        "shared_bins", units = crowded, share = share, call = call)
}

rescaled_intervals <- function(y, mu, runs, correction, seed) {
  n_spiking <- sum(y > 0, na.rm = TRUE)
  uniform <- with_random_seed(seed, stats::runif(n_spiking))
  found <- cpp_rescale_intervals(mu, y, runs, uniform, correction == "discrete")
  list(row = found$rows, rescaled = found$values, uniform = -expm1(-found$values),
       n_censored = found$n_censored)
}

quantile_points <- function(fit, unit, y, mu, seed, call) {
  uniform <- uniform_entries(fit, unit, y, mu, seed, call)
  rows <- which(!is.na(uniform))
  list(row = rows, rescaled = rep(NA_real_, length(rows)), uniform = uniform[rows], n_censored = 0)
}

new_goodness_of_fit <- function(intervals, design, method, correction, seed) {
  structure(
    list(statistics = do.call(rbind, lapply(intervals, ks_statistics)),
         points = do.call(rbind, lapply(intervals, ks_points)),
         intervals = do.call(rbind, lapply(intervals, rescaled_table, times = time(design))),
         method = method, correction = correction, seed = seed),
    class = "goodness_of_fit"
  )
}

ks_statistics <- function(found) {
  n <- length(found$uniform)
  distance <- if (n > 0) cpp_uniform_distance(found$uniform) else NA_real_
  data.frame(unit = found$unit, n_intervals = n, n_censored = found$n_censored, distance = distance,
             band = ks_band(n), inside = distance <= ks_band(n))
}

#' Half width of the 95 % band of the Kolmogorov-Smirnov statistic for many intervals.
#' @noRd
ks_band <- function(n) if (n > 0) 1.36 / sqrt(n) else NA_real_

ks_points <- function(found) {
  n <- length(found$uniform)
  expected <- (seq_len(n) - 0.5) / n
  metadata_frame(list(unit = rep(found$unit, n), expected = expected, observed = sort(found$uniform),
                      lower = pmax(expected - ks_band(n), 0), upper = pmin(expected + ks_band(n), 1)), n)
}

rescaled_table <- function(found, times) {
  n <- length(found$row)
  columns <- list(unit = rep(found$unit, n), row = found$row)
  if (!is.null(times)) columns$time <- times[found$row]
  metadata_frame(c(columns, found[c("rescaled", "uniform")]), n)
}

#' @rdname goodness_of_fit
#' @export
as.data.frame.goodness_of_fit <- function(x, row.names = NULL, optional = FALSE, ...) x$points

#' @export
print.goodness_of_fit <- function(x, digits = 3, n_units = 10, ...) {
  shown <- utils::head(x$statistics, n_units)
  number <- function(value) formatC(value, digits = digits, format = "g")
  verdict <- ifelse(shown$inside, "inside", "OUTSIDE")
  verdict[is.na(verdict)] <- "no interval"
  what <- if (x$method == "quantile") "bins" else "intervals"
  cat("<goodness_of_fit> ", describe_method(x), "\n", sep = "")
  cat(sprintf("%sKS distance %s, 95 %% band %s: %s (%s %s%s)\n",
              if (nrow(x$statistics) > 1) paste0("unit ", shown$unit, ": ") else "", number(shown$distance),
              number(shown$band), verdict, format(shown$n_intervals, big.mark = ",", trim = TRUE), what,
              ifelse(shown$n_censored > 0, paste0(", ", shown$n_censored, " censored"), "")), sep = "")
  hidden <- nrow(x$statistics) - n_units
  writeLines(as.character(more_units(hidden)))
  invisible(x)
}

describe_method <- function(x) {
  if (x$method == "quantile") return("randomised quantile residuals")
  if (x$correction == "discrete") return("time rescaling, corrected for discrete time (Haslinger et al. 2010)")
  "time rescaling, not corrected for discrete time"
}
