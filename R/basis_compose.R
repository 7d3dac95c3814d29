#' Sums and products of bases
#'
#' `a + b` puts the columns of two bases side by side; each takes its own inputs, those of `a` first.
#' `a * b` multiplies every function of `a` with every function of `b` (which runs fastest), for joint
#' tuning to two inputs. `a * 3` is `a + a + a`, and `a ^ 3` is `a * a * a`.
#'
#' @param basis1,basis2 Bases.
#' @param e1,e2 Bases, or a basis and a positive whole number.
#' @param label A name for the composition; by default made of the labels of its parts.
#' @return A basis with the fields `basis1`, `basis2` and `label`.
#' @section Errors:
#' `anemone_error_label` where a label occurs twice, or a labelled basis is repeated by a number;
#' `anemone_error_bad_argument` for products of two Fourier bases, and for numbers that are not positive and
#' whole.
#' @examples
#' place <- BSplineEval(4, label = "position")
#' phase <- CyclicBSplineEval(4, label = "theta")
#' basis <- place + BSplineEval(4) * phase
#' basis
#' basis["theta"]
#' @name basis_composition
NULL

#' @rdname basis_composition
#' @export
AdditiveBasis <- function(basis1, basis2, label = NULL) {
  compose("AdditiveBasis", basis1, basis2, label, rlang::current_env())
}

#' @rdname basis_composition
#' @export
MultiplicativeBasis <- function(basis1, basis2, label = NULL) {
  compose("MultiplicativeBasis", basis1, basis2, label, rlang::current_env())
}

compose <- function(class, basis1, basis2, label, call) {
  check_class(basis1, "basis", arg = "basis1", call = call)
  check_class(basis2, "basis", arg = "basis2", call = call)
  new_basis(list(basis1 = basis1, basis2 = basis2, label = label), c(class, "composite_basis"), call)
}

#' @rdname basis_composition
#' @export
Ops.basis <- function(e1, e2) {
  call <- rlang::current_env()
  if (inherits(e1, "TransformerBasis") || inherits(e2, "TransformerBasis")) {
    return(TransformerBasis(get(.Generic)(unwrap(e1), unwrap(e2))))
  }
  both <- inherits(e1, "basis") && inherits(e2, "basis")
  if (.Generic == "+" && both) return(compose("AdditiveBasis", e1, e2, NULL, call))
  if (.Generic == "*" && both) return(compose("MultiplicativeBasis", e1, e2, NULL, call))
  if (.Generic == "*" && inherits(e2, "basis")) return(repeat_basis("AdditiveBasis", e2, e1, call))
  if (.Generic == "*") return(repeat_basis("AdditiveBasis", e1, e2, call))
  if (.Generic == "^") return(repeat_basis("MultiplicativeBasis", e1, e2, call))
  abort(c("Bases can be combined by `+`, `*` and `^`.",
          x = "Got {describe(e1)} {(.Generic)} {if (missing(e2)) '' else describe(e2)}.",
          i = "Both sides of `+` are bases; `*` and `^` also take a positive whole number."),
        "bad_argument", call = call)
}

unwrap <- function(x) if (inherits(x, "TransformerBasis")) x$basis else x

repeat_basis <- function(class, basis, times, call) {
  check_count(times, arg = if (class == "AdditiveBasis") "factor" else "exponent", lower = 1, call = call)
  labels <- own_labels(basis)
  if (times > 1 && length(labels) > 0) {
    abort(c("A basis that is repeated by a number must have default labels.",
            x = "{.val {labels}} would occur {times} times.",
            i = "Write the sum or product out, with a label for each part."),
          "label", labels = labels, call = call)
  }
  Reduce(function(a, b) compose(class, a, b, NULL, call), rep(list(basis), times))
}

#' @export
validate_basis.composite_basis <- function(basis, call) {
  if (identical(basis$label, default_tree_label(basis))) basis["label"] <- list(NULL)
  basis <- NextMethod()
  check_labels_differ(basis, call)
  basis
}

#' @export
validate_basis.MultiplicativeBasis <- function(basis, call) {
  if (is_complex_basis(basis$basis1) && is_complex_basis(basis$basis2)) {
    abort(c("A product may hold one complex basis, such as {.cls FourierEval}.", x = "Got two.",
            i = "{.code FourierEval(ndim = 2)} has the joint frequencies of two inputs."),
          "bad_argument", call = call)
  }
  shapes <- unique(Filter(Negate(is.null), input_shape(basis)))
  if (length(shapes) > 1) {
    warn(c("The parts of a product were set up with inputs of different shape.",
           i = "What they learned from their data is forgotten."), "shape_conflict")
    basis$basis1 <- forget(basis$basis1)
    basis$basis2 <- forget(basis$basis2)
  }
  NextMethod()
}

#' Whether a basis consists of parts of complex numbers.
#' @noRd
is_complex_basis <- function(basis) UseMethod("is_complex_basis")

#' @export
is_complex_basis.basis <- function(basis) FALSE

#' @export
is_complex_basis.composite_basis <- function(basis) {
  is_complex_basis(basis$basis1) || is_complex_basis(basis$basis2)
}

#' @export
n_inputs.composite_basis <- function(basis) n_inputs(basis$basis1) + n_inputs(basis$basis2)

#' @export
n_basis_funcs.AdditiveBasis <- function(basis) {
  n_basis_funcs(basis$basis1) + n_basis_funcs(basis$basis2)
}

