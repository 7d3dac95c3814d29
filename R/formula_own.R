# own(): of a frame with a column for each unit, the unit's own. Within conv(), tuned() and offset() it is a signal of
# as many channels. Elsewhere it is a plain variable, one for each unit: its terms, interactions and functions are
# those of lm() in each unit's own model frame, and only they have columns for each unit.

#' Whether an expression asks for each unit's own column.
#' @noRd
mentions_own <- function(expr) length(own_calls(expr)) > 0

#' The calls of own() in an expression, named as they are written.
#' @noRd
own_calls <- function(expr) {
  if (!is.call(expr)) return(list())
  if (call_head(expr) == "own") return(stats::setNames(list(expr), deparse1(expr)))
  calls <- unlist(lapply(as.list(expr)[-1], own_calls), recursive = FALSE)
  calls[!duplicated(names(calls))]
}

#' An expression with its calls of own() as names of variables.
#' @noRd
name_own <- function(expr) {
  if (!is.call(expr)) return(expr)
  if (call_head(expr) == "own") return(as.name(deparse1(expr)))
  as.call(c(expr[[1]], lapply(as.list(expr)[-1], name_own)))
}

#' The plain summands: terms with own(), each for itself, and the formula of all others, NULL without any.
#' @noRd
split_plain <- function(pieces, call) {
  if (!any(vapply(pieces, mentions_own, NA))) return(list(own = list(), plain = plain_formula(pieces)))
  factors <- attr(plain_terms(plain_formula(pieces), call), "factors")
  summands <- lapply(colnames(factors), str2lang)
  own <- vapply(summands, mentions_own, NA)
  list(own = lapply(which(own), make_own_term, factors), plain = plain_formula(summands[!own]))
}

#' One term with own() in it. How a factor is coded depends on which of the terms within it the formula has.
#' @noRd
make_own_term <- function(at, factors) {
  within <- colSums(factors[factors[, at] == 0, , drop = FALSE] > 0) == 0
  summands <- lapply(colnames(factors)[within], str2lang)
  label <- colnames(factors)[at]
  signal <- str2lang(label)
  structure(list(label = label, expr = label, signal = signal, calls = own_calls(signal),
                 formula = plain_formula(lapply(summands, name_own)), before = NA),
            class = c("own_term", "design_term"))
}

#' @export
bind_term.own_term <- function(term, source, scope, grid, settings, call) {
  units <- names(source$fitted)
  check_known_functions(term$formula, scope$env, call)
  aligned <- align_variables(used_variables(term$signal), scope, grid, call)
  values <- lapply(aligned, `[[`, "values")
  own <- lapply(term$calls, eval, values, scope_with_own(scope, units, call)$env)
  parts <- lapply(stats::setNames(units, units), function(unit) {
    data <- c(values, lapply(own, function(columns) columns[, unit]))
    recipe <- term$recipes[[unit]] %||% list(formula = term$formula)
    last_term(model_columns(recipe, data[used_variables(term$formula[[2]])], scope$env, call))
  })
  term$recipes <- lapply(parts, `[[`, "plain")
  of_unit <- rep(units, vapply(parts, function(part) ncol(part$values), 0L))
  values <- do.call(cbind, lapply(unname(parts), `[[`, "values"))
  # Names that are no R names come in backticks.
  columns <- column_table(paste0(gsub("`", "", colnames(values)), ":", of_unit), term$label, from = of_unit,
                          role = "own", scale = column_scales(values))
  block <- list(kind = "dense", term = term$label, values = unname(values))
  list(block = block, columns = columns, how = aligned[[1]]$how, term = term)
}

#' The columns of the last term of a model frame, the one that all others lie within.
#' @noRd
last_term <- function(columns) {
  columns$values <- columns$values[, columns$assign == max(columns$assign), drop = FALSE]
  columns
}

#' The function own() of a formula: the columns of a frame that are named as the units.
#' @noRd
own_columns <- function(units, call) {
  function(x) {
    missing <- setdiff(units, colnames(x))
    if (length(missing) == 0) return(x[, units, drop = FALSE])
    abort(c("{.code own()} takes a frame with a column for each unit, named as the unit.",
            x = if (is.null(colnames(x))) "Got {describe(x)}." else "There is none for unit {.val {missing}}."),
          "unknown_unit", units = missing, call = call)
  }
}

#' A scope in which own() is known.
#' @noRd
scope_with_own <- function(scope, units, call) {
  within_env(scope, rlang::env(scope$env, own = own_columns(units, call)))
}
