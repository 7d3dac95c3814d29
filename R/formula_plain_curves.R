# Curves over plain variables: numbers, factors, functions of them and their interactions.

#' What the plain variables of a fit were in training, but for those that tuned(by = ) has curves for.
#' @noRd
plain_seen <- function(fit) {
  by <- unlist(lapply(fit$terms, function(term) if (!is.null(term$by)) used_variables(term$by)))
  seen <- Filter(Negate(is.null), fit$design_spec$plain$seen)
  seen[setdiff(names(seen), by)]
}

#' The curves of the plain variables of a fit: a list of data frames, one for each variable and unit.
#' @noRd
plain_curves <- function(fit, design, typical, n, level) {
  plain <- fit$design_spec$plain
  tables <- lapply(names(plain_seen(fit)), function(name) {
    grid <- plain_grid(plain, Filter(Negate(is.null), plain$seen), name, n)
    at <- which(!fit$columns$term %in% names(fit$terms))
    follows <- vapply(fit$columns$term[at], function(term) name %in% used_variables(str2lang(term)), NA)
    rows <- matrix(typical, nrow(grid$values), length(typical), byrow = TRUE)
    rows[, at[follows]] <- grid$values[, follows]
    lapply(seq_along(fit$units), function(unit) {
      curve <- curve_values(fit, design, rows, typical, at[follows], unit, level, check_seen = FALSE)
      data.frame(unit = fit$units[unit], term = name, from = NA_character_, level = NA_character_, x = grid$x,
                 y = NA_real_, category = grid$category, curve, row.names = NULL)
    })
  })
  unlist(tables, recursive = FALSE)
}

#' The columns of the plain variables along one of them, averaged over the factors it interacts with; other numbers
#' are at their mean.
#' @noRd
plain_grid <- function(plain, seen, name, n) {
  own <- seen[[name]]
  positions <- own$values %||% seq(own$range[1], own$range[2], length.out = n %||% 100)
  others <- seen[setdiff(names(seen), name)]
  factors <- Filter(function(other) !is.null(other$values), others)
  choices <- expand.grid(lapply(factors, function(other) seq_along(other$values)))
  if (length(factors) == 0) choices <- data.frame(row.names = 1L)
  values <- lapply(seq_len(nrow(choices)), function(i) {
    chosen <- lapply(stats::setNames(names(others), names(others)), function(other) {
      if (is.null(others[[other]]$values)) others[[other]]$mean else others[[other]]$values[choices[[other]][i]]
    })
    share <- prod(vapply(names(factors), function(other) factors[[other]]$share[choices[[other]][i]], 0))
    share * plain_columns(plain, c(stats::setNames(list(positions), name), chosen), length(positions))
  })
  numbers <- is.numeric(positions)
  list(values = Reduce(`+`, values), x = if (numbers) positions else NA_real_,
       category = if (numbers) NA_character_ else as.character(positions))
}

#' The design's columns of plain variables at given values.
#' @noRd
plain_columns <- function(plain, data, n_rows) {
  recipe <- plain$terms
  environment(recipe) <- asNamespace("stats")
  data <- lapply(data, rep_len, n_rows)
  frame <- stats::model.frame(recipe, data = data, na.action = stats::na.pass, xlev = plain$levels)
  values <- stats::model.matrix(recipe, frame, contrasts.arg = plain$contrasts)
  unname(values[, attr(values, "assign") > 0, drop = FALSE])
}
