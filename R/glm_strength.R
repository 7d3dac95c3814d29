# Strengths of penalties: checked when a model is described, brought to one number per column (or group) and unit when
# the design is known.

#' The strength as the model keeps it: NULL for none, the default of its penalty where none is given.
#' @noRd
checked_strength <- function(kind, strength, call) {
  if (kind == "UnRegularized") return(NULL)
  if (kind == "ElasticNet") return(checked_elastic_net(strength, call))
  strength <- strength %||% 1
  check_strength_values(strength, "regularizer_strength", call)
  strength
}

checked_elastic_net <- function(strength, call) {
  if (!is_strength_and_ratio(strength)) strength <- list(strength = strength %||% 1, ratio = 0.5)
  check_strength_values(strength$strength, "regularizer_strength", call)
  check_strength_values(strength$ratio, "regularizer_strength$ratio", call)
  ratio <- unlist(strength$ratio)
  if (all(ratio > 0 & ratio <= 1)) return(strength)
  abort(c("The ratio of {.arg regularizer_strength} must be above 0 and at most 1.",
          x = "Got {.val {ratio[!(ratio > 0 & ratio <= 1)][1]}}.",
          i = "A ratio of 0 is {.val Ridge}."),
        "bad_argument", argument = "regularizer_strength", value = strength, call = call)
}

is_strength_and_ratio <- function(x) is.list(x) && setequal(names(x), c("strength", "ratio"))

check_strength_values <- function(strength, arg, call) {
  values <- if (is.list(strength)) unlist(strength) else strength
  if (is.numeric(values) && length(values) > 0 && all(is.finite(values)) && all(values >= 0)) return(invisible())
  abort(c("{.arg {arg}} must be numbers of at least 0.", x = "Got {describe(strength)}."),
        "bad_argument", argument = arg, value = strength, call = call)
}

#' One number per target (column or group), and per unit where units differ.
#'
#' @param strength A number; one for each target; a matrix of targets by units, or of one row with one number for
#'   each unit; or a list of such for each block of predictors, by name.
#' @param blocks The block each target belongs to.
#' @return A matrix of targets by 1, or by units.
#' @noRd
strength_matrix <- function(strength, n_targets, n_units, blocks, call, what = "predictors") {
  if (is.list(strength)) return(strength_by_block(strength, n_targets, n_units, blocks, call, what))
  if (length(strength) == 1) return(matrix(as.double(strength), n_targets, 1))
  if (is.null(dim(strength)) && length(strength) == n_targets) return(matrix(as.double(strength), ncol = 1))
  if (identical(dim(strength), c(1L, as.integer(n_units)))) {
    return(matrix(as.double(strength), n_targets, n_units, byrow = TRUE))
  }
  if (is.matrix(strength) && nrow(strength) == n_targets && ncol(strength) %in% c(1, n_units)) {
    return(matrix(as.double(strength), n_targets))
  }
  abort(c(paste("{.arg regularizer_strength} must be one number, one for each of the {n_targets} {what}, or a matrix",
                "with one column for each of the {n_units} unit{?s}."),
          x = "Got {describe(strength)}."), "bad_argument", argument = "regularizer_strength", value = strength,
        call = call)
}

strength_by_block <- function(strength, n_targets, n_units, blocks, call, what) {
  names <- unique(blocks)
  if (!setequal(names(strength), names)) {
    abort(c("{.arg regularizer_strength} must have one entry for each block of predictors: {.val {names}}.",
            x = "It has {.val {names(strength)}}."), "bad_argument", argument = "regularizer_strength",
          value = strength, call = call)
  }
  parts <- lapply(names, function(name) {
    strength_matrix(strength[[name]], sum(blocks == name), n_units, NULL, call, what)
  })
  width <- max(vapply(parts, ncol, 0L))
  result <- matrix(0, n_targets, width)
  for (i in seq_along(names)) result[blocks == names[i], ] <- parts[[i]]
  result
}
