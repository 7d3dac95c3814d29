#' Tuning curves of a spike model
#'
#' For every `tuned()` term and every plain variable, `own()` among them, the rate over its values, everything else at a
#' typical value: every other column at its mean over the rows of the fit. An interaction follows the variable, its
#' other factor at its mean; so do other curves over the same signal.
#'
#' @param fit A [spike_glm()] with a `tuned()` term or a plain variable.
#' @param n Number of positions along a signal; `NULL` (default) is 100 for one signal, 30 along each of two.
#' @param level Coverage of the pointwise confidence limits, which hold for the rate as a whole, mean included.
#' @return A data frame of class `spike_curves`, one row per unit, curve and position: `unit`, `term`, `from` (the
#'   column of a frame, the unit's own, or `NA`), `level` (of a factor `by`, else `NA`), `x` and, for two signals, `y`
#'   (in data units; the category as a string in `category`), `rate`, `conf.low`, `conf.high` (Hz), `effect` and
#'   `std.error`: the linear predictor less its mean over the rows of the fit, which does not depend on how the
#'   columns are made. `NA` where the signal never was.
#' @section Errors:
#' `anemone_error_no_curves` without a `tuned()` term or plain variable; `anemone_error_no_bin_size`;
#' `anemone_error_no_data` for a fit made with `keep_data = FALSE`.
#' @examples
#' session <- example_session("linear_track")
#' fit <- spike_glm(units[1] ~ tuned(position, BSplineEval(8)), data = session, bin_size = 0.025)
#' head(curves(fit))
#' autoplot(curves(fit))
#' @export
curves <- function(fit, n = NULL, level = 0.95) {
  check_given(fit)
  if (inherits(fit, "spike_glm_sessions")) return(table_of_sessions(fit, function(one) curves(one, n, level)))
  check_class(fit, "spike_glm")
  if (!is.null(n)) check_count(n, lower = 2)
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  check_has_bins(fit, "rate", rlang::current_env())
  tuned <- Filter(function(term) inherits(term, "tuned_term"), fit$terms)
  plain <- plain_variables(fit)
  if (length(tuned) + length(plain) == 0) {
    abort(c("The model must have a {.code tuned()} term or a variable to have tuning curves.",
            x = "It has {.code {deparse1(fit$formula)}}."), "no_curves")
  }
  design <- kept_design(fit)
  typical <- column_means(design)
  tables <- lapply(tuned, term_curves, fit, design, typical, n, level)
  tables <- c(unlist(tables, recursive = FALSE), plain_curves(fit, design, typical, n, level))
  table <- do.call(rbind, unname(tables))
  table <- table[order(match(table$unit, fit$units)), ]
  rownames(table) <- NULL
  structure(table, class = c("spike_curves", "data.frame"), conf.level = level,
            signals = c(lapply(tuned, function(term) vapply(term$signals, deparse1, "")),
                        stats::setNames(as.list(plain), plain)),
            signal_units = c(lapply(tuned, `[[`, "signal_units"),
                             stats::setNames(rep(list(NA), length(plain)), plain)))
}

#' The mean of every column over the valid rows, or over rows weighted by `weights`.
#' @noRd
column_means <- function(design, blocks = design$blocks, weights = rep(1, design$n_rows)) {
  used <- valid_rows(design)
  sums <- cpp_design_multiply_transposed(blocks, design$n_rows, design$runs, matrix(as.double(weights), ncol = 1), 1L)
  drop(sums) / sum(weights[used])
}

#' The curves of one term: a list of data frames, one for each unit, channel and level.
#' @noRd
term_curves <- function(term, fit, design, typical, n, level) {
  at <- which(fit$columns$term == term$label)
  channels <- unique(fit$columns$from[at])
  places <- expand.grid(unit = seq_along(fit$units), channel = seq_along(channels),
                        level = seq_along(term$levels %||% NA))
  if (term$own) places <- places[fit$units[places$unit] == channels[places$channel], ]
  grids <- lapply(seq_along(channels), function(j) curve_grid(term, j, n))
  prepare_inference(fit)
  lapply(seq_len(nrow(places)), function(i) {
    place <- as.list(places[i, ])
    grid <- grids[[place$channel]]
    own <- at[fit$columns$from[at] %in% channels[place$channel]]
    rows <- curve_rows(term, fit, design, typical, grid, own, place)
    curve <- curve_values(fit, design, rows, typical, own, place$unit, level)
    curve[!was_visited(term, grid$positions, place$channel), ] <- NA
    positions <- lapply(c("x", "y", "category"), function(name) grid$positions[[name]] %||% NA)
    data.frame(unit = fit$units[place$unit], term = term$label, from = channels[place$channel],
               level = (term$levels %||% NA_character_)[place$level], x = as.double(positions[[1]]),
               y = as.double(positions[[2]]), category = as.character(positions[[3]]), curve, row.names = NULL)
  })
}

