#' An inverse link of one's own
#'
#' From the linear predictor to the mean, for the argument `inverse_link_function` of [GLM()] where none of those that
#' have a name is wanted.
#'
#' The functions are called on the main thread, a few hundred values at a time, so that a fit takes longer than with a
#' link that has a name. Without a second derivative it is taken from differences of the first, which costs steps but no
#' accuracy: the solution is where the gradient is zero.
#'
#' @param mean The mean of each linear predictor: a function of a vector that gives a vector as long.
#' @param derivative Its derivative.
#' @param second_derivative Its second derivative, or `NULL`.
#' @param link The linear predictor of each mean, or `NULL`: then it is searched for.
#' @param name What it is called when printed.
#' @return A list of class `inverse_link`.
#' @section Assumptions not checked:
#' That the mean rises or falls throughout.
#' @section Errors:
#' `anemone_error_bad_argument` for what is no function, or where `derivative` is not the derivative of `mean` at
#' predictors between -1 and 1.
#' @examples
#' cloglog <- inverse_link(function(eta) -expm1(-exp(eta)), function(eta) exp(eta - exp(eta)), name = "cloglog")
#' y <- c(0, 1, 0, 1, 1, 0)
#' fit(GLM("Bernoulli", cloglog), c(0.1, 0.5, 0.3, 0.2, 0.9, 0.4), y)
#' @export
inverse_link <- function(mean, derivative, second_derivative = NULL, link = NULL, name = "user") {
  functions <- list(mean = mean, derivative = derivative, second_derivative = second_derivative, link = link)
  for (arg in names(functions)) {
    optional <- arg %in% c("second_derivative", "link")
    if (is.function(functions[[arg]]) || optional && is.null(functions[[arg]])) next
    abort(c("{.arg {arg}} must be a function{if (optional) ' or NULL'}.", x = "Got {describe(functions[[arg]])}."),
          "bad_argument", argument = arg, value = functions[[arg]])
  }
  check_string(name)
  check_derivative(mean, derivative, "derivative", rlang::current_env())
  if (!is.null(second_derivative)) {
    check_derivative(derivative, second_derivative, "second_derivative", rlang::current_env())
  }
  structure(c(functions, name = name), class = "inverse_link")
}

check_derivative <- function(f, slope, arg, call) {
  at <- c(-0.9, -0.4, 0.1, 0.35, 0.8)
  step <- 1e-5
  given <- slope(at)
  if (is.numeric(given) && length(given) == length(at)) {
    expected <- (f(at + step) - f(at - step)) / (2 * step)
    known <- is.finite(given) & is.finite(expected)
    if (all(abs(given - expected)[known] <= 1e-4 * (1 + abs(expected[known])))) return(invisible())
    abort(c("{.arg {arg}} must be the derivative.",
            x = "At {at[known]} it gives {signif(given[known], 4)}, where differences give {signif(expected[known], 4)}."),
          "bad_argument", argument = arg, call = call)
  }
  abort(c("{.arg {arg}} must give one number for each predictor.", x = "For 5 predictors it gave {describe(given)}."),
        "bad_argument", argument = arg, call = call)
}

#' @export
format.inverse_link <- function(x, ...) x$name

#' @export
print.inverse_link <- function(x, ...) {
  cat("<inverse_link> ", x$name, "\n", sep = "")
  invisible(x)
}

# As the core calls them, by the names that NeMoS knows them by.
inverse_link_names <- c(exp = "exp", softplus = "softplus", logistic = "logistic", expit = "logistic",
                        norm.cdf = "norm_cdf", norm_cdf = "norm_cdf", one_over_x = "one_over_x", identity = "identity")

check_inverse_link <- function(x, arg = "inverse_link_function", call = rlang::caller_env()) {
  if (inherits(x, "inverse_link")) return(invisible(x))
  if (!is.function(x)) return(check_choice(x, names(inverse_link_names), arg, call))
  abort(c("{.arg {arg}} must come with its derivative.", x = "Got a function alone.",
          i = "{.code inverse_link(mean, derivative)} takes both."), "bad_argument", argument = arg, call = call)
}

link_recipe <- function(link) {
  if (inherits(link, "inverse_link")) unclass(link) else inverse_link_names[[link]]
}
