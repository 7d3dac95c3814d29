# Penalties inside formulas. ridge(), lasso(), elastic_net(), group() and smooth() exist there only; each gives an
# `anemone_penalty`: a regularizer and its strength.

ridge <- function(strength) new_formula_penalty(Ridge(), strength)

lasso <- function(strength) new_formula_penalty(Lasso(), strength)

elastic_net <- function(strength, ratio = 0.5) {
  check_number(ratio, lower = 0, upper = 1)
  new_formula_penalty(ElasticNet(), strength, ratio)
}

group <- function(strength) new_formula_penalty(GroupLasso(), strength)

smooth <- function(order = 2, strength) {
  check_count(order, lower = 1)
  new_formula_penalty(Smoothness(order), strength)
}

new_formula_penalty <- function(regularizer, strength, ratio = NULL, call = rlang::caller_env()) {
  check_number(strength, lower = 0, call = call)
  structure(list(regularizer = regularizer, strength = strength, ratio = ratio), class = "anemone_penalty")
}

formula_penalties <- list(ridge = ridge, lasso = lasso, elastic_net = elastic_net, group = group, smooth = smooth)

check_penalty <- function(penalty, call) {
  if (is.null(penalty) || inherits(penalty, "anemone_penalty")) return(penalty)
  abort(c("{.arg penalty} must be {.or {.code {paste0(names(formula_penalties), '()')}}}, or `NULL`.",
          x = "Got {describe(penalty)}.", i = "For example {.code penalty = ridge(0.01)}."),
        "bad_argument", argument = "penalty", value = penalty, call = call)
}

#' The penalties of a formula's terms on the columns of its design: that of the term, else that of the model.
#'
#' @param standardise Whether signals count in units of their standard deviation.
#' @return A list of settings (see `R/glm_penalty.R`).
#' @noRd
formula_penalty_settings <- function(penalty, terms, columns, standardise) {
  if (!standardise) columns$scale <- rep(1, nrow(columns))
  of_term <- lapply(unique(columns$term), function(label) {
    own <- terms[[label]]$penalty %||% penalty
    if (!is.null(own)) term_penalty(own, terms[[label]]$basis, which(columns$term == label), columns)
  })
  unlist(Filter(Negate(is.null), of_term), recursive = FALSE)
}

#' The settings of one term: a smooth product of bases has one for each axis.
#' @noRd
term_penalty <- function(penalty, basis, at, columns) {
  scale <- columns$scale[at]
  filter <- match_filters(columns[at, ])
  kind <- class(penalty$regularizer)[1]
  strength <- penalty$strength
  column <- function(values) matrix(values, ncol = 1)
  switch(
    kind,
    Ridge = list(new_penalty_setting(kind, at - 1, column(strength * scale^2))),
    Lasso = list(new_penalty_setting(kind, at - 1, column(strength * scale))),
    ElasticNet = {
      absolute <- strength * penalty$ratio * scale
      square <- strength * (1 - penalty$ratio) * scale^2
      total <- absolute + square
      list(new_penalty_setting(kind, at - 1, column(total), ratio = ifelse(total > 0, absolute / total, 1)))
    },
    GroupLasso = list(new_penalty_setting(kind, at - 1, column(strength * scale_of_groups(scale, filter)),
                                          group = filter - 1)),
    Smoothness = smooth_settings(penalty, basis, at, filter, scale)
  )
}

#' A filter, or curve, is what one source does through one term: a number for each column.
#' @noRd
match_filters <- function(columns) {
  key <- paste(columns$from, if (is.null(columns$level)) "" else columns$level)
  match(key, unique(key))
}

scale_of_groups <- function(scale, group) {
  vapply(split(scale, group), function(own) sqrt(mean(own^2)), 0, USE.NAMES = FALSE)
}

smooth_settings <- function(penalty, basis, at, filter, scale) {
  axes <- smooth_axes(basis, sum(filter == 1))
  lapply(axes, function(axis) {
    run <- (filter - 1) * max(axis$run) + axis$run[stats::ave(seq_along(at), filter, FUN = seq_along)]
    ordered <- order(run)
    run <- match(run, unique(run[ordered]))
    new_penalty_setting("Smoothness", at[ordered] - 1,
                        matrix(penalty$strength * scale_of_groups(scale, run)^2, ncol = 1),
                        group = run[ordered] - 1, order = penalty$regularizer$order, circular = axis$circular)
  })
}

#' Which functions of a basis follow each other: for each axis the `run` each function is in, and whether runs close.
#' A product of bases has an axis for each factor; its last factor runs fastest.
#' @noRd
smooth_axes <- function(basis, n_functions) {
  if (inherits(basis, "MultiplicativeBasis")) {
    left <- n_basis_funcs(basis$basis1)
    right <- n_basis_funcs(basis$basis2)
    along_left <- lapply(smooth_axes(basis$basis1, left), function(axis) {
      list(run = (rep(axis$run, each = right) - 1) * right + rep(seq_len(right), left), circular = axis$circular)
    })
    along_right <- lapply(smooth_axes(basis$basis2, right), function(axis) {
      list(run = rep((seq_len(left) - 1) * max(axis$run), each = right) + rep(axis$run, left), circular = axis$circular)
    })
    return(c(along_left, along_right))
  }
  list(list(run = rep(1, n_functions), circular = inherits(basis, c("CyclicBSplineEval", "CyclicBSplineConv"))))
}
