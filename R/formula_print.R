#' @export
print.spike_glm <- function(x, ...) print_lines(x)

#' @export
format.spike_glm <- function(x, ...) {
  c(wrapped(paste0("<spike_glm> ", deparse1(x$formula))), wrapped(rows_line(x, paste0(units_line(x), ", "))),
    penalty_line(x), unit_lines(x))
}

#' Lines that fit the console, all but the first set in.
#' @noRd
wrapped <- function(text) strwrap(text, getOption("width") + 1, exdent = 2)

rows_line <- function(fit, units) {
  paste0(units, big(fit$n_rows), if (is.null(fit$bin_size)) " rows" else sprintf(" bins of %g s", fit$bin_size),
         " (", big(fit$n_dropped), " left out",
         if (length(fit$lost) > 0) paste0(": ", paste(names(fit$lost), big(fit$lost), collapse = ", ")), ")")
}

units_line <- function(fit) {
  n <- length(fit$units)
  paste(n, if (n == 1) "unit" else "units")
}

penalty_line <- function(fit) {
  if (!is_penalised(fit)) return(NULL)
  paste("penalty:", fit$spec$regularizer)
}

#' What a user asks first of each unit; many units show as a range.
#' @noRd
unit_lines <- function(fit, n_shown = getOption("anemone.print_rows", 8L)) {
  summary <- unit_summary(fit)
  shown <- utils::head(summary, n_shown)
  lines <- sprintf("  unit %s: %s %s, log-likelihood %.2f, %s bits per spike%s",
                   format(shown$unit), format(big(shown$n_spikes)),
                   format(ifelse(shown$n_spikes == 1, "spike", "spikes")), shown$logLik,
                   format(round(shown$bits_per_spike, 3)),
                   ifelse(shown$status == "converged", "", paste0(" (", shown$status, ")")))
  hidden <- nrow(summary) - nrow(shown)
  c(lines, if (hidden > 0) paste("#", counted(hidden, "more unit")),
    if (length(fit$terms) > 0) next_verbs(fit))
}

#' Whether a term is convolved with a basis.
#' @noRd
has_filters <- function(fit) any(vapply(fit$terms, function(term) !is.null(term$kernel), NA))

#' What to ask a fit next.
#' @noRd
next_verbs <- function(fit) {
  tuned <- vapply(fit$terms, inherits, NA, "tuned_term")
  verbs <- c(if (has_filters(fit)) "filters() the filters", if (any(tuned)) "curves() the tuning", "summary() the tests",
             "autoplot() a picture")
  verbs[1] <- sub("()", "() gives", verbs[1], fixed = TRUE)
  strwrap(paste(verbs, collapse = ", "), getOption("width") + 1, prefix = "# ")
}
