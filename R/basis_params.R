#' Parameters of a basis
#'
#' `get_params()` lists the arguments that a basis was made with; `set_params()` gives the basis with some of
#' them changed and checked anew. The parameters of a leaf of a composition are called
#' `<label>__<parameter>`; under its label alone a whole part can be replaced.
#'
#' @param object A basis.
#' @param ... New values, by name.
#' @return `get_params()`: a named list. `set_params()`: the changed basis; what it had learned from data, but
#'   for the shape of its inputs, is forgotten.
#' @section Errors:
#' `anemone_error_unknown_parameter` for a name that is none of the parameters; otherwise those of the
#' constructor.
#' @examples
#' basis <- BSplineEval(5, label = "x") + HistoryConv(10)
#' names(get_params(basis))
#' set_params(basis, x__n_basis_funcs = 7)
#' @name basis_params
NULL

#' @rdname basis_params
#' @export
get_params <- function(object) UseMethod("get_params")

#' @rdname basis_params
#' @export
set_params <- function(object, ...) UseMethod("set_params")

#' @export
get_params.default <- function(object) refuse_no_basis(object, "object")

#' @export
set_params.default <- function(object, ...) refuse_no_basis(object, "object")

#' @export
get_params.basis <- function(object) unclass(forget(object))

#' @export
get_params.composite_basis <- function(object) {
  nodes <- basis_nodes(object)[-1]
  parameters <- Map(node_parameters, nodes, names(nodes))
  c(list(label = object$label), nodes, unlist(unname(parameters), recursive = FALSE))
}

node_parameters <- function(node, label) {
  own <- if (inherits(node, "composite_basis")) list(label = node$label) else get_params(node)
  stats::setNames(own, paste0(label, "__", names(own)))
}

#' @export
set_params.basis <- function(object, ...) {
  new <- list(...)
  check_known_parameters(names(new), names(object), rlang::current_env())
  kept <- attr(object, "input_shape")
  basis <- forget(object)
  basis[names(new)] <- new
  structure(validate_basis(basis, rlang::current_env()), input_shape = kept)
}

#' @export
set_params.composite_basis <- function(object, ...) {
  new <- list(...)
  basis <- object
  paths <- node_paths(basis)
  check_known_parameters(names(new), names(get_params(basis)), rlang::current_env())
  for (part in intersect(names(new), names(paths))) basis[[paths[[part]]]] <- new[[part]]
  for (name in setdiff(names(new), c("label", names(paths)))) {
    part <- owner_of(name, names(paths))
    parameter <- stats::setNames(new[name], substring(name, nchar(part) + 3))
    basis[[paths[[part]]]] <- do.call(set_params, c(list(basis[[paths[[part]]]]), parameter))
  }
  if ("label" %in% names(new)) basis["label"] <- new["label"]
  validate_basis(basis, rlang::current_env())
}

#' The part that a parameter named `<label>__<parameter>` belongs to.
#' @noRd
owner_of <- function(name, labels) {
  owners <- labels[startsWith(name, paste0(labels, "__"))]
  owners[which.max(nchar(owners))]
}

#' Where in a composition each part is: the fields that lead to it, named by its label.
#' @noRd
node_paths <- function(basis, labels = leaf_labels(basis), path = character()) {
  here <- stats::setNames(list(path), tree_label(basis, labels))[length(path) > 0]
  if (!inherits(basis, "composite_basis")) return(here)
  parts <- labels_per_part(basis, labels)
  c(here, node_paths(basis$basis1, parts[[1]], c(path, "basis1")),
    node_paths(basis$basis2, parts[[2]], c(path, "basis2")))
}

check_known_parameters <- function(names, known, call) {
  unknown <- if (is.null(names)) "" else setdiff(names, known)
  if (length(unknown) == 0) return(invisible())
  abort(c("Parameters must be named as in {.fn get_params}.",
          x = if (nzchar(unknown[1])) "There is no {.field {unknown[1]}}." else "Got a value without a name.",
          i = "Did you mean {.or {.field {nearest_names(unknown[1], known)}}}?"),
        "unknown_parameter", parameter = unknown[1], call = call)
}