#' Positions along the signals of a term, and the functions there.
#' @noRd
curve_grid <- function(term, channel, n) {
  leaves <- basis_leaves(term$basis)
  inputs <- rep(seq_along(leaves), vapply(leaves, n_inputs, 0L))
  n <- n %||% if (length(inputs) == 1) 100 else 30
  axes <- lapply(seq_along(inputs), function(i) {
    leaf <- leaves[[inputs[i]]]
    if (inherits(leaf, "Category")) return(leaf$categories)
    learned <- attr(leaf, "range")[[sum(inputs[seq_len(i)] == inputs[i])]][, channel]
    range <- if (all(is.finite(learned))) learned else term$seen[[i]][, channel]
    seq(range[1], range[2], length.out = n)
  })
  grid <- expand.grid(axes, KEEP.OUT.ATTRS = FALSE, stringsAsFactors = FALSE)
  margins <- channel_margins(term$basis, lapply(grid, new_signal), channel)
  block <- Reduce(product_block, margins)
  positions <- unname(as.list(grid))
  names(positions) <- if (is.numeric(positions[[1]])) c("x", "y")[seq_along(positions)] else {
    c("category", "x")[seq_along(positions)]
  }
  list(positions = positions, values = block_matrix(block, nrow(grid)),
       margins = lapply(margins, block_matrix, n_rows = nrow(grid)))
}

#' Whether a place on the map of two signals has samples near it.
#' @noRd
was_visited <- function(term, positions, channel) {
  if (is.null(term$visited)) return(TRUE)
  cells <- Map(function(x, range) grid_cell(x, range[, channel], 30), positions, term$seen)
  term$visited[[channel]][do.call(cbind, unname(cells))] %in% TRUE
}

#' All rows of a block, those that it cannot give NaN.
#' @noRd
block_matrix <- function(block, n_rows) {
  block$term <- ""
  valid <- cpp_design_valid_runs(list(block), n_rows, logical())
  cpp_design_matrix(list(block), n_rows, valid$runs)
}

#' The rows of the design along a curve: the typical row, the columns of the term as they are on the grid.
#' @noRd
curve_rows <- function(term, fit, design, typical, grid, own, place) {
  rows <- matrix(typical, nrow(grid$values), length(typical), byrow = TRUE)
  here <- own
  scale <- 1
  if (!is.null(term$levels)) {
    here <- own[fit$columns$level[own] == term$levels[place$level]]
    rows[, own] <- 0
    rows <- at_level(rows, term, fit, design, place$level)
  } else if (!is.null(term$by)) {
    scale <- term$by_typical
  }
  rows[, here] <- grid$values * scale
  if (length(term$signals) == 1) rows <- follow_signal(rows, term, fit, design, grid, place, fit$columns$from[own[1]])
  if (length(term$signals) == 1 && is.null(term$by)) rows <- follow_interactions(rows, term, fit, design, grid)
  rows
}

#' Other curves over the same signal follow it: those by a factor at its level, or averaged over its levels.
#' @noRd
follow_signal <- function(rows, term, fit, design, grid, place, from) {
  same <- function(other) inherits(other, "tuned_term") && identical(other$signals, term$signals)
  for (other in Filter(same, fit$terms[names(fit$terms) != term$label])) {
    at <- which(fit$columns$term == other$label & fit$columns$from %in% from)
    functions <- curve_margin(other, 1, grid, place$channel)
    share <- if (is.null(other$by)) 1 else if (is.null(other$levels)) other$by_typical else {
      if (identical(other$by, term$by)) as.double(other$levels == term$levels[place$level]) else {
        column_means(design, list(c(first_category(term_block(design, other)), term = "")))
      }
    }
    rows[, at] <- kronecker(t(share), functions)
  }
  rows
}

