#' @rdname GLM
#' @export
PopulationGLM <- function(observation_model = "Poisson", inverse_link_function = NULL,
                          regularizer = "UnRegularized", regularizer_strength = NULL,
                          solver_name = NULL, solver_kwargs = NULL, feature_mask = NULL) {
  check_mask(feature_mask)
  new_glm(list(observation_model = observation_model,
               inverse_link_function = inverse_link_function, regularizer = regularizer,
               regularizer_strength = regularizer_strength, solver_name = solver_name,
               solver_kwargs = solver_kwargs, feature_mask = feature_mask), c("PopulationGLM", "GLM"))
}

check_mask <- function(mask, call = rlang::caller_env()) {
  if (is.null(mask) || is.matrix(mask) && all(mask %in% c(0, 1))) return(invisible(mask))
  abort(c("{.arg feature_mask} must be a matrix of 0 and 1.", x = "Got {describe(mask)}."),
        "bad_argument", argument = "feature_mask", value = mask, call = call)
}

#' The 0-based columns of the design that each unit uses; an empty list where that is all of them.
#' @noRd
masked_columns <- function(mask, n_columns, n_units, call) {
  if (is.null(mask)) return(list())
  if (!identical(dim(mask), as.integer(c(n_columns, n_units)))) {
    abort(c("{.arg feature_mask} must have one row per predictor and one column per unit: {n_columns} x {n_units}.",
            x = "Got {describe(mask)}."),
          "bad_argument", argument = "feature_mask", value = mask, call = call)
  }
  lapply(seq_len(n_units), function(unit) which(mask[, unit] == 1) - 1)
}
