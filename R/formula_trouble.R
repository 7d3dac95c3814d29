# What a user is told about coefficients at their limit: not columns but milliseconds.

#' One line per term whose functions are at their limit in some unit.
#' @noRd
limit_lines <- function(fit) {
  lines <- lapply(fit$terms, function(term) {
    if (is.null(term$kernel)) return(name_tuned_limits(fit, term))
    zones <- vapply(fit$units, limit_zone, 0, fit = fit, term = term)
    if (all(is.na(zones))) return(NULL)
    within <- paste(signif(1000 * max(zones, na.rm = TRUE), 3), "ms")
    units <- if (length(fit$units) == 1) "" else paste0(" (", units_text(fit$units[!is.na(zones)]), ")")
    if (inherits(term, "history_term")) return(paste0(term$label, ": no spike within ", within, " of another", units))
    if (inherits(term, "coupling_term")) {
      n <- n_limit_pairs(fit, term)
      return(paste0(term$label, ": ", n, if (n == 1) " pair of units never fires" else " pairs of units never fire",
                    " within ", within, " of each other", units))
    }
    paste0(term$label, ": no spike where its first ", within, " are not 0", units)
  })
  limits <- unique(fit$coef_[is.infinite(fit$coef_)])
  c(unlist(lines), name_plain_limits(fit),
    i = paste0("Their coefficients are ", paste(sort(limits), collapse = " or "), ": the rate there is 0."))
}

#' How many functions of a term are 0 at every spike.
#' @noRd
name_tuned_limits <- function(fit, term) {
  own <- fit$columns$term == term$label
  at_limit <- vapply(fit$outputs, function(output) sum(output$states[own] == "limit"), 0L)
  if (all(at_limit == 0)) return(NULL)
  per_unit <- if (isTRUE(term$own)) sum(own) / length(fit$units) else sum(own)
  many <- length(fit$units) > 1
  paste0(term$label, ": no spike where ", if (many) "up to ", max(at_limit), " of ", per_unit, " functions are not 0",
         if (many) paste0(" (", units_text(fit$units[at_limit > 0]), ")"))
}

#' Plain variables that are 0 at every spike, by name.
#' @noRd
name_plain_limits <- function(fit) {
  plain <- !fit$columns$term %in% names(fit$terms)
  at_limit <- Reduce(`|`, lapply(fit$outputs, function(output) output$states == "limit"))
  if (!any(plain & at_limit)) return(NULL)
  paste0(paste(fit$columns$name[plain & at_limit], collapse = ", "), ": 0 at every spike")
}

#' The largest lag, in seconds, at which a function at its limit is not 0.
#' @noRd
limit_zone <- function(unit, fit, term) {
  own <- fit$columns$term == term$label & fit$outputs[[unit]]$states == "limit"
  if (!any(own)) return(NA_real_)
  functions <- (which(own) - match(term$label, fit$columns$term)) %% ncol(term$kernel) + 1
  reach <- max(which(rowSums(abs(term$kernel[, functions, drop = FALSE])) > 0))
  kernel_lags(term)[reach] * (fit$bin_size %||% 1)
}

n_limit_pairs <- function(fit, term) {
  sum(vapply(fit$outputs, function(output) {
    length(unique(fit$columns$from[fit$columns$term == term$label & output$states == "limit"]))
  }, 0L))
}

units_text <- function(units, n = 5) {
  text <- paste(utils::head(units, n), collapse = ", ")
  if (length(units) > n) text <- paste0(text, ", ... ", length(units), " in all")
  paste0(if (length(units) == 1) "unit " else "units ", text)
}
