#' Fit a model of spiking by formula
#'
#' A generalised linear model of spike counts in bins: binning, alignment of the signals and the lagged design
#' are written in one line, with windows in seconds. Each unit on the left gets its own fit; they share each
#' pass over the data.
#'
#' The count of a bin, or what else `family` explains, follows its law, by default Poisson's, with mean
#' \deqn{\mu_t = f(b + \sum_j x_{tj} \beta_j + o_t),}
#' where f is the inverse link, by default `exp`, the columns x come from the terms (see [spike_terms]) and o is the
#' offset. The fit maximises the likelihood (Truccolo et al. 2005, \doi{10.1152/jn.00697.2004}; Pillow et al.
#' 2008, \doi{10.1038/nature07140}), minus the penalty if there is one.
#'
#' @param formula Left: spike trains, binned counts or another response, all of them (`units`), by id (`units["34"]`) or
#'   by a condition on their metadata (`units[region == "CA1"]`). Right: terms added up, see [spike_terms].
#' @param data A session or a named list of series; a list of sessions, each of which gets a fit of its own (see
#'   [spike_glm_sessions]; `epochs` may then be a list with one entry per session); or a data frame with one row per bin
#'   or trial, whose rows are taken to follow each other (windows then count rows, unless `bin_size` gives a row its
#'   width).
#' @param epochs An `IntervalSet`: the bins of the likelihood lie in it. Lags look back before an epoch wherever
#'   the signal itself was recorded. By default the support of the units.
#' @param bin_size Width of a bin in seconds. Needed for spike trains; binned counts bring theirs.
#' @param family The law of the response, by name or as one of the [observation_models]: `"Poisson"` for counts; with
#'   `"Bernoulli"`, `"Gamma"` or `"Gaussian"` the left side may be a choice or a signal (`dff ~ heading`), whose samples
#'   are the bins unless `bin_size` asks for averages, and which `epochs` restrict. With `"Categorical"` it is labels of
#'   classes, such as states: see [spike_classifier].
#' @param inverse_link By default that of the law, for counts `"exp"` (effects multiply); `"softplus"` (effects add
#'   where rates are high), or another of those of [GLM()].
#' @param weights How much each bin counts: an expression in the variables of `data`, aligned as plain numbers are; a
#'   bin where it is not known counts nothing. See [fit.GLM()].
#' @param penalty `NULL` (default), or for all terms that have none of their own `ridge(strength)`, `lasso(strength)`,
#'   `elastic_net(strength, ratio)`, `group(strength)`, where each filter is a group, or `smooth(order, strength)`,
#'   which penalises differences of neighbouring coefficients; the strength is on the scale of a mean loss per bin, as
#'   in NeMoS (see [regularizers]).
#' @param standardise Under a penalty, whether numeric signals count in units of their standard deviation
#'   (default), so that the strength does not depend on pA or A. Coefficients are in data units either way.
#' @param before What precedes the support of a signal: `NA` (default; bins whose window reaches there leave the
#'   fit and are counted), `0`, or `"hold"` (the first value).
#' @param lookback `FALSE` puts each epoch on its own, as NeMoS does: its first bins are lost to the window.
#' @param overlap What to do where `epochs` overlap, as windows around events do: `"error"` (default); `"once"` cuts
#'   them so that each bin is in the window whose centre is nearest and has its metadata; `"stack"` has a
#'   row for each window that a bin is in. Stacked rows are not independent: use [with_cluster_errors()], which
#'   takes each stretch of overlapping windows for one cluster.
#' @param separation What to do with a column that is never negative and 0 at every spike, such as a history
#'   function shorter than the refractory time: `"limit"` (default) gives it the coefficient -Inf it tends
#'   to, `"ignore"` lets the fit run, `"stop"` makes it an error.
#' @param trouble What to do about silent units, aliased columns and other trouble: `"warn"` (default),
#'   `"message"`, `"ignore"` or `"stop"`.
#' @param solver_name,solver_kwargs How the optimum is searched for: see [solvers]. By default `"auto"`.
#' @param keep_data `FALSE` leaves the design and the data out of the fit; it is then small, and predicts only where
#'   `data` are given.
#' @return A `spike_glm`, for one unit or many. `coef_` is a matrix of columns by units, `intercept_` a vector.
#'   For classes a [spike_classifier]. Methods: [summary()], `coef()`, `vcov()`, `confint()`, `predict()`, [filters()], [score()],
#'   [goodness_of_fit()], [compare_models()], `autoplot()`, `update()`, `tidy()`, `glance()`, `augment()`;
#'   `fit["34"]` is the fit of one unit.
#'
#' @section Alignment to the bins:
#' A numeric signal with a sample in every bin is averaged in each. Otherwise `conv()` and variables that are no
#' numbers take the last value at or before the bin's centre, plain numbers the linear interpolation there.
#' Gaps in the support are not bridged. `print(design_matrix(...))` says what was done.
#'
#' @section Refractoriness is not an error:
#' A history function shorter than the shortest interval between spikes is 0 at every spike. The likelihood
#' rises as its coefficient falls, without end. With `separation = "limit"` it gets its limit: the bins it
#' touches have rate 0 and leave the likelihood, the rest is the exact maximum. Its standard error is `NA`.
#'
#' @section Errors:
#' `anemone_error_formula` for a formula that cannot be read; `anemone_error_unknown_variable` with the nearest
#' names; `anemone_error_no_valid_rows` where no bin is left, saying which term lost them;
#' `anemone_error_window_size`; `anemone_error_bad_argument`.
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ history(RaisedCosineLogConv(6), window = 0.1), data = session,
#'                  epochs = steps, bin_size = 0.001)
#' fit
#' @export
spike_glm <- function(formula, data, epochs = NULL, bin_size = NULL, family = "Poisson", inverse_link = NULL,
                      weights = NULL, penalty = NULL, standardise = TRUE, before = NA, lookback = TRUE,
                      overlap = c("error", "once", "stack"), separation = c("limit", "ignore", "stop"),
                      trouble = c("warn", "message", "ignore", "stop"), solver_name = NULL, solver_kwargs = NULL,
                      keep_data = TRUE) {
  call <- rlang::current_env()
  check_given(formula)
  check_given(data)
  if (are_sessions(data)) return(fit_sessions(match.call(), data, epochs, parent.frame(), call))
  family <- formula_family(family, call)
  of_classes <- family$kind == "class"
  if (of_classes) check_choice(inverse_link %||% "log_softmax", "log_softmax", "inverse_link", call = call)
  if (!of_classes && !is.null(inverse_link)) check_inverse_link(inverse_link, "inverse_link", call)
  separation <- check_choice(separation, c("limit", "ignore", "stop"))
  trouble <- check_choice(trouble, c("warn", "message", "ignore", "stop"))
  overlap <- check_choice(overlap, overlap_choices)
  check_flag(standardise)
  check_flag(keep_data)
  penalty <- check_penalty(rlang::eval_tidy(rlang::enquo(penalty), formula_penalties), call)
  solver <- list(solver_name = solver_name, solver_kwargs = solver_kwargs)
  check_solver(c(solver, regularizer = "UnRegularized"), call)

  bound <- design_from_formula(formula, data, epochs, bin_size, before, lookback, overlap, call, family$kind,
                               rlang::enexpr(weights))
  cluster <- if (overlap == "stack") overlap_clusters(bound$design$epochs)
  if (of_classes) {
    return(fit_spike_classes(bound, penalty, standardise, solver, trouble, keep_data, match.call(), cluster = cluster,
                             data = if (keep_data) data, error_call = call))
  }
  design <- bound$design
  spec <- PopulationGLM(family, inverse_link_function = inverse_link, solver_name = solver_name,
                        solver_kwargs = solver_kwargs)
  spec <- with_formula_penalties(spec, penalty, bound$spec$terms, design$columns, standardise, call)
  design <- leave_out_references(design, settled_columns(spec$penalties, nrow(design$columns)))
  check_offset(design$offset, spec, call)
  outputs <- fit_design(spec, design, separation = separation)
  fit <- new_fit(spec, design, outputs, c("spike_glm", "anemone_fit"), keep_data = keep_data,
                 call = match.call(), formula = bound$spec$formula, design_spec = bound$spec,
                 data = if (keep_data) data, epochs = design$epochs, bin_size = design$bin_size,
                 lost = design$lost, separation = separation, terms = bound$spec$terms,
                 cluster = cluster)
  if (separation == "stop") refuse_limits(fit, call)
  report_trouble(fit, trouble, limit_lines, call)
  fit
}

