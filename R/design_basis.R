#' The design of a basis
#'
#' The columns of [compute_features()] as a [design][design_matrix()]: described, not stored. Sums of bases become
#' terms side by side, lagged features are made from the signal as they are needed, products are
#' never written out.
#'
#' @param basis A basis, such as [RaisedCosineLogConv()].
#' @param ... One signal per input of the basis, as in [compute_features()].
#' @return A `Design`; [fit()] takes the counts beside it. `model.matrix()` gives the features; rows that
#'   [compute_features()] fills with a number other than `NaN` are as there. `fitted_basis()` gives the basis with its
#'   range.
#' @section Errors: those of [compute_features()].
#' @examples
#' X <- design(RaisedCosineLogConv(4, window_size = 20), rnorm(1000))
#' X
#' fit(GLM(), X, rpois(1000, 1))$coef_
#' @export
design <- function(basis, ...) {
  check_class(basis, "basis")
  if (inherits(basis, "TransformerBasis")) basis <- basis$basis
  call <- rlang::current_env()
  signals <- as_signals(basis, list(...), call)
  basis <- learn_basis(basis, signals, call)
  parts <- basis_parts(basis, signals)
  labels <- additive_labels(basis, leaf_labels(basis))
  blocks <- Map(function(part, label) {
    c(component_block(part$basis, part$signals, call), list(term = label))
  }, parts, labels)
  names <- feature_names(basis, lapply(signals, `[[`, "names"))
  n <- vapply(blocks, block_width, 0)
  series <- first_of(signals, "series")
  columns <- column_table(make.unique(names), rep(labels, n))
  new <- new_Design(unname(blocks), n_samples(signals[[1]]), columns, time = if (!is.null(series)) time(series),
                    epochs = if (!is.null(series)) support(series))
  structure(new, basis = basis)
}

#' The additive components of a basis, each with its signals.
#' @noRd
basis_parts <- function(basis, signals) {
  if (!inherits(basis, "AdditiveBasis")) return(list(list(basis = basis, signals = signals)))
  parts <- per_part(basis, signals)
  c(basis_parts(basis$basis1, parts[[1]]), basis_parts(basis$basis2, parts[[2]]))
}

#' One component as a block: lagged, or evaluated channel by channel, or, where it is neither, as numbers.
#' @noRd
component_block <- function(basis, signals, call) {
  if (inherits(basis, "conv_basis")) return(lagged_component(basis, signals[[1]], call))
  leaves <- basis_leaves(basis)
  evaluated <- vapply(leaves, inherits, NA, "eval_basis") & !vapply(leaves, inherits, NA, "CustomBasis")
  nested <- vapply(basis_nodes(basis), inherits, NA, "AdditiveBasis")
  if (!all(evaluated) || any(nested)) {
    return(list(kind = "dense", values = unname(basis_features(basis, signals, call))))
  }
  channel_blocks(basis, signals)
}

#' A convolution over the epochs of a signal, each on its own: before and after an epoch nothing is known.
#' @noRd
lagged_component <- function(basis, signal, call) {
  signal <- check_numeric_signal(signal, call = call)
  kernel <- basis_kernel(basis)
  settings <- basis$conv_kwargs
  advance <- kernel_advance(nrow(kernel), settings$predictor_causality %||% "causal", settings$shift, call)
  lead <- max(nrow(kernel) - 1L - advance, 0L)
  trail <- max(advance, 0L)
  starts <- epoch_starts(signal)
  n_rows <- diff(starts)
  origin <- lead + starts[-length(starts)] + (seq_along(n_rows) - 1) * (lead + trail)
  values <- as.matrix(signal$values)
  padded <- matrix(NA_real_, nrow(values) + length(n_rows) * (lead + trail), ncol(values))
  padded[sequence(n_rows, from = origin + 1), ] <- as.double(values)
  list(kind = "lagged", signal = padded, kernel = kernel, advance = advance, first_row = starts[-length(starts)],
       n_rows = n_rows, origin = origin)
}
