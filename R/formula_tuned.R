# tuned(): a basis evaluated at a signal. The term holds the basis, which learns its range in training, the
# `signals` and `by` as expressions, the `levels` of a factor `by`, and `reference`, which says what its columns
# can already be said by others (see design_reference.R).

make_tuned_term <- function(x, y = NULL, basis, by = NULL, align = NULL, penalty = NULL,
                            expr, settings, scope, call) {
  if (!is.null(align)) check_choice(align, c("mean", "last", "interpolate"), call = call)
  signals <- Filter(Negate(is.null), list(x, y))
  check_tuned_basis(basis, length(signals), expr, call)
  written <- c(vapply(signals, deparse1, ""), if (!is.null(by)) paste("by =", deparse1(by)))
  structure(list(label = sprintf("tuned(%s)", paste(written, collapse = ", ")), expr = deparse1(expr),
                 basis = basis, signals = signals, by = by, align = align, before = NA,
                 penalty = check_penalty(penalty, call)),
            class = c("tuned_term", "design_term"))
}

check_tuned_basis <- function(basis, n_signals, expr, call) {
  shown <- deparse1(expr)
  if (!inherits(basis, "basis")) {
    abort(c("{.code tuned()} needs a basis, such as {.code BSplineEval(8)}.",
            x = "{.code {shown}} has {describe(basis)}."), "formula", call = call)
  }
  if (any(vapply(basis_leaves(basis), inherits, NA, "conv_basis"))) {
    abort(c("{.code tuned()} needs a basis that is evaluated, whose name ends in {.code Eval}.",
            x = "{.code {shown}} has {format(basis)}.", i = "{.code conv()} filters a signal."),
          "formula", call = call)
  }
  if (inherits(basis, "AdditiveBasis")) {
    abort(c("{.code tuned()} takes one basis or a product.", x = "{.code {shown}} has a sum.",
            i = "Write a term for each: {.code tuned(x, basis = a) + tuned(y, basis = b)}."),
          "formula", call = call)
  }
  if (n_inputs(basis) == n_signals) return(invisible(basis))
  abort(c("{.code tuned()} takes as many signals as its basis has inputs: {n_inputs(basis)}.",
          x = "{.code {shown}} has {n_signals}.", i = "Two signals need a product of bases: {.code a * b}."),
        "formula", call = call)
}

#' `tuned(x, basis)` is `tuned(x, basis = basis)`: the second place is a signal's only if a basis follows.
#' @noRd
name_tuned_basis <- function(args) {
  if (!"basis" %in% names(args)) names(args)[names(args) == "y"] <- "basis"
  args
}
