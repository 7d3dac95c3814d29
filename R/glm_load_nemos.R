# NeMoS's npz of a model: an array per value, its key the path to it. A path is pairs joined by "::": the kind of
# container ("dict", "list", "tuple", "item") and the key in it ("strkey:coef_", "intkey:0").

nemos_model <- function(arrays, path, call) {
  saved <- list()
  for (key in names(arrays)) saved <- put_at(saved, nemos_path(key), nemos_value(arrays[[key]]))
  class <- sub(".*[.]", "", saved$model_class %||% "")
  of_classes <- class %in% c("ClassifierGLM", "ClassifierPopulationGLM")
  if (!(of_classes || class %in% c("GLM", "PopulationGLM")) || is.null(saved$coef_)) {
    abort(c("{.arg path} must hold a fitted GLM of NeMoS.",
            x = if (nzchar(class)) "{.file {path}} holds {.cls {class}}{if (is.null(saved$coef_)) ' without coefficients'}."
                else "{.file {path}} holds no model."),
          if (nzchar(class)) "unknown_nemos_model" else "not_a_model", path = path, call = call)
  }
  spec <- nemos_specification(saved, class, path, call)
  if (of_classes) return(nemos_classifier(spec, saved))
  new_loaded_fit(spec, nemos_coefficients(saved$coef_, length(saved$intercept_)), saved$intercept_,
                 scale = rep_len(saved$scale_ %||% 1, length(saved$intercept_)), dof_resid = saved$dof_resid_)
}

#' The names on the way to a value.
#' @noRd
nemos_path <- function(key) {
  steps <- strsplit(key, "::", fixed = TRUE)[[1]]
  sub("^[a-z]+key:", "", steps[seq_along(steps) %% 2 == 0])
}

#' A list with a value where a path of names leads; what is missing on the way is made.
#' @noRd
put_at <- function(list, path, value) {
  inner <- if (length(path) > 1) put_at(as.list(list[[path[1]]]), path[-1], value) else value
  list[path[1]] <- list(inner)
  list
}

#' NeMoS writes `None` as NaN.
#' @noRd
nemos_value <- function(x) if (length(x) == 1 && is.null(dim(x)) && is.numeric(x) && is.nan(x)) NULL else x

nemos_specification <- function(saved, class, path, call) {
  short <- function(name) sub(".*[.]", "", name)
  fields <- list(regularizer = short(saved$regularizer$class), regularizer_strength = saved$regularizer_strength)
  if (is.null(saved$n_classes)) fields <- c(nemos_law(saved), fields) else fields$n_classes <- saved$n_classes
  if (!is.null(saved$feature_mask)) fields$feature_mask <- saved$feature_mask
  rlang::try_fetch(do.call(class, fields), error = function(error) {
    abort(c("{.arg path} must hold a model that this package can express.",
            x = "{.file {path}} has {.val {unlist(Filter(is.character, fields))}}."), "unknown_nemos_model",
          path = path, parent = error, call = call)
  })
}

#' Law and inverse link.
#' @noRd
nemos_law <- function(saved) {
  model <- sub("^.*[.](.*)Observations$", "\\1", saved$observation_model$class)
  if (!is.null(saved$observation_model$params$scale)) {
    model <- NegativeBinomialObservations(saved$observation_model$params$scale)
  }
  link <- sub("^norm[.]", "norm_", regmatches(saved$inverse_link_function,
                                              regexpr("(norm[.])?[^.]+$", saved$inverse_link_function)))
  list(observation_model = model, inverse_link_function = link)
}

nemos_classifier <- function(spec, saved) {
  n_classes <- spec$n_classes
  n_units <- length(saved$intercept_) / n_classes
  known <- nemos_coefficients(saved$coef_, n_units * n_classes)
  coefficients <- array(known$values, c(nrow(known$values), n_units, n_classes))
  intercepts <- matrix(saved$intercept_, n_units, n_classes)
  outputs <- lapply(seq_len(n_units), function(unit) {
    values <- as.vector(coefficients[, unit, ])
    output <- estimates_alone(NULL, values, rep("estimated", length(values)), NULL, 1)
    output$intercepts <- intercepts[unit, ]
    output
  })
  design <- loaded_design(known, n_units)
  labels <- list(classes = saved$classes_, units = design$units)
  fit <- new_classifier_fit(spec, design, labels, stats::setNames(outputs, design$units), keep_data = TRUE, y = NULL,
                            call = NULL)
  as_loaded(fit, saved$dof_resid_)
}

#' Coefficients with one column per unit; blocks of features, which are nested lists, below each other.
#' @noRd
nemos_coefficients <- function(coef, n_units) {
  if (!is.list(coef)) {
    coef <- matrix(coef, ncol = n_units)
    return(list(values = coef, term = rep("X", nrow(coef)), name = sprintf("X[%d]", seq_len(nrow(coef)))))
  }
  blocks <- lapply(coef, nemos_coefficients, n_units)
  term <- rep(names(coef), vapply(blocks, function(block) nrow(block$values), 0L))
  list(values = do.call(rbind, lapply(blocks, `[[`, "values")), term = term,
       name = sprintf("%s[%d]", term, sequence(rle(term)$lengths)))
}

loaded_states <- function(spec, unit, n) {
  if (is.null(spec$feature_mask)) return(rep("estimated", n))
  ifelse(spec$feature_mask[, unit] == 1, "estimated", "excluded")
}

#' A fit of which only the estimates are known.
#' @noRd
new_loaded_fit <- function(spec, coefficients, intercept, scale, dof_resid) {
  design <- loaded_design(coefficients, length(intercept))
  n <- nrow(design$columns)
  outputs <- lapply(seq_along(intercept), function(unit) {
    estimates_alone(intercept[unit], coefficients$values[, unit], loaded_states(spec, unit, n),
                    matrix(NA_real_, n + 1, n + 1), scale[unit])
  })
  as_loaded(new_fit(spec, design, stats::setNames(outputs, design$units), fitted_class(spec)), dof_resid)
}

#' What is known of the design of a loaded fit: what its columns and units are called.
#' @noRd
loaded_design <- function(coefficients, n_units) {
  list(columns = data.frame(name = coefficients$name, term = coefficients$term, from = NA_character_),
       units = as.character(seq_len(n_units)), n_rows = 0, runs = list(begin = 0, end = 0))
}

as_loaded <- function(fit, dof_resid) {
  fields <- unclass(fit)
  fields["design"] <- list(NULL)
  fields$n_rows <- NA_real_
  fields$n_dropped <- 0
  fields$dof_resid_ <- dof_resid
  structure(fields, class = class(fit))
}
