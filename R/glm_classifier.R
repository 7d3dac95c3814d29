#' Models of classes
#'
#' `ClassifierGLM()` describes a model of which of several classes is seen in a bin, such as a choice or a state,
#' `ClassifierPopulationGLM()` one of many such responses on the same predictors. [fit()][fit.ClassifierGLM] estimates
#' it, [partial_fit()] batch by batch; [predict_proba()] gives probabilities, [summary()][summary.fitted_ClassifierGLM]
#' tests what tells classes apart.
#'
#' Class \eqn{k} has the probability \eqn{\exp(\eta_k) / \sum_l \exp(\eta_l)} with \eqn{\eta_k = b_k + X \beta_k}. As in
#' NeMoS all classes have coefficients and none is the reference. Adding the same to all of them changes nothing:
#' intercepts add up to 0 over classes, and so do coefficients without a penalty or under `"Ridge"`. A coefficient is
#' then the class's difference from the mean of all classes, which has a standard error;
#' [tidy()][tidy.fitted_ClassifierGLM] also gives differences from one class. Under `"Lasso"` and an even number of
#' classes the best coefficients need not be unique, since a common shift may cost nothing: solvers can then end at
#' different ones, with the same probabilities.
#'
#' @param n_classes How many classes there are: a whole number of at least 2.
#' @param inverse_link_function `"log_softmax"`, which is also what `NULL` chooses.
#' @param regularizer,regularizer_strength As in [GLM()], with one column of strengths per class where they differ. By
#'   default `"Ridge"` with strength 1, as in NeMoS.
#' @param solver_name One of the [solvers]; `NULL` is `"auto"`, which takes Newton's steps, proximal ones where the
#'   penalty has no derivative at 0.
#' @param solver_kwargs A list of the solver's settings, such as `tol`, `maxiter` and `max_seconds`: see [solvers].
#' @param feature_mask Which predictors each response uses: a matrix of 0 and 1 with one row per column of the design
#'   and one column per response, or an array with a third dimension, the class. By default all.
#' @return A list of class `ClassifierGLM` or `ClassifierPopulationGLM` whose fields are the arguments.
#' @section Errors:
#' `anemone_error_bad_argument` for an argument that is not offered; `anemone_error_incompatible_solver` for a solver
#' that cannot do the penalty.
#' @examples
#' ClassifierGLM(n_classes = 3)
#' model <- fit(ClassifierGLM(), c(1, 2, 4, 3, 5, 2), c("left", "left", "right", "right", "right", "right"))
#' predict_proba(model, c(1, 5), return_type = "proba")
#' @name ClassifierGLM
#' @export
ClassifierGLM <- function(n_classes = 2, inverse_link_function = NULL, regularizer = "Ridge",
                          regularizer_strength = NULL, solver_name = NULL, solver_kwargs = NULL) {
  new_classifier(list(n_classes = n_classes, inverse_link_function = inverse_link_function, regularizer = regularizer,
                      regularizer_strength = regularizer_strength, solver_name = solver_name,
                      solver_kwargs = solver_kwargs), "ClassifierGLM")
}

#' @rdname ClassifierGLM
#' @export
ClassifierPopulationGLM <- function(n_classes = 2, inverse_link_function = NULL, regularizer = "Ridge",
                                    regularizer_strength = NULL, solver_name = NULL, solver_kwargs = NULL,
                                    feature_mask = NULL) {
  check_class_mask(feature_mask)
  new_classifier(list(n_classes = n_classes, inverse_link_function = inverse_link_function, regularizer = regularizer,
                      regularizer_strength = regularizer_strength, solver_name = solver_name,
                      solver_kwargs = solver_kwargs, feature_mask = feature_mask),
                 c("ClassifierPopulationGLM", "ClassifierGLM"))
}

new_classifier <- function(fields, class, call = rlang::caller_env()) {
  check_count(fields$n_classes, arg = "n_classes", lower = 2, call = call)
  fields$inverse_link_function <- fields$inverse_link_function %||% "log_softmax"
  check_choice(fields$inverse_link_function, "log_softmax", "inverse_link_function", call = call)
  kind <- class(as_regularizer(fields$regularizer, call))[1]
  fields["regularizer_strength"] <- list(checked_strength(kind, fields$regularizer_strength, call))
  check_solver(fields, call)
  structure(fields, class = class)
}

check_class_mask <- function(mask, call = rlang::caller_env()) {
  if (is.null(mask) || length(dim(mask)) %in% 2:3 && all(mask %in% c(0, 1))) return(invisible(mask))
  abort(c("{.arg feature_mask} must be a matrix, or an array with a third dimension, of 0 and 1.",
          x = "Got {describe(mask)}."), "bad_argument", argument = "feature_mask", value = mask, call = call)
}

#' For each unit the 0-based numbers of the coefficients it has, column j of class k being j + k * n_columns; an empty
#' list where that is all of them.
#' @noRd
active_coefficients <- function(mask, n_columns, n_units, n_classes, call) {
  if (is.null(mask)) return(list())
  if (!identical(dim(mask)[1:2], as.integer(c(n_columns, n_units))) ||
        length(dim(mask)) == 3 && dim(mask)[3] != n_classes) {
    abort(c("{.arg feature_mask} must be {n_columns} x {n_units}, or {n_columns} x {n_units} x {n_classes}.",
            x = "Got {describe(mask)}."), "bad_argument", argument = "feature_mask", value = mask, call = call)
  }
  values <- array(mask, c(n_columns, n_units, n_classes))
  lapply(seq_len(n_units), function(unit) which(values[, unit, ] == 1) - 1)
}

#' The coefficients of each unit, by the mask of the model or the columns that a design gives each unit.
#' @noRd
class_columns <- function(spec, design, call) {
  n_columns <- nrow(design$columns)
  if (length(design$output_columns) == 0 || !is.null(spec$feature_mask)) {
    return(active_coefficients(spec$feature_mask, n_columns, length(design$units), spec$n_classes, call))
  }
  lapply(design$output_columns, function(columns) {
    as.vector(outer(sort(columns), n_columns * (seq_len(spec$n_classes) - 1), "+"))
  })
}

#' @export
format.ClassifierGLM <- function(x, ...) {
  spec <- unclass(spec_of(x))
  default <- formals(ClassifierGLM)
  default$inverse_link_function <- "log_softmax"
  if (identical(spec$regularizer, "Ridge")) default$regularizer_strength <- 1
  same <- function(name) isTRUE(all.equal(spec[[name]], default[[name]], check.attributes = FALSE))
  differs <- !vapply(names(spec), same, NA)
  values <- vapply(spec[differs], format_argument, "")
  name <- if (inherits(x, "ClassifierPopulationGLM")) "ClassifierPopulationGLM" else "ClassifierGLM"
  paste0(name, "(", paste(names(values), "=", values, collapse = ", ")[any(differs)], ")")
}

#' @export
print.ClassifierGLM <- function(x, ...) {
  cat("<", format(x), ">\n", sep = "")
  invisible(x)
}

#' @rdname model_params
#' @export
get_params.ClassifierGLM <- function(object) get_params.GLM(object)

#' @rdname model_params
#' @export
set_params.ClassifierGLM <- function(object, ...) set_params.GLM(object, ...)

#' @rdname model_params
#' @export
update.ClassifierGLM <- function(object, ...) {
  check_fitted(object)
  fit(set_params(object, ...), kept_design(object), object$labels)
}
