# What a fit could not estimate, said once per kind and named.

#' @param fit An `anemone_fit`.
#' @param trouble `"warn"`, `"message"`, `"ignore"` or `"stop"`.
#' @param limit_lines A function of the fit that gives the lines of the message about columns at their limit;
#'   formulas say it in seconds.
#' @noRd
report_trouble <- function(fit, trouble, limit_lines = name_limit_columns, call = rlang::caller_env()) {
  if (trouble == "ignore" || !has_trouble(fit$outputs)) return(invisible(fit))
  status <- vapply(fit$outputs, `[[`, "", "status")
  reports <- list(
    silent_unit = silent_lines(fit, fit$units[status == "silent"]),
    aliased = aliased_lines(columns_in_state(fit, "aliased")),
    limit = if (length(columns_in_state(fit, "limit")) > 0) limit_lines(fit),
    separation = separation_lines(columns_in_state(fit, "diverging")),
    not_converged = unconverged_lines(fit$units[status == "not converged"], units_of_few_events(fit))
  )
  for (what in names(Filter(Negate(is.null), reports))) {
    signal_trouble(reports[[what]], what, trouble, call)
  }
  invisible(fit)
}

has_trouble <- function(outputs) {
  for (output in outputs) {
    if (output$status != "converged" || any(c("aliased", "limit") %in% output$states)) return(TRUE)
  }
  FALSE
}

#' Signals lines that are final text, whatever braces the names in them have.
#' @noRd
signal_trouble <- function(lines, what, trouble, call) {
  lines[] <- gsub("([{}])", "\\1\\1", lines)
  if (trouble == "stop") abort(lines, what, call = call)
  if (trouble == "message" || what == "limit") inform(lines, what) else warn(lines, what)
}

#' For each unit that has any, the names of its columns in a state.
#' @noRd
columns_in_state <- function(fit, state) {
  named <- lapply(fit$outputs, function(output) fit$columns$name[output$states == state])
  named <- stats::setNames(named, fit$units)[lengths(named) > 0]
  if (state != "aliased") return(named)
  named[vapply(fit$outputs[names(named)], `[[`, "", "status") != "silent"]
}

silent_lines <- function(fit, ids) {
  if (length(ids) == 0) return(NULL)
  end <- fit$intercept_[match(ids, fit$units)]
  unseen <- is.nan(end)
  all_one <- !unseen & mean_responses(fit)[ids] > 0
  c(units_lines("without a spike in the rows used", ids[!unseen & !all_one]),
    units_lines("that are 1 in all rows used", ids[all_one]),
    units_lines("without a known entry in the rows used", ids[unseen]),
    i = paste0("Coefficients are NA, the intercept is ", paste(unique(end), collapse = " or "), "."))
}

units_lines <- function(what, ids) {
  if (length(ids) > 0) cli::format_inline("{length(ids)} unit{?s} {what}: {.val {ids}}.")
}

#' @param ids,few Units that did not converge; units with fewer events than coefficients.
#' @noRd
unconverged_lines <- function(ids, few = character()) {
  if (length(ids) == 0) return(NULL)
  few <- few[few %in% ids]
  c(cli::format_inline("The search did not converge for {length(ids)} unit{?s}: {.val {ids}}."),
    x = if (length(few) > 0) {
      cli::format_inline("{length(few)} of them {?has/have} fewer events than coefficients: there may be no maximum.")
    },
    i = if (length(few) > 0) cli::format_inline("A penalty makes one: {.val Ridge}."),
    i = if (length(few) < length(ids)) {
      cli::format_inline("Allow more steps: {.code solver_kwargs = list(maxiter = 1000)}.")
    })
}

units_of_few_events <- function(fit) {
  if (!as_observation_model(fit$spec$observation_model)$kind %in% c("count", "binary")) return(character())
  few <- vapply(fit$outputs, function(output) isTRUE(output$n_events < sum(output$states == "estimated")), NA)
  fit$units[few]
}

aliased_lines <- function(columns) {
  if (length(columns) == 0) return(NULL)
  c("Columns that depend on those before them have no coefficient of their own (NA).",
    describe_columns(columns))
}

separation_lines <- function(columns) {
  if (length(columns) == 0) return(NULL)
  c("The likelihood has no maximum: it still rises as coefficients go to infinity.",
    describe_columns(columns), i = cli::format_inline("A penalty makes them finite: {.val Ridge}."))
}

name_limit_columns <- function(fit) {
  c("Columns that are 0 at every spike have their coefficient at the limit: where they are not 0, the rate is 0.",
    describe_columns(columns_in_state(fit, "limit")))
}

name_some <- function(names, n = 6) {
  if (length(names) <= n + 1) return(cli::format_inline("{.val {names}}"))
  cli::format_inline("{.val {names[seq_len(n)]}} and {length(names) - n} more")
}

#' One line per unit with the names of its columns, or one line where there is one unit or all agree.
#' @noRd
describe_columns <- function(columns_of_units, max_units = 5) {
  text <- vapply(columns_of_units, name_some, "")
  if (length(unique(text)) == 1) {
    ids <- names(text)
    who <- if (length(ids) > 1) cli::format_inline("{length(ids)} units: ") else ""
    return(c(x = paste0(who, text[[1]])))
  }
  shown <- utils::head(text, max_units)
  lines <- stats::setNames(paste0("unit ", names(shown), ": ", shown), rep("x", length(shown)))
  hidden <- length(text) - length(shown)
  c(lines, if (hidden > 0) c(x = paste("and", hidden, "more units")))
}
