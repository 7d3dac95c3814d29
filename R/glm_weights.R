# How much each entry counts, and for how long each bin was looked at.

#' Weights as a matrix of one column, or of one for each unit.
#' @noRd
as_weights <- function(weights, n_rows, n_units, call, arg = "weights") {
  if (is.null(weights)) return(NULL)
  values <- as_entry_matrix(weights, n_rows, n_units, arg, call)
  bad <- which(!(is.finite(values) & values >= 0))
  if (length(bad) > 0) {
    abort(c("{.arg {arg}} must be finite numbers of at least 0.", x = "Entry {bad[1]} is {.val {values[bad[1]]}}.",
            i = "An entry of weight 0 is left out."),
          "bad_weights", argument = arg, position = bad[1], value = values[bad[1]], call = call)
  }
  if (any(values > 0)) return(values)
  abort(c("{.arg {arg}} must not all be 0.", x = "Nothing is left to fit."), "bad_weights", argument = arg, call = call)
}

#' The logarithm of the exposure, which is an offset where the inverse link is the exponential.
#' @noRd
exposure_offset <- function(exposure, spec, n_rows, n_units, call) {
  if (is.null(exposure)) return(NULL)
  if (!identical(spec$inverse_link_function, "exp")) {
    law <- as_observation_model(spec$observation_model)$law
    abort(c("{.arg exposure} needs the inverse link {.val exp}, with which it multiplies the mean.",
            x = "The model has {.val {format(spec$inverse_link_function)}}, whose mean an offset does not multiply.",
            i = instead_of_exposure[[law]] %||% "Use the inverse link {.val exp}, or whole bins only."),
          "bad_argument", argument = "exposure", call = call)
  }
  values <- as_entry_matrix(exposure, n_rows, n_units, "exposure", call)
  bad <- which(!(is.finite(values) & values > 0))
  if (length(bad) == 0) return(log(values))
  abort(c("{.arg exposure} must be finite numbers above 0.", x = "Entry {bad[1]} is {.val {values[bad[1]]}}."),
        "bad_argument", argument = "exposure", position = bad[1], call = call)
}

# A scale that stays, or weights, do the same where the response can be divided.
instead_of_exposure <- list(
  Gamma = "Fit {.code y / exposure}: the scale of a Gamma law does not depend on the unit of its response.",
  Gaussian = "Fit {.code y / exposure} with {.code weights = exposure^2}.",
  Bernoulli = "A probability that is multiplied can leave the range from 0 to 1."
)

as_entry_matrix <- function(x, n_rows, n_units, arg, call) {
  if (is.numeric(x) && NROW(x) == n_rows && NCOL(x) %in% c(1, n_units)) {
    return(matrix(as.double(x), n_rows))
  }
  shape <- if (n_units > 1) paste0(n_rows, " numbers, or a matrix of ", n_rows, " x ", n_units) else {
    paste(n_rows, "numbers, one for each row")
  }
  abort(c("{.arg {arg}} must be {shape}.", x = "Got {describe(x)}."), "bad_argument", argument = arg, value = x,
        call = call)
}

#' Stops at an offset whose mean is not finite: it was most often meant to be a logarithm.
#' @noRd
check_offset <- function(offset, spec, call) {
  if (is.null(offset)) return(invisible())
  largest <- max(offset, -Inf, na.rm = TRUE)
  mean <- cpp_glm_mean(largest, family_recipe(spec))
  if (is.finite(largest) && is.finite(mean)) return(invisible())
  abort(c("The offset must give every row a finite mean.",
          x = "Its largest value is {signif(largest, 4)}, the mean there {mean}.",
          i = "The offset of a rate is the logarithm of what multiplies it: {.code offset(log(x))}."),
        "bad_offset", largest = largest, call = call)
}

#' A design with the weights and the exposure that were given beside it.
#' @noRd
weigh_design <- function(design, spec, weights, exposure, call) {
  n_units <- length(design$units)
  if (!is.null(weights)) design$weights <- as_weights(weights, design$n_rows, n_units, call)
  offset <- exposure_offset(exposure, spec, design$n_rows, n_units, call)
  if (is.null(offset)) return(design)
  if (is.null(design$offset)) {
    design$offset <- offset
  } else if (ncol(design$offset) >= ncol(offset)) {
    design$offset <- design$offset + as.vector(offset)
  } else {
    design$offset <- offset + as.vector(design$offset)
  }
  design
}
