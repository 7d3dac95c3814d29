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
