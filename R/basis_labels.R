# Labels. A leaf of a composition is called by its own label or its class, the second and later leaves of a
# class with a number behind it, from left to right; a composition by its own label or its parts.

#' Labels of the leaves of a basis, left to right, all different.
#' @noRd
leaf_labels <- function(basis) {
  leaves <- basis_leaves(basis)
  classes <- vapply(leaves, function(leaf) class(leaf)[1], "")
  own <- vapply(leaves, function(leaf) leaf$label %||% NA_character_, "")
  numbers <- stats::ave(seq_along(leaves), classes, is.na(own), FUN = seq_along) - 1
  default <- ifelse(numbers == 0, classes, paste0(classes, "_", numbers))
  ifelse(is.na(own), default, own)
}

basis_leaves <- function(basis) UseMethod("basis_leaves")

#' @export
basis_leaves.basis <- function(basis) list(basis)

#' @export
basis_leaves.composite_basis <- function(basis) {
  c(basis_leaves(basis$basis1), basis_leaves(basis$basis2))
}

basis_label <- function(basis) tree_label(basis, leaf_labels(basis))

tree_label <- function(basis, labels) UseMethod("tree_label")

#' @export
tree_label.basis <- function(basis, labels) labels

#' @export
tree_label.composite_basis <- function(basis, labels) {
  basis$label %||% default_tree_label(basis, labels)
}

default_tree_label <- function(basis, labels = leaf_labels(basis)) {
  parts <- labels_per_part(basis, labels)
  sign <- if (inherits(basis, "AdditiveBasis")) " + " else " * "
  paste0("(", tree_label(basis$basis1, parts[[1]]), sign, tree_label(basis$basis2, parts[[2]]), ")")
}

labels_per_part <- function(basis, labels) {
  first <- seq_along(basis_leaves(basis$basis1))
  list(labels[first], labels[-first])
}

#' Every node of a basis, from the root down, named by its label.
#' @noRd
basis_nodes <- function(basis, labels = leaf_labels(basis)) UseMethod("basis_nodes")

#' @export
basis_nodes.basis <- function(basis, labels = leaf_labels(basis)) {
  stats::setNames(list(basis), labels)
}

#' @export
basis_nodes.composite_basis <- function(basis, labels = leaf_labels(basis)) {
  parts <- labels_per_part(basis, labels)
  c(stats::setNames(list(basis), tree_label(basis, labels)),
    basis_nodes(basis$basis1, parts[[1]]), basis_nodes(basis$basis2, parts[[2]]))
}

#' Labels that users gave, anywhere in a basis.
#' @noRd
own_labels <- function(basis) {
  unlist(lapply(unname(basis_nodes(basis)), function(node) node$label))
}

check_labels_differ <- function(basis, call) {
  labels <- own_labels(basis)
  repeated <- unique(labels[duplicated(labels)])
  if (length(repeated) == 0) return(invisible(basis))
  abort(c("The labels of a composition must differ.",
          x = "{cli::qty(repeated)}{.val {repeated}} occur{?s/} more than once.",
          i = "Give one of the bases another {.arg label}."), "label", labels = repeated, call = call)
}

#' A label that is no class of this package, nor one with a number; the own class means no label.
#' @noRd
own_label <- function(basis, call) {
  label <- basis$label
  if (is.null(label) || identical(label, class(basis)[1])) return(NULL)
  check_string(label, arg = "label", call = call)
  if (!is_basis_class(sub("_[0-9]+$", "", label))) return(label)
  abort(c("{.arg label} must not be the name of a kind of basis.", x = "Got {.val {label}}.",
          i = "Those names stand for bases without a label."),
        "label", argument = "label", value = label, call = call)
}

is_basis_class <- function(name) {
  constructor <- get0(name, envir = topenv(), mode = "function")
  grepl("^[A-Z]", name) && !is.null(constructor) && "label" %in% names(formals(constructor))
}

#' A part of a composition, by its label
#'
#' @param x A basis.
#' @param i A label: that of a leaf, or of a sum or product within `x`.
#' @return The basis of this label.
#' @section Errors:
#' `anemone_error_label` for a label that does not occur, with those that do.
#' @examples
#' basis <- BSplineEval(5, label = "position") + HistoryConv(10)
#' basis["position"]
#' @export
`[.basis` <- function(x, i) {
  nodes <- basis_nodes(x)
  if (is.character(i) && length(i) == 1 && i %in% names(nodes)) return(nodes[[i]])
  abort(c("Parts of a basis are taken by label.", x = "Got {describe(i)}.",
          i = "This basis has {.or {.val {names(nodes)}}}."), "label", label = i)
}

#' Readable column names: `label[function]`, or `label[channel, function]` for several channels.
#' @noRd
feature_names <- function(basis, channel_names, labels = leaf_labels(basis)) {
  UseMethod("feature_names")
}

#' @export
feature_names.basis <- function(basis, channel_names, labels = leaf_labels(basis)) {
  indexed_names(labels, attr(basis, "input_shape")[[1]], channel_names[[1]],
                seq_len(n_basis_funcs(basis)))
}

indexed_names <- function(label, shape, channels, functions) {
  if (length(functions) == 0) return(character())
  if (length(shape) == 0) return(sprintf("%s[%s]", label, functions))
  channels <- channels %||% seq_len(prod(shape))
  sprintf("%s[%s, %s]", label, rep(channels, each = length(functions)),
          rep(functions, length(channels)))
}

#' @export
feature_names.AdditiveBasis <- function(basis, channel_names, labels = leaf_labels(basis)) {
  unlist(names_per_part(basis, channel_names, labels))
}

#' @export
feature_names.MultiplicativeBasis <- function(basis, channel_names, labels = leaf_labels(basis)) {
  names <- names_per_part(basis, channel_names, labels)
  left <- channel_columns(basis$basis1)
  right <- channel_columns(basis$basis2)
  products <- lapply(seq_len(nrow(left)), function(j) {
    sprintf("%s:%s", rep(names[[1]][left[j, ]], each = ncol(right)), rep(names[[2]][right[j, ]], ncol(left)))
  })
  as.character(unlist(products))
}

names_per_part <- function(basis, channel_names, labels) {
  labels <- labels_per_part(basis, labels)
  channel_names <- per_part(basis, channel_names)
  list(feature_names(basis$basis1, channel_names[[1]], labels[[1]]),
       feature_names(basis$basis2, channel_names[[2]], labels[[2]]))
}
