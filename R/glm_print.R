# A specification prints as its call, with what differs from the default; a fit adds what was found.

#' @export
format.GLM <- function(x, ...) {
  spec <- unclass(spec_of(x))
  default <- formals(GLM)
  default$inverse_link_function <- as_observation_model(spec$observation_model)$link
  default["regularizer_strength"] <- list(checked_strength(regularizer_kind(spec$regularizer), NULL, NULL))
  differs <- vapply(names(spec), function(name) !identical(spec[[name]], default[[name]]), NA)
  values <- vapply(spec[differs], format_argument, "")
  paste0(model_name(x), "(", paste(names(values), "=", values, collapse = ", ")[any(differs)], ")")
}

model_name <- function(x) if (inherits(x, "PopulationGLM")) "PopulationGLM" else "GLM"

format_argument <- function(value) {
  if (inherits(value, "regularizer")) return(format(value))
  if (inherits(value, c("observation_model", "inverse_link"))) return(format(value))
  if (is.matrix(value)) return(paste("<", paste(dim(value), collapse = " x "), " matrix>", sep = ""))
  if (length(value) > 4 && is.atomic(value)) return(paste0("<", length(value), " values>"))
  deparse1(value)
}

#' @export
print.GLM <- function(x, ...) {
  cat("<", format(x), ">\n", sep = "")
  invisible(x)
}

#' @export
print.fitted_GLM <- function(x, digits = max(3, getOption("digits") - 3), ...) {
  print_fit_head(x)
  print(stats::coef(x), digits = digits)
  invisible(x)
}

#' @export
print.fitted_PopulationGLM <- function(x, digits = max(3, getOption("digits") - 3), n_units = 6, ...) {
  print_fit_head(x)
  shown <- seq_len(min(n_units, length(x$units)))
  table <- rbind(x$intercept_[shown], x$coef_[, shown, drop = FALSE])
  dimnames(table) <- list(c("(Intercept)", x$columns$name), x$units[shown])
  print(table, digits = digits)
  hidden <- length(x$units) - length(shown)
  writeLines(as.character(more_units(hidden)))
  invisible(x)
}

print_fit_head <- function(x) {
  cat(wrapped(paste0("<", format(x), "> fitted to ", format_rows(x), ", ",
                     cli::pluralize("{length(x$units)} unit{?s}"))), sep = "\n")
}

format_rows <- function(x) {
  if (is.na(x$n_rows)) return("rows that its file does not tell")
  used <- paste(format(x$n_rows, big.mark = ","), if (x$n_rows == 1) "row" else "rows")
  left_out <- c(if (x$n_dropped > 0) paste(format(x$n_dropped, big.mark = ","), "dropped"), format_missing(x))
  if (length(left_out) == 0) return(used)
  paste0(used, " (", paste(left_out, collapse = "; "), ")")
}

#' How many entries some units miss in the rows used, those with the most first.
#' @noRd
format_missing <- function(x, max_units = 3) {
  missing <- x$n_missing[x$n_missing > 0]
  if (length(missing) == 0) return(NULL)
  shown <- utils::head(sort(missing, decreasing = TRUE), max_units)
  named <- paste0(names(shown), ": ", format(shown, big.mark = ",", trim = TRUE), collapse = ", ")
  hidden <- length(missing) - length(shown)
  paste0("missing in ", named, if (hidden > 0) paste(" and", hidden, "more units"))
}
