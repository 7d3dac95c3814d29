# Labels: a leaf is called by its own label or its class.

basis_label <- function(basis) UseMethod("basis_label")

#' @export
basis_label.basis <- function(basis) basis$label %||% class(basis)[1]

#' Readable column names: `label[function]`, or `label[channel, function]` for several channels.
#' @noRd
feature_names <- function(basis, channel_names, labels = basis_label(basis)) {
  UseMethod("feature_names")
}

#' @export
feature_names.basis <- function(basis, channel_names, labels = basis_label(basis)) {
  n_functions <- n_basis_funcs(basis)
  n_channels <- n_output_features(basis) / max(n_functions, 1)
  functions <- seq_len(n_functions)
  if (length(attr(basis, "input_shape")[[1]]) == 0) return(sprintf("%s[%d]", labels, functions))
  channels <- channel_names[[1]] %||% seq_len(n_channels)
  sprintf("%s[%s, %d]", labels, rep(channels, each = n_functions), rep(functions, n_channels))
}
