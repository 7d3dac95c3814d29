# Plain variables: aligned to the bins, then R's own model frame, so that factors, interactions and functions
# behave as in lm(), and what was learned in training is kept for prediction.

#' @param plain A list: `formula`; after training also `terms`, `levels` and `contrasts`.
#' @return list(values = matrix of n_rows, columns, plain = the same with what was learned, how)
#' @noRd
bind_plain <- function(plain, scope, grid, call) {
  check_known_functions(plain$formula, scope$env, call)
  aligned <- align_variables(used_variables(plain$formula[[2]]), scope, grid, call)
  made <- model_columns(plain, lapply(aligned, `[[`, "values"), scope$env, call)
  labels <- attr(made$plain$terms, "term.labels")[made$assign]
  columns <- column_table(colnames(made$values), labels, scale = column_scales(made$values))
  list(values = unname(made$values), columns = columns, plain = made$plain, how = vapply(aligned, `[[`, "", "how"))
}

#' The columns of R's model matrix, without the constant.
#'
#' @param data The variables, a list with one value each per row.
#' @return list(values, assign, plain): which term each column is of, and the recipe with what was learned.
#' @noRd
model_columns <- function(plain, data, env, call) {
  # Functions such as ns() are found where the formula was written; what is kept forgets that place.
  recipe <- plain$terms %||% plain_terms(plain$formula, call)
  environment(recipe) <- env
  known <- known_rows(data)
  frame <- or_formula_error(
    stats::model.frame(recipe, data = rows_of_each(data, known), na.action = stats::na.pass, xlev = plain$levels,
                       drop.unused.levels = TRUE),
    call
  )
  terms <- attr(frame, "terms")
  values <- stats::model.matrix(terms, frame, contrasts.arg = plain$contrasts)
  if (is.null(plain$terms)) {
    plain$terms <- terms
    environment(plain$terms) <- baseenv()
    plain$levels <- stats::.getXlevels(terms, frame)
    plain$contrasts <- attr(values, "contrasts")
    plain$seen <- lapply(data, seen_values)
  }
  assign <- attr(values, "assign")
  values <- values[, assign > 0, drop = FALSE]
  # log(0) and the like: the bin leaves the fit, as one with a missing value does.
  values[is.infinite(values)] <- NA
  if (!all(known)) values <- values[replace(rep(NA, length(known)), known, seq_len(nrow(values))), , drop = FALSE]
  list(values = values, assign = assign[assign > 0], plain = plain)
}

#' The rows in which all variables are known: poly() and others take no missing values. All of them if there is none.
#' @noRd
known_rows <- function(data) {
  missing <- lapply(data, function(x) if (is.null(dim(x))) is.na(x) else rowSums(is.na(x)) > 0)
  known <- !Reduce(`|`, missing, FALSE)
  if (any(known)) known else TRUE
}

rows_of_each <- function(data, rows) {
  if (all(rows)) return(data)
  lapply(data, function(x) {
    if (NROW(x) != length(rows)) return(x)
    if (is.null(dim(x))) x[rows] else x[rows, , drop = FALSE]
  })
}

plain_terms <- function(formula, call) or_formula_error(stats::terms(formula), call)

#' What R says of a formula as an error of this package.
#' @noRd
or_formula_error <- function(expr, call) {
  rlang::try_fetch(expr, error = function(error) {
    if (inherits(error, "anemone_error")) return(rlang::zap())
    abort("The variables of {.arg formula} must give columns, as in {.fn lm}.", "formula", parent = error, call = call)
  })
}


#' What a variable was in training: mean and range of numbers, values and their shares of anything else; NULL for what
#' has several columns.
#' @noRd
seen_values <- function(x) {
  if (!is.null(dim(x)) || all(is.na(x))) return(NULL)
  if (is.numeric(x)) return(list(mean = mean(x[is.finite(x)]), range = range(x[is.finite(x)])))
  values <- if (is.factor(x)) factor(levels(droplevels(x)), levels(x)) else sort(unique(x))
  list(values = values, share = as.vector(table(factor(as.character(x), as.character(values)))) / sum(!is.na(x)))
}

column_scales <- function(values) {
  vapply(seq_len(ncol(values)), function(j) stats::sd(values[, j], na.rm = TRUE), 0)
}

#' An error for a function that is neither a term nor defined where the formula was written.
#' @noRd
check_known_functions <- function(formula, env, call) {
  operators <- c("~", "+", ":", "*", "^", "%in%", "/", "(")
  called <- setdiff(called_functions(formula[[2]]), operators)
  unknown <- called[!vapply(called, exists, NA, envir = env, mode = "function")]
  if (length(unknown) == 0) return(invisible())
  abort(c("Every term of {.arg formula} must be one of {.code ?spike_terms}, or a function that R can find.",
          x = "There is no {.fn {unknown[1]}}.",
          i = "The nearest term: {.fn {nearest_names(unknown[1], c(special_terms, 'offset'), n = 1)}}."),
        "formula", call = call)
}

#' A variable with one value for every row of the grid.
#' @noRd
align_variable <- function(value, name, grid, call, align = NULL) {
  n_rows <- grid_n_bins(grid)
  if (inherits(value, "epoch_variable")) {
    return(list(values = value$values[grid_epochs(grid)], how = "epoch"))
  }
  value <- read_on_grid(value, grid)
  if (inherits(value, c("Tsd", "TsdFrame"))) {
    aligned <- align_signal(value, grid, align, otherwise = "interpolate")
    if (ncol(aligned$values) == 1) aligned$values <- aligned$values[, 1]
    return(aligned)
  }
  if (is.atomic(value) && (NROW(value) == n_rows || length(value) == 1)) {
    return(list(values = value, how = "as given"))
  }
  abort(c("A plain variable must be a series, a column of the epochs' metadata, or have one value per bin.",
          x = "{.val {name}} is {describe(value)}; there are {n_rows} bins."),
        "formula", variable = name, call = call)
}

#' Each of some variables of the scope, by name.
#' @noRd
align_variables <- function(names, scope, grid, call) {
  lapply(stats::setNames(names, names), function(name) {
    align_variable(scope_get(scope, name, call), name, grid, call)
  })
}

#' The offsets added up: a matrix of one column, or one per unit; NULL without any.
#' @noRd
bind_offsets <- function(offsets, scope, grid, units, call) {
  if (length(offsets) == 0) return(NULL)
  scope <- scope_with_own(scope, units, call)
  n_units <- length(units)
  values <- lapply(offsets, function(expr) {
    aligned <- align_variables(used_variables(expr), scope, grid, call)
    value <- eval(expr, lapply(aligned, `[[`, "values"), scope$env)
    if (length(value) == 1) value <- rep(value, grid_n_bins(grid))
    as.matrix(value)
  })
  total <- Reduce(`+`, values)
  if (!ncol(total) %in% c(1, n_units)) {
    abort(c("An offset must have one column, or one for each unit.",
            x = "It has {ncol(total)}; there are {n_units} units."), "formula", call = call)
  }
  storage.mode(total) <- "double"
  total
}