#' @noRd
refuse_limits <- function(fit, call) {
  if (length(columns_in_state(fit, "limit")) == 0) return(invisible())
  lines <- limit_lines(fit)
  abort(c("Every coefficient must have a finite maximum.",
          stats::setNames(lines, c(rep("x", length(lines) - 1), "i")),
          i = "Use {.code separation = \"limit\"} or a penalty."), "separation", call = call)
}

#' A model with the penalties of its terms, which its solver must be able to do.
#' @noRd
with_formula_penalties <- function(spec, penalty, terms, columns, standardise, call) {
  settings <- formula_penalty_settings(penalty, terms, columns, standardise)
  spec$penalties <- if (has_penalty(settings)) settings else list()
  kinds <- unique(vapply(spec$penalties, `[[`, "", "kind"))
  for (kind in kinds) {
    check_solver(list(solver_name = spec$solver_name, solver_kwargs = spec$solver_kwargs, regularizer = kind), call)
  }
  if (length(kinds) > 0) spec$regularizer <- paste(kinds, collapse = " + ")
  spec
}

#' @importFrom stats update
#' @export
update.spike_glm <- function(object, formula. = NULL, ..., evaluate = TRUE) {
  update_written(object, formula., as.list(substitute(list(...)))[-1], evaluate, parent.frame())
}

#' The call of a fit with a new formula or other arguments, run again where it was asked for.
#' @noRd
update_written <- function(object, formula., changes, evaluate, env) {
  formula <- if (is.null(formula.)) object$formula else stats::update.formula(object$formula, formula.)
  written <- as.call(utils::modifyList(as.list(object$call), c(list(formula = formula), changes)))
  if (!evaluate) return(written)
  run <- written
  run[[1]] <- quote(anemone::spike_glm)
  constants <- object$design_spec$constants
  gone <- vapply(names(constants), function(name) is.null(scope_env_get(env, name)), NA)
  environment(formula) <- rlang::new_environment(c(object$design_spec$captured, constants[gone]), parent = env)
  run$formula <- formula
  # The data and epochs of the fit itself: what their names mean may have changed since.
  kept <- setdiff(c("data", "epochs"), names(changes))
  for (name in kept) if (!is.null(object[[name]])) run[[name]] <- object[[name]]
  fit <- eval(run, env)
  fit$call <- written
  fit
}

#' @importFrom stats formula
#' @export
formula.spike_glm <- function(x, ...) x$formula
