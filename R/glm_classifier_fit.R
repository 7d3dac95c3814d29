#' Estimate a model of classes
#'
#' @param object A [ClassifierGLM()] or [ClassifierPopulationGLM()], or a fit of one, to be fitted anew.
#' @param X The predictors, as in [fit.GLM()]: a matrix, `TsdFrame`, vector, or a design.
#' @param y The labels: a factor, or a vector of names, numbers or `TRUE` and `FALSE`, one for each row; for many
#'   responses a matrix or data frame with one column each. Classes are the levels, or the values in ascending order. A
#'   missing label costs that response that row. Not needed where `X` is a design from a formula, which has them.
#' @param ... Must be empty.
#' @param weights,keep_data As in [fit.GLM()].
#' @param init_params Where the search begins: a fit on the same columns and classes, or a list of `coef` and
#'   `intercept`, shaped as a fit has them. By default coefficients of 0 and each class's share.
#' @param trouble What is done about columns that cannot be estimated and about separation: `"warn"`, `"message"`,
#'   `"ignore"` or `"stop"`.
#' @return A list of class `fitted_ClassifierGLM` and of those of `object`:
#' * `coef_`: predictors by classes, for many responses predictors by responses by classes
#' * `intercept_`: one value per class, for many responses responses by classes
#' * `dof_resid_`: as in NeMoS rows used, less the rank of the predictors (under Ridge their number) times one less than
#'   there are classes, less one intercept for each class but one; under penalties that make coefficients 0, those
#'   that are not 0 count instead
#' * `classes_`, `scale_` (1), `spec`, `design`, `labels`, `columns`, `units`, `outputs`, `n_rows`, `n_dropped`, `call`
#' @section Errors:
#' `anemone_error_bad_classes` where labels do not have as many values as the model has classes,
#' `anemone_error_missing_class` for a class that never occurs, otherwise those of [fit.GLM()].
#' @examples
#' set.seed(1)
#' X <- cbind(speed = rnorm(200), heading = rnorm(200))
#' y <- ifelse(X[, 1] + rnorm(200) > 0, "go", ifelse(X[, 2] > 0, "left", "right"))
#' model <- fit(ClassifierGLM(n_classes = 3, regularizer = "UnRegularized"), X, y)
#' model
#' tidy(model, reference = "go")
#' mean(predict(model) == y)
#' @name fit.ClassifierGLM
#' @export
fit.ClassifierGLM <- function(object, X, y = NULL, ..., weights = NULL, init_params = NULL,
                              trouble = c("warn", "message", "ignore", "stop"), keep_data = TRUE) {
  rlang::check_dots_empty()
  call <- rlang::current_env()
  trouble <- check_choice(trouble, c("warn", "message", "ignore", "stop"))
  written <- match.call()
  written[[1]] <- quote(fit)
  spec <- spec_of(object)
  labels <- labels_for(X, y, call)
  design <- classifier_design(spec, X, y, labels, weights, call)
  outputs <- fit_classes(spec, design, labels, class_starts(init_params, spec, design, call), call)
  fit <- new_classifier_fit(spec, design, labels, outputs, keep_data, y, written)
  report_class_trouble(fit, trouble, call)
  fit
}

classifier_design <- function(spec, X, y, labels, weights, call) {
  design <- bind_labels(spec, X, y, labels, weights, call)
  check_classes(labels, spec$n_classes, valid_rows(design), call)
  design
}

#' A design with labels as its response, whether or not all classes occur.
#' @noRd
bind_labels <- function(spec, X, y, labels, weights, call) {
  n_rows <- nrow(labels$codes)
  if (inherits(X, "Design")) {
    design <- X
  } else {
    X <- as_predictors(X, call)
    rows <- if (is.list(X)) rows_in_time(X) %||% X[[1]] else X
    check_same_rows(rows, if (is_series(y)) y else labels$codes, "X", "y", call)
    design <- dense_design(X, rows_in_time(X) %||% rows_in_time(y))
  }
  check_same_rows(design, labels$codes, "X", "y", call)
  if (!inherits(spec, "ClassifierPopulationGLM") && length(labels$units) > 1) {
    abort(c("{.arg y} must be the labels of one response for a {.cls ClassifierGLM}.",
            x = "It has {length(labels$units)} columns.", i = "Use {.fn ClassifierPopulationGLM} for many."),
          "bad_argument", argument = "y", call = call)
  }
  design$response <- labels$codes
  design$units <- labels$units
  missing <- colSums(is.na(labels$codes))
  design$n_missing <- if (any(missing > 0)) missing
  design$runs <- as_runs(which(valid_rows(design) & rowSums(!is.na(labels$codes)) > 0))
  check_any_row(design, call)
  if (!is.null(weights)) design$weights <- as_weights(weights, n_rows, length(labels$units), call)
  design
}

#' Where the search of each response begins: for each its coefficients, class after class, then the intercepts.
#' @noRd
class_starts <- function(init_params, spec, design, call) {
  if (is.null(init_params)) return(list())
  shape <- c(nrow(design$columns), length(design$units), spec$n_classes)
  if (inherits(init_params, "fitted_ClassifierGLM")) {
    init_params <- list(coef = init_params$coef_, intercept = init_params$intercept_)
  }
  check_start(init_params, shape, shape[-1], call)
  coefficients <- array(as.double(init_params$coef), shape)
  intercepts <- matrix(as.double(init_params$intercept), shape[2])
  lapply(seq_len(shape[2]), function(unit) {
    start <- c(coefficients[, unit, ], intercepts[unit, ])
    replace(start, !is.finite(start), 0)
  })
}

