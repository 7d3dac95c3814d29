# Models of classes fitted batch by batch.

#' @rdname partial_fit
#' @export
partial_fit.ClassifierGLM <- function(object, X, y = NULL, ..., weights = NULL) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  spec <- spec_of(object)
  check_streamable(object, spec, call)
  before <- if (is_fitted(object)) object
  labels <- labels_for(X, y, call, before$classes_)
  design <- bind_labels(spec, X, y, labels, weights, call)
  if (is.null(before)) {
    check_first_batch(labels, design, spec, call)
  } else {
    check_columns(design, object, "X", call)
    check_n_units(design, object, call)
    labels[c("classes", "factor")] <- list(object$classes_, object$factor_labels)
  }
  taken <- cpp_take_class_batch(
    design$blocks, design$n_rows, design$runs, labels$codes, design$weights, design$n_missing %||% numeric(),
    class_columns(spec, design, call), class_penalties(spec, design$columns, call), spec$n_classes,
    before$states %||% rep(list(list()), length(labels$units)), n_threads()
  )
  streamed_classes(spec, design, labels, taken, before, match.call())
}

#' Labels of rows that weigh nothing are not seen.
#' @noRd
check_first_batch <- function(labels, design, spec, call) {
  if (!is.null(design$weights)) labels$codes[matrix(design$weights == 0, nrow(labels$codes), ncol(labels$codes))] <- NA
  check_classes(labels, spec$n_classes, valid_rows(design), call, where = "the first batch",
                hint = "Begin with more rows; later batches may lack a class.",
                number_hint = "They have to occur in the first batch; later batches may lack some.")
}

streamed_classes <- function(spec, design, labels, taken, before, call) {
  unknown <- c("n_iterations", "relative_gradient", "gradient_norm", "log_likelihood", "null_log_likelihood")
  outputs <- lapply(taken$outputs, function(output) replace(output, unknown, NA_real_))
  outputs <- stats::setNames(outputs, before$units %||% labels$units)
  design$units <- labels$units <- names(outputs)
  fit <- new_classifier_fit(spec, design, labels, outputs, keep_data = TRUE, NULL, call)
  as_streamed(fit, taken$states, before)
}
