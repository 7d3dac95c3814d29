# The left side of a formula for the law of classes: labels bin by bin, or one for each epoch. What comes out is what
# formula_response.R makes of counts, with the number of the class from 0 in place of the count.

#' What the left side names, as codes of classes. Where a fit is bound again (`scope$classes`), labels may be missing.
#' @noRd
class_source <- function(expr, scope, call) {
  known <- vapply(used_variables(expr), scope_has, NA, scope = scope)
  if (!is.null(scope$classes) && !all(known)) {
    labels <- unlabelled(expr, scope, call)
  } else {
    value <- if (is.name(expr)) scope_get(scope, as.character(expr), call) else scope_eval(expr, scope, call)
    labels <- class_labels(value, deparse1(expr), scope, call)
  }
  list(fitted = labels, all = labels)
}

scope_has <- function(name, scope) {
  name %in% c(names(scope$data), names(scope$epochs$metadata)) || !is.null(scope_env_get(scope$env, name))
}

class_labels <- function(value, name, scope, call) {
  if (inherits(value, c("Ts", "TsGroup"))) {
    abort(c("The left side of {.arg formula} must be labels under the law of classes.",
            x = "{.code {name}} is {describe(value)}.", i = "Spikes are counted under {.code family = \"Poisson\"}."),
          "formula", call = call)
  }
  if (inherits(value, "epoch_variable")) {
    labels <- as_labels(value$values, call, scope$classes, "formula")
    return(new_epoch_labels(labels, name, scope))
  }
  if (inherits(value, c("Tsd", "TsdFrame", "LazyTsd", "LazyTsdFrame"))) {
    return(labels_in_time(value, name, scope, call))
  }
  labels <- as_labels(value, call, scope$classes, "formula")
  new_class_counts(name_labels(labels, name), NULL, rep(TRUE, nrow(labels$codes)), scope)
}

#' Labels of a series: of its own samples, or the last one at or before the centre of each bin.
#' @noRd
labels_in_time <- function(value, name, scope, call) {
  if (!is.null(scope$epochs)) value <- restrict(value, scope$epochs)
  if (inherits(value, "anemone_lazy")) value <- restrict(value, support(value))
  step <- stats::median(diff(time(value)))
  if (!is.null(scope$bin_size) && !isTRUE(abs(scope$bin_size - step) <= 1e-6 * step)) {
    check_number(scope$bin_size, arg = "bin_size", lower = 0, strict = TRUE, call = call)
    epochs <- scope$epochs %||% support(value)
    grid <- epoch_grid(epochs, scope$bin_size)
    value <- new_series(last_values(value, grid), grid_centers(grid), epochs, NA_character_)
  }
  labels <- as_labels(value, call, scope$classes, "formula")
  new_class_counts(name_labels(labels, name), time(value), whole_bins(value), scope)
}

name_labels <- function(labels, name) {
  if (length(labels$units) == 1) labels$units <- name
  colnames(labels$codes) <- labels$units
  labels
}

# Rows without a label leave a fit, but not what is predicted from it.
new_class_counts <- function(labels, times, whole, scope) {
  known <- if (is.null(scope$classes)) complete_bins(labels$codes, whole) else as.integer(whole)
  structure(list(counts = labels$codes, times = times, whole = whole, known = known,
                 metadata = empty_metadata(ncol(labels$codes)), kind = "class", labels = labels),
            class = "binned_counts")
}

# One label for each epoch, which all its bins have.
new_epoch_labels <- function(labels, name, scope) {
  codes <- as.vector(labels$codes)
  known <- !is.na(codes) | !is.null(scope$classes)
  structure(list(codes = codes, name = name, labels = labels, known = known), class = "epoch_labels")
}

#' @export
names.epoch_labels <- function(x) .subset2(x, "name")

#' @export
length.epoch_labels <- function(x) 1L

#' @export
response_grid.epoch_labels <- function(units, epochs, bin_size, call) {
  if (is.null(bin_size)) {
    abort(c("Labels of epochs need a {.arg bin_size}, in seconds.",
            i = "For one row per epoch give a data frame of epochs as {.arg data}."),
          "bad_argument", argument = "bin_size", call = call)
  }
  response_grid.TsGroup(units, epochs, bin_size, call)
}

#' What is known of a response that nobody has seen: its classes, and where its rows are.
#' @noRd
unlabelled <- function(expr, scope, call) {
  labels <- list(classes = scope$classes, units = deparse1(expr), factor = FALSE)
  if (is.data.frame(scope$data)) {
    labels$codes <- matrix(NA_integer_, nrow(scope$data), 1)
    return(new_class_counts(name_labels(labels, labels$units), NULL, rep(TRUE, nrow(scope$data)), scope))
  }
  if (is.null(scope$epochs)) {
    abort(c("Without labels {.arg epochs} must say where to predict.", x = "There is no {.code {labels$units}}."),
          "bad_argument", argument = "epochs", call = call)
  }
  labels$codes <- rep(NA_integer_, length(scope$epochs))
  new_epoch_labels(labels, labels$units, scope)
}

#' The codes of the bins, and which of them count.
#' @noRd
codes_of_epochs <- function(units, grid) {
  epoch <- grid_epochs(grid)
  codes <- matrix(.subset2(units, "codes")[epoch], ncol = 1, dimnames = list(NULL, names(units)))
  list(counts = codes, known = as.integer(.subset2(units, "known")[epoch]))
}

#' The same where overlapping epochs have been cut: the labels of what is left.
#' @noRd
labels_of_epochs <- function(source, expr, scope, epochs, call) {
  if (!inherits(source$fitted, "epoch_labels") || identical(epochs, scope$epochs)) return(source)
  scope$epochs <- epochs
  class_source(expr, scope, call)
}