fit_classes <- function(spec, design, labels, start, call) {
  n_columns <- nrow(design$columns)
  outputs <- cpp_fit_classifier(
    design$blocks, design$n_rows, design$runs, labels$codes, design$weights, design$n_missing %||% numeric(),
    class_columns(spec, design, call),
    class_penalties(spec, design$columns, call), spec$n_classes, solver_recipe(spec), start, progress_of_fit(),
    n_threads()
  )
  stats::setNames(outputs, labels$units)
}

#' The penalties of a model on coefficients that are numbered on from class to class.
#' @noRd
class_penalties <- function(spec, columns, call) {
  n_columns <- nrow(columns)
  n_classes <- spec$n_classes
  lapply(penalty_settings(spec, columns, n_classes, call), function(setting) {
    check_same_smoothness(setting, call)
    n_values <- nrow(setting$strength)
    spread <- function(values, n) matrix(rep_len(as.double(values), n * n_classes), ncol = 1)
    setting$columns <- as.double(outer(setting$columns, n_columns * (seq_len(n_classes) - 1), "+"))
    setting$strength <- spread(setting$strength, n_values)
    if (length(setting$ratio) > 0) setting$ratio <- as.vector(spread(setting$ratio, n_values))
    if (length(setting$group) > 0) {
      group <- matrix(setting$group, ncol = n_classes, nrow = length(setting$columns) / n_classes)
      setting$group <- as.double(group + rep(n_values * (seq_len(n_classes) - 1), each = nrow(group)))
    }
    setting
  })
}

#' A common shift of all classes has no best value under differences that count more in one class than in another.
#' @noRd
check_same_smoothness <- function(setting, call) {
  if (setting$kind != "Smoothness" || all(setting$strength == setting$strength[, 1])) return(invisible())
  abort(c("{.arg regularizer_strength} of {.val Smoothness} must be the same for all classes.",
          x = "Got one that differs from class to class.", i = "{.val Ridge} can have strengths of each class."),
        "bad_argument", argument = "regularizer_strength", value = setting$strength, call = call)
}

new_classifier_fit <- function(spec, design, labels, outputs, keep_data, y, call, ...) {
  n_rows <- count_valid_rows(design)
  one <- !inherits(spec, "ClassifierPopulationGLM")
  shape <- c(nrow(design$columns), spec$n_classes, length(outputs))
  names <- list(design$columns$name, as.character(labels$classes), labels$units)
  coefficients <- array(unlist(lapply(outputs, `[[`, "coefficients")), shape, names)
  coefficients[is.nan(coefficients)] <- NA
  intercepts <- matrix(unlist(lapply(outputs, `[[`, "intercepts")), shape[3], shape[2], byrow = TRUE,
                       dimnames = names[c(3, 2)])
  fit <- list(
    spec = spec,
    coef_ = if (one) array(coefficients, shape[1:2], names[1:2]) else aperm(coefficients, c(1, 3, 2)),
    intercept_ = if (one) intercepts[1, ] else intercepts,
    scale_ = rep(1, shape[3]), dof_resid_ = vapply(outputs, class_residual_df, 0, spec = spec),
    classes_ = labels$classes, factor_labels = isTRUE(labels$factor), design = design, data_hash = NULL,
    labels = if (keep_data) y, columns = design$columns,
    units = labels$units, outputs = outputs, n_rows = n_rows, n_dropped = design$n_rows - n_rows,
    n_missing = count_missing(outputs, design, n_rows), call = call, ...
  )
  if (!keep_data) fit <- drop_data(fit)
  structure(fit, class = c("fitted_ClassifierGLM", class(spec)))
}

class_residual_df <- function(output, spec) {
  n_contrasts <- spec$n_classes - 1
  kind <- regularizer_kind(spec$regularizer)
  n_columns <- length(output$coefficients) / spec$n_classes
  used <- if (is_rough(kind)) {
    sum(abs(output$coefficients) > 1e-8, na.rm = TRUE)
  } else if (kind == "UnRegularized") {
    n_contrasts * max(0, colSums(matrix(output$states == "estimated", n_columns)))
  } else {
    n_contrasts * n_columns
  }
  output$n_entries - n_contrasts - used
}

report_class_trouble <- function(fit, trouble, call) {
  if (trouble == "ignore") return(invisible(fit))
  status <- vapply(fit$outputs, `[[`, "", "status")
  aliased <- lapply(fit$outputs, function(output) {
    fit$columns$name[matrix(output$states == "aliased", nrow(fit$columns))[, 1]]
  })
  reports <- list(
    aliased = aliased_lines(aliased[lengths(aliased) > 0]),
    separation = class_separation_lines(fit$units[status == "separated"]),
    not_converged = unconverged_lines(fit$units[status == "not converged"])
  )
  for (what in names(Filter(Negate(is.null), reports))) signal_trouble(reports[[what]], what, trouble, call)
  invisible(fit)
}

class_separation_lines <- function(ids) {
  if (length(ids) == 0) return(NULL)
  c(cli::format_inline("Predictors tell classes apart without error: coefficients go to infinity for {.val {ids}}."),
    i = cli::format_inline("A penalty makes them finite: {.val Ridge}."))
}

#' @export
`$.fitted_ClassifierGLM` <- function(x, name) `$.anemone_fit`(x, name)

#' @export
print.fitted_ClassifierGLM <- function(x, digits = max(3, getOption("digits") - 3), n_units = 3, ...) {
  print_fit_head(x)
  shown <- utils::head(x$units, n_units)
  for (unit in shown) {
    if (length(x$units) > 1) cat("unit ", unit, ":\n", sep = "")
    print(stats::coef(x, unit = unit), digits = digits)
  }
  hidden <- length(x$units) - length(shown)
  writeLines(as.character(more_units(hidden)))
  invisible(x)
}
