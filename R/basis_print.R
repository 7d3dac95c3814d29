# A basis prints as one line: its class, its functions, and where they live.

#' @export
print.basis <- function(x, ...) {
  cat(format(x), "\n", sep = "")
  invisible(x)
}

#' @export
format.basis <- function(x, ...) {
  label <- if (!is.null(x$label)) paste0(" \"", x$label, "\"")
  paste0("<", class(x)[1], label, "> ", paste(describe_basis(x), collapse = ", "))
}

#' What a basis is, in phrases that format() puts side by side.
#' @noRd
describe_basis <- function(basis) UseMethod("describe_basis")

#' @export
describe_basis.basis <- function(basis) {
  order <- if (!is.null(basis$order)) paste(" of order", basis$order)
  paste0(count_functions(basis), order)
}

count_functions <- function(basis) {
  n <- n_basis_funcs(basis)
  # Those of a HistoryConv() are not known before its window is.
  if (is.na(n)) "functions not known yet" else cli::pluralize("{n} function{?s}")
}

#' @export
describe_basis.conv_basis <- function(basis) c(NextMethod(), describe_window(basis))

describe_window <- function(basis) {
  window <- if (is.null(basis$window_size)) "window not set" else {
    cli::pluralize("window of {basis$window_size} bin{?s}")
  }
  causality <- basis$conv_kwargs$predictor_causality
  c(window, if (!identical(causality, "causal")) causality)
}

#' @export
describe_basis.eval_basis <- function(basis) {
  bounds <- basis$bounds
  c(NextMethod(), if (is.null(bounds)) "range of the data" else {
    paste0("on [", format(bounds[1]), ", ", format(bounds[2]), "]")
  })
}

# Its functions are the bins of its window.
#' @export
describe_basis.HistoryConv <- function(basis) describe_window(basis)
