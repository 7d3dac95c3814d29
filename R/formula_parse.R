# From a formula to its pieces: the left side, the terms that are blocks of their own, the offsets, and
# the plain variables, which go through R's own model frame.

special_terms <- c("conv", "history", "coupling", "tuned")

parse_spike_formula <- function(formula, call) {
  if (!inherits(formula, "formula") || length(formula) != 3) {
    abort(c(paste("{.arg formula} must have two sides, such as",
                  "{.code units ~ conv(current, RaisedCosineLogConv(8), window = 0.2)}."),
            x = "Got {describe(formula)}."), "formula", call = call)
  }
  pieces <- split_sum(formula[[3]], call)
  heads <- vapply(pieces, call_head, "")
  special <- heads %in% special_terms
  check_specials_alone(pieces[!special], call)
  list(response = formula[[2]],
       specials = pieces[special],
       offsets = lapply(pieces[heads == "offset"], function(piece) piece[[2]]),
       plain = pieces[!special & heads != "offset"])
}

#' The summands of the right side. The constant is always there and is not listed.
#' @noRd
split_sum <- function(expr, call) {
  head <- call_head(expr)
  if (head == "(") return(split_sum(expr[[2]], call))
  if (is_sum(expr)) return(do.call(c, lapply(summands(expr), split_sum, call)))
  if (head == "-" || identical(expr, 0)) {
    abort(c("A model of spiking always has its constant, and terms are only added.",
            x = "{.arg formula} has {.code {deparse1(expr)}}.",
            i = "Leave out what should not be in the model."), "formula", call = call)
  }
  if (identical(expr, 1)) return(list())
  if (!is.language(expr)) {
    abort(c("A term of {.arg formula} must be a variable or a function of one.",
            x = "{.arg formula} has {.code {deparse1(expr)}}.", i = "See {.code ?spike_terms}."),
          "formula", call = call)
  }
  list(expr)
}

is_sum <- function(expr) call_head(expr) == "+" && length(expr) == 3

#' What a sum adds up. It is nested to its left as deep as it has summands, too deep for functions that call themselves.
#' @noRd
summands <- function(expr) {
  parts <- list()
  while (is_sum(expr)) {
    parts <- c(list(expr[[3]]), parts)
    expr <- expr[[2]]
  }
  c(list(expr), parts)
}

call_head <- function(expr) {
  if (is.call(expr) && is.name(expr[[1]])) as.character(expr[[1]]) else ""
}

#' An error for a term such as `tuned(x, basis):side`.
#' @noRd
check_specials_alone <- function(pieces, call) {
  for (piece in pieces) {
    inside <- intersect(special_terms, called_functions(piece))
    if (length(inside) == 0) next
    abort(c("{.fn {inside[1]}} must be a term of its own.", x = "{.arg formula} has {.code {deparse1(piece)}}.",
            i = "{.code tuned(x, basis, by = side)} gives each level of a factor a curve.",
            i = "A filter for some bins alone is {.code conv(x * (side == \"left\"), ...)}."),
          "formula", call = call)
  }
}

#' The plain summands as one formula, or NULL.
#' @noRd
plain_formula <- function(plain) {
  if (length(plain) == 0) return(NULL)
  rhs <- Reduce(function(a, b) call("+", a, b), plain)
  stats::as.formula(call("~", rhs), env = baseenv())
}
