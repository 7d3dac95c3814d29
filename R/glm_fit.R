# The one road from a design to a fitted model, for matrices and for formulas.

#' Fits one GLM per unit of a design with a response.
#'
#' @param spec A `GLM` or `PopulationGLM`.
#' @param design A `Design` with a response.
#' @param separation `"limit"`, `"ignore"` or `"stop"`.
#' @return The list of what the core found for each unit, named by unit.
#' @noRd
fit_design <- function(spec, design, separation = "limit", tolerance = 1e-8, max_iterations = 100) {
  outputs <- cpp_fit_glm(
    design$blocks, design$n_rows, design$runs, design$response, design$offset,
    design$output_columns, spec$observation_model, spec$inverse_link_function,
    ridge_strengths(spec, nrow(design$columns)), separation != "ignore", tolerance,
    as.integer(max_iterations), n_threads()
  )
  names(outputs) <- design$units
  outputs
}

#' Ridge strength of each column; nothing for an unpenalised fit.
#' @noRd
ridge_strengths <- function(spec, n_columns) {
  if (spec$regularizer != "Ridge") return(numeric())
  rep_len(spec$regularizer_strength, n_columns)
}

n_threads <- function() as.integer(getOption("anemone.threads", min(2L, parallel_cores())))

parallel_cores <- function() {
  cores <- parallel::detectCores()
  if (is.na(cores)) 1L else cores
}

#' What every fit is: a list whose fields are read with `$`.
#'
#' @param spec The specification that was fitted.
#' @param design The `Design` with its response.
#' @param outputs What `fit_design()` returned.
#' @param class The classes, the most particular first; `"fitted_GLM"` has a vector of coefficients, every
#'   other a matrix with one column per unit.
#' @param ... Further fields.
#' @param keep_data Whether the fit refers to its data.
#' @param call The user's call.
#' @return Fields `spec`, `coef_`, `intercept_`, `scale_`, `dof_resid_`, `design` (or `NULL`), `columns`,
#'   `units`, `outputs`, `n_rows` (rows used), `n_dropped`, `call`, then those of `...`.
#' @noRd
new_fit <- function(spec, design, outputs, class, ..., keep_data = TRUE, call = NULL) {
  n_rows <- count_valid_rows(design)
  fields <- list(
    spec = spec,
    coef_ = collect_coefficients(outputs, design, as_vector = class[1] == "fitted_GLM"),
    intercept_ = vapply(outputs, `[[`, 0, "intercept"),
    scale_ = rep(1, length(outputs)),
    dof_resid_ = vapply(outputs, residual_df, 0, spec = spec, n_rows = n_rows),
    design = if (keep_data) design,
    columns = design$columns, units = design$units, outputs = outputs,
    n_rows = n_rows, n_dropped = design$n_rows - n_rows, call = call, ...
  )
  structure(fields, class = class)
}

collect_coefficients <- function(outputs, design, as_vector) {
  values <- unlist(lapply(outputs, `[[`, "coefficients"), use.names = FALSE)
  values[is.nan(values)] <- NA
  names <- design$columns$name
  if (as_vector) return(structure(as.double(values), names = names))
  matrix(as.double(values), length(names), length(outputs), dimnames = list(names, design$units))
}

#' NeMoS's residual degrees of freedom: an unpenalised fit is charged for its rank, a Ridge fit for all its
#' columns.
#' @noRd
residual_df <- function(output, spec, n_rows) {
  unused <- if (spec$regularizer == "Ridge") "excluded" else c("excluded", "aliased")
  n_rows - sum(!output$states %in% unused) - 1
}

#' @export
`$.anemone_fit` <- function(x, name) {
  fields <- names(x)
  if (name %in% fields) return(.subset2(x, name))
  spec <- .subset2(x, "spec")
  if (name %in% names(spec)) return(.subset2(spec, name))
  near <- nearest_names(name, c(fields, names(spec)), n = 1)
  abort(c("A fit has no field {.field {name}}.", i = "Did you mean {.field {near}}?"),
        "unknown_field", field = name, call = NULL)
}
