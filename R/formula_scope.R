# Where the names in a formula are looked up: in `data`, then in the metadata of `epochs`, then in the
# formula's environment; a function never matches.

new_scope <- function(data, epochs, env) {
  list(data = data, epochs = epochs, env = env)
}

#' The value of a name; the metadata of epochs come as an `epoch_variable`, one value per epoch. `also` are other names
#' that could have been meant.
#' @noRd
scope_get <- function(scope, name, call, also = character()) {
  if (name %in% names(scope$data)) return(scope$data[[name]])
  metadata <- scope$epochs$metadata
  if (name %in% names(metadata)) return(structure(list(values = metadata[[name]]), class = "epoch_variable"))
  value <- scope_env_get(scope$env, name)
  if (!is.null(value)) return(value)
  known <- unique(c(also, names(scope$data), names(metadata)))
  nearest <- nearest_names(name, known)
  abort(c(paste("Every variable of {.arg formula} must be in {.arg data}, in the metadata of {.arg epochs} or",
                "defined where the formula was written."),
          x = "There is no {.val {name}}.",
          i = if (length(nearest) > 0) "Nearest names: {.val {nearest}}."),
        "unknown_variable", variable = name, call = call)
}

scope_env_get <- function(env, name) {
  while (!identical(env, emptyenv())) {
    value <- get0(name, envir = env, inherits = FALSE)
    if (!is.null(value) && !is.function(value)) return(value)
    env <- parent.env(env)
  }
  NULL
}

#' Evaluates an expression with its variables taken from the scope. With a grid, lazy series are read where it
#' reaches.
#' @noRd
scope_eval <- function(expr, scope, call, grid = NULL) {
  names <- used_variables(expr)
  values <- lapply(stats::setNames(names, names), scope_get, scope = scope, call = call)
  if (!is.null(grid)) values <- lapply(values, read_on_grid, grid)
  eval(expr, values, scope$env)
}

#' The variables of an expression: of `position$x`, only `position`; none of `splines::ns`; of a function, those that
#' are not its own.
#' @noRd
used_variables <- function(expr) {
  if (is.name(expr)) return(all.vars(expr))
  if (is_sum(expr)) return(unique(unlist(lapply(summands(expr), used_variables))))
  if (!is.call(expr) || call_head(expr) %in% c("::", ":::")) return(character())
  if (call_head(expr) == "function") {
    return(setdiff(used_variables(expr[[3]]), c(names(expr[[2]]), assigned_names(expr[[3]]))))
  }
  parts <- if (call_head(expr) == "$") expr[2] else as.list(expr)[-1]
  unique(unlist(c(if (!is.name(expr[[1]])) used_variables(expr[[1]]), lapply(parts, used_variables))))
}

#' The names that an expression assigns to.
#' @noRd
assigned_names <- function(expr) {
  if (!is.call(expr)) return(character())
  own <- if (call_head(expr) %in% c("<-", "=", "for") && is.name(expr[[2]])) as.character(expr[[2]])
  c(own, unlist(lapply(as.list(expr)[-1], assigned_names)))
}

#' The functions that an expression calls by name alone; what a function written there calls is its own matter.
#' @noRd
called_functions <- function(expr) {
  if (!is.call(expr) || call_head(expr) %in% c("::", ":::", "function")) return(character())
  if (is_sum(expr)) return(unique(c("+", unlist(lapply(summands(expr), called_functions)))))
  own <- if (is.name(expr[[1]])) as.character(expr[[1]]) else called_functions(expr[[1]])
  unique(c(own, unlist(lapply(as.list(expr)[-1], called_functions))))
}

read_on_grid <- function(value, grid) {
  if (inherits(value, "anemone_lazy")) read_near(value, grid_span(grid)) else value
}
