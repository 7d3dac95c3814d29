# A regularizer says which penalty a model has; its strength is an argument of the model. A strength is resolved to
# numbers where the columns of the design are known, as the list of settings that the core reads (PenaltySetting).

#' Penalties on the coefficients
#'
#' What [GLM()] takes as `regularizer`, by name or as a value where there is more to say. The penalty is added to the
#' mean loss per bin, as in NeMoS: with the strength \eqn{s}
#'
#' | | penalty |
#' |---|---|
#' | `UnRegularized()` | none |
#' | `Ridge()` | \eqn{\frac{1}{2} \sum_j s_j \beta_j^2} |
#' | `Lasso()` | \eqn{\sum_j s_j |\beta_j|} |
#' | `ElasticNet()` | \eqn{\sum_j s_j (r_j |\beta_j| + \frac{1}{2} (1 - r_j) \beta_j^2)} |
#' | `GroupLasso()` | \eqn{\sum_g s_g \sqrt{n_g} \lVert \beta_g \rVert}, where a group has \eqn{n_g} columns |
#' | `Smoothness()` | \eqn{\frac{s}{2} \sum_j (\Delta^d \beta)_j^2}, differences of order \eqn{d} of neighbouring coefficients |
#'
#' Coefficients are penalised, the intercept is not. Under Lasso, ElasticNet and GroupLasso coefficients become exactly
#' 0; such fits have no standard errors. A difference penalty (Eilers and Marx 1996,
#' \doi{10.1214/ss/1038425655}) leaves polynomials below its order free.
#'
#' @param mask Which group a column is in: a matrix of 0 and 1 with one row per group and one column per column of the
#'   design; or an array with a third dimension, the neuron, where every group lies within one neuron. A column is in
#'   one group at most; one that is in none is not penalised. By default all columns of a neuron are one group, or
#'   each of the blocks if predictors are given as a list.
#' @param order Order of the differences.
#' @param circular Whether the last coefficient is a neighbour of the first.
#' @return A list of class `regularizer`, and of that of its own name.
#' @section Errors:
#' `anemone_error_bad_argument` for a mask that puts a column in two groups.
#' @examples
#' GLM(regularizer = "Lasso", regularizer_strength = 0.01)
#' GLM(regularizer = GroupLasso(mask = rbind(c(1, 1, 0), c(0, 0, 1))), regularizer_strength = 0.1)
#' GLM(regularizer = Smoothness(order = 2), regularizer_strength = 10)
#' @name regularizers
NULL

#' @rdname regularizers
#' @export
UnRegularized <- function() new_regularizer("UnRegularized")

#' @rdname regularizers
#' @export
Ridge <- function() new_regularizer("Ridge")

#' @rdname regularizers
#' @export
Lasso <- function() new_regularizer("Lasso")

#' @rdname regularizers
#' @export
ElasticNet <- function() new_regularizer("ElasticNet")

#' @rdname regularizers
#' @export
GroupLasso <- function(mask = NULL) {
  new_regularizer("GroupLasso", mask = check_group_mask(mask))
}

#' @rdname regularizers
#' @export
Smoothness <- function(order = 2, circular = FALSE) {
  check_count(order, lower = 1)
  check_flag(circular)
  new_regularizer("Smoothness", order = as.integer(order), circular = circular)
}

new_regularizer <- function(kind, ...) structure(list(...), class = c(kind, "regularizer"))

regularizer_makers <- list(UnRegularized = UnRegularized, Ridge = Ridge, Lasso = Lasso, ElasticNet = ElasticNet,
                           GroupLasso = GroupLasso, Smoothness = Smoothness)

#' A regularizer from what a model was given: its name or a value.
#' @noRd
as_regularizer <- function(x, call = rlang::caller_env()) {
  if (inherits(x, "regularizer")) return(x)
  default_regularizers[[check_choice(x, names(regularizer_makers), "regularizer", call = call)]]
}

regularizer_kind <- function(x) if (is.character(x)) x else class(x)[1]

#' Whether the penalty has no derivative at 0, so that coefficients become 0 and have no standard error.
#' @noRd
is_rough <- function(kind) kind %in% c("Lasso", "ElasticNet", "GroupLasso")

check_group_mask <- function(mask, call = rlang::caller_env()) {
  if (is.null(mask)) return(NULL)
  if (!is.array(mask) || !length(dim(mask)) %in% 2:3 || !all(mask %in% c(0, 1))) {
    abort(c("{.arg mask} must be a matrix of 0 and 1, one row per group.", x = "Got {describe(mask)}."),
          "bad_argument", argument = "mask", value = mask, call = call)
  }
  twice <- which(colSums(mask) > 1)
  if (length(twice) > 0) {
    abort(c("A column must be in one group at most.", x = "{.arg mask} puts column {twice[1]} in more than one."),
          "bad_argument", argument = "mask", value = mask, call = call)
  }
  if (length(dim(mask)) == 3 && any(rowSums(apply(mask, c(1, 3), max)) > 1)) {
    abort(c("A group must lie within one neuron.", x = "{.arg mask} has a group with columns of several.",
            i = "Neurons are fitted each on its own; give each its own group."),
          "bad_argument", argument = "mask", value = mask, call = call)
  }
  mask
}

default_regularizers <- lapply(regularizer_makers, function(make) make())

#' @export
format.regularizer <- function(x, ...) {
  fields <- unclass(x)
  default <- formals(regularizer_makers[[class(x)[1]]])
  differs <- vapply(names(fields), function(name) !isTRUE(all.equal(fields[[name]], default[[name]])), NA)
  values <- vapply(fields[differs], format_argument, "")
  paste0(class(x)[1], "(", paste(names(values), "=", values, collapse = ", ")[any(differs)], ")")
}

#' @export
print.regularizer <- function(x, ...) {
  cat("<", format(x), ">\n", sep = "")
  invisible(x)
}