#' The columns of a factor that is a plain term too take the value of their level.
#' @noRd
at_level <- function(rows, term, fit, design, level) {
  at <- which(fit$columns$term == deparse1(term$by) & fit$columns$role == "shared")
  if (length(at) == 0) return(rows)
  codes <- first_category(term_block(design, term))$codes
  block <- Find(function(block) !block$term %in% names(fit$terms), design$blocks)
  means <- column_means(design, list(block), codes == level)
  plain <- which(!fit$columns$term %in% names(fit$terms))
  rows[, at] <- rep(means[match(at, plain)], each = nrow(rows))
  rows
}

term_block <- function(design, term) Find(function(block) block$term == term$label, design$blocks)

#' The leftmost factor of a product.
#' @noRd
first_category <- function(block) {
  if (block$kind == "side by side") return(first_category(block$blocks[[1]]))
  if (block$kind == "product") first_category(block$left) else block
}

#' Products that have the signal of a curve as a factor follow it, with the other factor at its mean.
#' @noRd
follow_interactions <- function(rows, term, fit, design, grid) {
  for (other in fit$terms) {
    if (!inherits(other, "tuned_term") || length(other$signals) != 2 || !is.null(other$by)) next
    side <- match(list(term$signals[[1]]), other$signals)
    block <- term_block(design, other)
    if (is.na(side) || block$kind != "product") next
    means <- column_means(design, list(block[[c("right", "left")[side]]]))
    functions <- curve_margin(other, side, grid)
    products <- if (side == 1) cpp_row_products(functions, t(replicate(nrow(functions), means))) else {
      cpp_row_products(t(replicate(nrow(functions), means)), functions)
    }
    rows[, which(fit$columns$term == other$label)] <- products
  }
  rows
}

#' One factor of a product at the positions of a grid of one signal.
#' @noRd
curve_margin <- function(term, side, grid, channel = 1) {
  leaf <- basis_leaves(term$basis)[[side]]
  positions <- grid$positions$x %||% grid$positions$category
  block_matrix(channel_margins(leaf, list(new_signal(positions)), channel)[[1]], length(positions))
}

#' Rates and limits at rows of the design, for one unit.
#' @noRd
curve_values <- function(fit, design, rows, typical, own, unit, level, check_seen = TRUE) {
  coefficients <- fit$coef_[, unit]
  # Functions that are 0 in every row of the fit.
  unseen <- own[check_seen & typical[own] == 0]
  never <- rowSums(abs(rows[, unseen, drop = FALSE]) > 0) > 0
  at_limit <- is.infinite(coefficients)
  touched <- rowSums(abs(rows[, own[at_limit[own]], drop = FALSE]) > 0) > 0
  finite <- replace(coefficients, at_limit | is.na(coefficients), 0)
  covariance <- raw_covariance(fit, unit)
  offset <- typical_offset(design, unit)
  eta <- drop(rows %*% finite) + fit$intercept_[[unit]] + offset
  reach <- stats::qnorm((1 + level) / 2) * row_errors(cbind(1, rows), covariance)
  away <- sweep(rows, 2, typical)
  limits <- cbind(eta, eta - reach, eta + reach)
  limits[touched, ] <- c(-Inf, NA, NA)[col(limits[touched, , drop = FALSE])]
  limits[never, ] <- NA
  rates <- predictor_mean(fit, limits) / fit$bin_size
  effect <- drop(away %*% finite)
  effect[touched] <- -Inf
  std_error <- replace(row_errors(cbind(0, away), covariance), touched | fit$outputs[[unit]]$status == "silent", NA)
  data.frame(rate = rates[, 1], conf.low = rates[, 2], conf.high = rates[, 3], effect = replace(effect, never, NA),
             std.error = replace(std_error, never, NA))
}

row_errors <- function(rows, covariance) sqrt(pmax(rowSums((rows %*% covariance) * rows), 0))

typical_offset <- function(design, unit) {
  if (is.null(design$offset)) return(0)
  values <- design$offset[, min(unit, ncol(design$offset))]
  mean(values[valid_rows(design)])
}

# What was asked of curves() holds for some of their rows too.
#' @export
`[.spike_curves` <- function(x, ...) {
  chosen <- NextMethod()
  if (!is.data.frame(chosen)) return(chosen)
  for (name in c("conf.level", "signals", "signal_units")) attr(chosen, name) <- attr(x, name)
  chosen
}
