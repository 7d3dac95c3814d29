# Curves over plain variables: numbers, factors, each unit's own(), functions of them and their interactions.

#' The names of the plain variables of a fit, but for those that tuned(by = ) has curves for.
#' @noRd
plain_variables <- function(fit) {
  by <- unlist(lapply(fit$terms, function(term) if (!is.null(term$by)) used_variables(term$by)))
  seen <- lapply(plain_recipes(fit, 1), function(recipe) names(recipe$seen))
  setdiff(unlist(seen), by)
}

#' The model frames that a unit's predictor has columns of: what they learned, what was `seen` of each variable, `at`
#' which columns of the design they are, and whether these are of the frame's last term only.
#' @noRd
plain_recipes <- function(fit, unit) {
  recipe <- function(plain, columns, last_only) {
    list(plain = plain, seen = Filter(Negate(is.null), plain$seen), at = which(columns), last_only = last_only)
  }
  shared <- fit$design_spec$plain
  own <- lapply(Filter(function(term) inherits(term, "own_term"), fit$terms), function(term) {
    columns <- fit$columns$term == term$label & fit$columns$from == fit$units[unit]
    recipe(term$recipes[[fit$units[unit]]], columns, TRUE)
  })
  c(unname(own), if (!is.null(shared)) list(recipe(shared, !fit$columns$term %in% names(fit$terms), FALSE)))
}

#' The curves of the plain variables of a fit: a list of data frames, one for each variable and unit.
#' @noRd
plain_curves <- function(fit, design, typical, n, level) {
  places <- expand.grid(unit = seq_along(fit$units), name = plain_variables(fit), stringsAsFactors = FALSE)
  lapply(seq_len(nrow(places)), function(i) plain_curve(fit, design, typical, n, level, places$unit[i], places$name[i]))
}

plain_curve <- function(fit, design, typical, n, level, unit, name) {
  recipes <- Filter(function(recipe) name %in% names(recipe$seen), plain_recipes(fit, unit))
  grids <- lapply(recipes, function(recipe) plain_grid(recipe$plain, recipe$seen, name, n))
  positions <- grids[[1]]$positions
  rows <- matrix(typical, length(positions), length(typical), byrow = TRUE)
  followed <- integer()
  for (k in seq_along(recipes)) {
    assign <- grids[[k]]$assign
    of_frame <- if (recipes[[k]]$last_only) assign == max(assign) else rep(TRUE, length(assign))
    labels <- attr(recipes[[k]]$plain$terms, "term.labels")[assign[of_frame]]
    follows <- vapply(labels, function(label) name %in% used_variables(str2lang(label)), NA)
    at <- recipes[[k]]$at[follows]
    rows[, at] <- grids[[k]]$values[, of_frame, drop = FALSE][, follows]
    followed <- c(followed, at)
  }
  numbers <- is.numeric(positions)
  own <- name %in% unlist(lapply(fit$terms, function(term) names(term$calls)))
  curve <- curve_values(fit, design, rows, typical, followed, unit, level, check_seen = FALSE)
  data.frame(unit = fit$units[unit], term = name,
             from = if (own) fit$units[unit] else NA_character_, level = NA_character_,
             x = if (numbers) positions else NA_real_, y = NA_real_,
             category = if (numbers) NA_character_ else as.character(positions), curve, row.names = NULL)
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
  list(values = Reduce(`+`, values), assign = attr(values[[1]], "assign"), positions = positions)
}

#' The design's columns of plain variables at given values.
#' @noRd
plain_columns <- function(plain, data, n_rows) {
  recipe <- plain$terms
  environment(recipe) <- asNamespace("stats")
  data <- lapply(data, rep_len, n_rows)
  frame <- stats::model.frame(recipe, data = data, na.action = stats::na.pass, xlev = plain$levels)
  values <- stats::model.matrix(recipe, frame, contrasts.arg = plain$contrasts)
  assign <- attr(values, "assign")
  structure(unname(values[, assign > 0, drop = FALSE]), assign = assign[assign > 0])
}