#' @export
n_basis_funcs.MultiplicativeBasis <- function(basis) {
  n_basis_funcs(basis$basis1) * n_basis_funcs(basis$basis2)
}

#' @export
n_output_features.AdditiveBasis <- function(basis) {
  n_output_features(basis$basis1) + n_output_features(basis$basis2)
}

#' @export
n_output_features.MultiplicativeBasis <- function(basis) {
  if (is.na(n_output_features(basis$basis1) + n_output_features(basis$basis2))) return(NA_integer_)
  as.integer(prod(input_shape(basis)[[1]]) * ncol(channel_columns(basis$basis1)) *
               ncol(channel_columns(basis$basis2)))
}

#' @export
feature_shape.MultiplicativeBasis <- function(basis) {
  shape <- input_shape(basis)[[1]]
  c(shape, n_output_features(basis) / prod(shape))
}

#' What belongs to the first and to the second part of a composition: signals, names, grid axes.
#' @noRd
per_part <- function(basis, inputs) {
  first <- seq_len(n_inputs(basis$basis1))
  list(inputs[first], inputs[-first])
}

#' @export
learn_basis.composite_basis <- function(basis, signals, call) {
  parts <- per_part(basis, signals)
  basis$basis1 <- learn_basis(basis$basis1, parts[[1]], call)
  basis$basis2 <- learn_basis(basis$basis2, parts[[2]], call)
  basis
}

#' @export
learn_basis.MultiplicativeBasis <- function(basis, signals, call) {
  check_same_shape(signals, "product", call)
  NextMethod()
}

check_same_shape <- function(signals, what, call) {
  shapes <- lapply(signals, `[[`, "shape")
  if (length(unique(shapes)) == 1) return(invisible())
  abort(c("The inputs of a {what} of bases must have the same shape.",
          x = "Got {.or {format_shape(shapes)}}."), "bad_input", shapes = shapes, call = call)
}

#' @export
basis_features.AdditiveBasis <- function(basis, signals, call) {
  parts <- per_part(basis, signals)
  cbind(basis_features(basis$basis1, parts[[1]], call), basis_features(basis$basis2, parts[[2]], call))
}

#' @export
basis_features.MultiplicativeBasis <- function(basis, signals, call) {
  parts <- per_part(basis, signals)
  left <- basis_features(basis$basis1, parts[[1]], call)
  right <- basis_features(basis$basis2, parts[[2]], call)
  left_columns <- channel_columns(basis$basis1)
  right_columns <- channel_columns(basis$basis2)
  if (nrow(left_columns) == 1) return(cpp_row_products(left, right))
  products <- lapply(seq_len(nrow(left_columns)), function(j) {
    cpp_row_products(left[, left_columns[j, ], drop = FALSE], right[, right_columns[j, ], drop = FALSE])
  })
  do.call(cbind, products)
}

#' Which columns belong to each channel: one row per channel.
#' @noRd
channel_columns <- function(basis) UseMethod("channel_columns")

#' @export
channel_columns.basis <- function(basis) {
  n_columns <- n_output_features(basis)
  n_channels <- prod(input_shape(basis)[[1]])
  matrix(seq_len(n_columns), n_channels, n_columns / n_channels, byrow = TRUE)
}

#' @export
channel_columns.AdditiveBasis <- function(basis) {
  cbind(channel_columns(basis$basis1),
        channel_columns(basis$basis2) + n_output_features(basis$basis1))
}

#' @export
additive_parts.AdditiveBasis <- function(basis) {
  c(additive_parts(basis$basis1), additive_parts(basis$basis2))
}

#' @export
basis_values.AdditiveBasis <- function(basis, signals, call) {
  check_same_shape(signals, "sum", call)
  parts <- per_part(basis, signals)
  left <- basis_values(basis$basis1, parts[[1]], call)
  right <- basis_values(basis$basis2, parts[[2]], call)
  functions <- length(dim(left))
  array(c(left, right), c(dim(left)[-functions], dim(left)[functions] + dim(right)[functions]))
}

#' @export
basis_values.MultiplicativeBasis <- function(basis, signals, call) {
  check_same_shape(signals, "product", call)
  parts <- per_part(basis, signals)
  left <- basis_values(basis$basis1, parts[[1]], call)
  right <- basis_values(basis$basis2, parts[[2]], call)
  places <- dim(left)[-length(dim(left))]
  as_rows <- function(values) matrix(values, prod(places), length(values) / max(1, prod(places)))
  products <- cpp_row_products(as_rows(left), as_rows(right))
  array(products, c(places, ncol(products)))
}

#' @export
grid_ranges.composite_basis <- function(basis) c(grid_ranges(basis$basis1), grid_ranges(basis$basis2))

#' @export
grid_values.AdditiveBasis <- function(basis, axes) {
  parts <- per_part(basis, axes)
  cbind(grid_values(basis$basis1, parts[[1]]), grid_values(basis$basis2, parts[[2]]))
}

#' @export
grid_values.MultiplicativeBasis <- function(basis, axes) {
  parts <- per_part(basis, axes)
  cpp_row_products(grid_values(basis$basis1, parts[[1]]), grid_values(basis$basis2, parts[[2]]))
}

#' @export
describe_basis.composite_basis <- function(basis) {
  c(basis_label(basis), count_functions(basis),
    cli::pluralize("{n_inputs(basis)} input{?s}"))
}
