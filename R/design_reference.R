# The functions of a spline basis add up to 1, and so does the intercept. Without a penalty such columns have one
# coefficient too many: each unit leaves one of them out, its reference, the one with most of its spikes, so that
# no other can be at its limit because of it. Which one it is changes no rate; curves() gives curves that do
# not depend on it. A product beside its main effects leaves out its row and column of the reference: what remains
# is the interaction. Curves by a factor beside the same curve without it leave out the first level: what remains are
# the differences from it.

#' What of each tuned() term the others say already.
#'
#' @return The terms, tuned ones with `reference`: a list of `margins`, for each factor of the basis whether its
#'   reference goes with all it is multiplied with; `whole`, whether one column goes: `"none"`, `"all"` or, for
#'   each level of `by`, `"level"`; and `first_level`, whether the first level of `by` goes.
#' @noRd
set_references <- function(terms, plain) {
  lapply(terms, function(term) {
    if (inherits(term, "tuned_term")) term$reference <- tuned_reference(term, terms, plain)
    term
  })
}

tuned_reference <- function(term, terms, plain) {
  leaves <- basis_leaves(term$basis)
  margins <- rep(FALSE, length(leaves))
  if (length(leaves) == 2 && length(term$signals) == 2) {
    present <- vapply(term$signals, has_main_effect, NA, term = term, terms = terms)
    # Functions of x alone are in the product through the constant of the other factor, that of y.
    margins <- rev(present)
  }
  by_plain <- is.null(term$by) || deparse1(term$by) %in% plain
  first_level <- !is.null(term$by) && has_same_curve(term, terms)
  # Beside the differences the levels' means are no one else's, unless the factor is a term.
  whole <- if (any(margins) || (first_level && !by_plain)) "none" else if (by_plain) "level" else "all"
  list(margins = margins, whole = whole, first_level = first_level)
}

#' Whether a curve by a factor has the same curve without it beside it.
#' @noRd
has_same_curve <- function(term, terms) {
  same <- c("signals", "basis")
  any(vapply(terms, function(other) {
    inherits(other, "tuned_term") && is.null(other$by) && identical(other[same], term[same])
  }, NA))
}

has_main_effect <- function(signal, term, terms) {
  any(vapply(terms, function(other) {
    inherits(other, "tuned_term") && identical(other$signals, list(signal)) && identical(other$by, term$by)
  }, NA))
}

#' The labels of the plain terms of a formula.
#' @noRd
plain_labels <- function(formula, call) {
  if (!is.null(formula)) attr(plain_terms(formula, call), "term.labels")
}

#' The 0-based columns that each unit leaves out: a list named by unit.
#' @noRd
reference_columns <- function(design, terms) {
  none <- stats::setNames(rep(list(integer()), length(design$units)), design$units)
  tuned <- Filter(function(term) inherits(term, "tuned_term") && needs_reference(term), terms)
  if (length(tuned) == 0) return(none)
  valid <- valid_rows(design)
  for (term in tuned) {
    at <- which(design$columns$term == term$label)
    # Columns of other terms do not matter here.
    block <- Filter(function(block) block$term == term$label, design$blocks)
    for (i in seq_along(design$units)) {
      spikes <- sums_at_spikes(block, design, i, valid)
      none[[i]] <- c(none[[i]], at[term_references(term, spikes, design$columns[at, ])] - 1L)
    }
  }
  none
}

#' A tuned() term with the mean of each of its columns over the rows of the fit, from which its curves are measured.
#' @noRd
learn_means <- function(term, design) {
  if (!inherits(term, "tuned_term") || !is.null(term$means)) return(term)
  term$means <- column_means(design, list(term_block(design, term)))
  term
}

#' How much of each column falls on the spikes of a unit, or on what is labelled. Only rows with spikes are looked at.
#' @noRd
sums_at_spikes <- function(block, design, unit, valid) {
  counts <- as.double(plain_values(design$response)[, unit])
  if (!is.null(design$classes)) counts[!is.na(counts)] <- 1
  rows <- which(valid & !is.na(counts) & counts != 0)
  drop(cpp_design_multiply_transposed(block, design$n_rows, list(begin = rows - 1, end = rows), matrix(counts), 1L))
}

#' Whether the functions of a term add up to a constant that the intercept, or a main effect, has as well.
#' @noRd
needs_reference <- function(term) {
  if (term$reference$first_level && !is.null(term$levels)) return(TRUE)
  if (!is.null(term$by) && is.null(term$levels) && term$reference$whole != "level") return(any(term$reference$margins))
  constant <- has_constant(term$basis)
  any(term$reference$margins & constant) || (term$reference$whole != "none" && all(constant))
}

#' For each factor of a basis whether its functions can add up to a constant over its range.
#' @noRd
has_constant <- function(basis) {
  if (inherits(basis, "MultiplicativeBasis")) return(c(has_constant(basis$basis1), has_constant(basis$basis2)))
  if (inherits(basis, "Category")) return(TRUE)
  if (n_basis_funcs(basis) == 0) return(FALSE)
  basis <- basis_of_channel(basis, 1)
  n <- c(201, 25, 9)[min(n_inputs(basis), 3)]
  axes <- lapply(attr(basis, "range"), function(range) {
    if (all(is.finite(range))) seq(range[1], range[2], length.out = n) else seq_len(n)
  })
  grid <- lapply(expand.grid(axes), new_signal)
  values <- basis_features(basis, grid, rlang::caller_env())
  values <- values[rowSums(!is.finite(values)) == 0, , drop = FALSE]
  max(abs(stats::.lm.fit(values, rep(1, nrow(values)))$residuals)) < 1e-8
}

#' The positions, among the columns of a term, of those that one unit leaves out.
#' @noRd
term_references <- function(term, spikes, columns) {
  n_functions <- length(function_labels(term$basis))
  channel <- match(columns$from, unique(columns$from))
  level <- if (term$reference$whole == "all") rep(1, nrow(columns)) else match(columns$level, unique(columns$level))
  groups <- split(seq_along(spikes), list(level, channel), drop = TRUE)
  constant <- has_constant(term$basis)
  margins <- term$reference$margins & constant
  unlist(lapply(groups, function(group) {
    if (term$reference$first_level && identical(columns$level[group[1]], term$levels[1])) return(group)
    best <- which.max(spikes[group])
    if (!any(margins)) return(if (term$reference$whole != "none" && all(constant)) group[best])
    sizes <- vapply(basis_leaves(term$basis), n_basis_funcs, 0)
    left <- (seq_len(n_functions) - 1) %/% sizes[2]
    right <- (seq_len(n_functions) - 1) %% sizes[2]
    group[(margins[1] & left == left[best]) | (margins[2] & right == right[best])]
  }), use.names = FALSE)
}

#' Takes the reference columns out of what each unit uses, but for those under a penalty, which settles them.
#' @noRd
leave_out_references <- function(design, penalised = rep(FALSE, nrow(design$columns))) {
  if (all(lengths(design$references) == 0)) return(design)
  n <- nrow(design$columns)
  design$output_columns <- lapply(seq_along(design$units), function(i) {
    used <- if (length(design$output_columns) == 0) seq_len(n) - 1 else design$output_columns[[i]]
    setdiff(used, setdiff(design$references[[i]], which(penalised) - 1))
  })
  design
}
