# Terms that are evaluated at a signal become products of small blocks: functions of which a row has a few
# that are not zero are kept as these few, categories as codes; products are never stored.

#' @export
bind_term.tuned_term <- function(term, source, scope, grid, settings, call) {
  units <- names(source$fitted)
  inputs <- lapply(term$signals, align_signals, term, units, scope, grid, call)
  by <- bind_by(term, units, scope, grid, call)
  term$levels <- by$levels
  term$own <- any(vapply(term$signals, mentions_own, NA))
  term$circular <- lapply(inputs, `[[`, "period")
  term$signal_units <- term$signal_units %||% vapply(inputs, `[[`, "", "unit")
  term$by_typical <- term$by_typical %||% by$typical
  signals <- same_channels(lapply(inputs, function(input) new_signal(input$values)))
  term <- learn_tuned(term, signals, call)
  columns <- tuned_columns(term, inputs, units)
  list(block = c(channel_blocks(term$basis, signals, by$block), list(term = term$label)), columns = columns,
       how = inputs[[1]]$how, term = term)
}

#' A signal on the bins: `values`, a vector or a matrix of channels; `how`, `unit`, `period`.
#' @noRd
align_signals <- function(expr, term, units, scope, grid, call) {
  if (is.name(expr)) {
    value <- scope_get(scope, as.character(expr), call)
  } else {
    value <- scope_eval(expr, scope_with_own(scope, units, call), call, grid)
  }
  aligned <- align_variable(value, deparse1(expr), grid, call, term$align)
  unit <- if (inherits(value, "anemone_series")) series_unit(value) else NA_character_
  c(aligned, list(unit = as.character(unit), period = period_of(value)))
}

#' The variable that a curve is different for: a factor as codes, a number as it is, NULL without.
#' @noRd
bind_by <- function(term, units, scope, grid, call) {
  if (is.null(term$by)) return(NULL)
  values <- align_signals(term$by, list(align = NULL), units, scope, grid, call)$values
  if (!is.null(dim(values))) {
    abort(c("{.arg by} must be one variable.", x = "{.code {deparse1(term$by)}} is {describe(values)}."),
          "formula", call = call)
  }
  if (length(values) == 1) values <- rep(values, grid_n_bins(grid))
  numeric <- is.numeric(values) && is.null(term$levels)
  if (numeric) {
    return(list(typical = mean(values, na.rm = TRUE),
                block = list(kind = "dense", values = matrix(as.double(values), ncol = 1))))
  }
  levels <- term$levels %||% known_levels(values)
  codes <- match(as.character(values), levels)
  unknown <- unique(as.character(values[is.na(codes) & !is.na(values)]))
  if (length(unknown) > 0) {
    warn(c("{.code {term$label}} was not fitted for {.val {unknown}}.", i = "These rows are left out."),
         "unknown_level", term = term$label, levels = unknown)
  }
  codes[is.na(codes)] <- -1L
  list(levels = levels, block = category_block(codes, levels))
}

known_levels <- function(values) {
  if (is.factor(values)) return(levels(droplevels(values)))
  as.character(sort(unique(values)))
}

category_block <- function(codes, levels) {
  list(kind = "category", codes = as.integer(codes), n_levels = length(levels))
}

#' The term whose basis knows its range; new data outside it warn.
#' @noRd
learn_tuned <- function(term, signals, call) {
  basis <- set_periods(term$basis, term$circular)
  term$basis <- learn_basis(basis, signals, call)
  term$seen <- term$seen %||% lapply(signals, seen_ranges)
  term$visited <- term$visited %||% visited_places(signals, term$seen)
  term
}

#' The range of each channel, whatever the basis makes of it; nothing for categories.
#' @noRd
seen_ranges <- function(signal) {
  if (!is.numeric(signal$values)) return(NULL)
  vapply(seq_len(n_channels(signal)), function(j) {
    known <- is.finite(channel(signal, j))
    if (any(known)) as.double(range(channel(signal, j)[known])) else c(0, 1)
  }, double(2))
}

#' For two signals of numbers which cells of a 30 x 30 grid over their ranges the samples fall into, one logical
#' matrix per channel: where no sample is, a map shows nothing.
#' @noRd
visited_places <- function(signals, seen, n = 30) {
  if (length(signals) != 2 || any(vapply(seen, is.null, NA))) return(NULL)
  lapply(seq_len(n_channels(signals[[1]])), function(j) {
    cells <- Map(function(signal, range) grid_cell(channel(signal, j), range[, j], n), signals, seen)
    matrix(tabulate(cells[[1]] + n * (cells[[2]] - 1L), n * n) > 0, n)
  })
}

#' The nearest of n evenly spaced positions; NA outside.
#' @noRd
grid_cell <- function(x, range, n) {
  cell <- 1L + as.integer(round((n - 1) * (x - range[1]) / span_of(range)))
  replace(cell, is.na(cell) | cell < 1 | cell > n, NA_integer_)
}

#' Bases without bounds of their own run over the period of a circular signal.
#' @noRd
set_periods <- function(basis, periods) {
  if (inherits(basis, "composite_basis")) {
    parts <- per_part(basis, periods)
    basis$basis1 <- set_periods(basis$basis1, parts[[1]])
    basis$basis2 <- set_periods(basis$basis2, parts[[2]])
    return(basis)
  }
  if (length(periods) != 1 || is.null(periods[[1]])) return(basis)
  if ("bounds" %in% names(basis) && is.null(basis$bounds)) basis$bounds <- c(0, periods[[1]])
  basis
}

#' Signals of one channel are repeated for the channels of the others.
#' @noRd
same_channels <- function(signals) {
  n <- vapply(signals, n_channels, 0L)
  widest <- signals[[which.max(n)]]
  lapply(signals, function(signal) {
    if (n_channels(signal) == max(n)) return(signal)
    signal$values <- matrix(signal$values, n_samples(signal), max(n))
    signal$shape <- widest$shape
    signal
  })
}

#' One block of a basis at signals, channels side by side, each times the block `by` where that is given.
#' @noRd
channel_blocks <- function(basis, signals, by = NULL) {
  channels <- lapply(seq_len(n_channels(signals[[1]])), function(j) {
    margins <- channel_margins(basis, lapply(signals, function(signal) new_signal(channel(signal, j))), j)
    Reduce(product_block, c(if (!is.null(by)) list(by), margins))
  })
  if (length(channels) == 1) channels[[1]] else list(kind = "side by side", blocks = channels)
}

product_block <- function(left, right) list(kind = "product", left = left, right = right)

#' The factors of a product of bases at signals of one channel, the j-th of those that the basis has learned from.
#' @noRd
channel_margins <- function(basis, signals, j) {
  if (inherits(basis, "MultiplicativeBasis")) {
    parts <- per_part(basis, signals)
    return(c(channel_margins(basis$basis1, parts[[1]], j), channel_margins(basis$basis2, parts[[2]], j)))
  }
  basis <- basis_of_channel(basis, j)
  if (!inherits(basis, "Category")) return(list(evaluated_block(basis, signals)))
  codes <- match(as.character(signals[[1]]$values), as.character(basis$categories), nomatch = 0L)
  codes[is.na(signals[[1]]$values)] <- -1L
  list(category_block(codes, basis$categories))
}

#' A basis that has learned from several channels as it is for one of them.
#' @noRd
basis_of_channel <- function(basis, j) {
  ranges <- attr(basis, "range")
  if (!is.null(ranges)) attr(basis, "range") <- lapply(ranges, function(range) range[, j, drop = FALSE])
  combination <- attr(basis, "combination")
  if (!is.null(combination)) attr(basis, "combination") <- combination[j]
  attr(basis, "input_shape") <- rep(list(integer()), n_inputs(basis))
  basis
}

#' The functions of a basis at every bin: a few per row where that is enough, else all.
#' @noRd
evaluated_block <- function(basis, signals, chunk = 2^16) {
  call <- rlang::caller_env()
  features_of <- function(rows) {
    basis_features(basis, lapply(signals, function(signal) new_signal(signal$values[rows])), call)
  }
  n <- n_samples(signals[[1]])
  dense <- function() list(kind = "dense", values = unname(features_of(seq_len(n))))
  n_functions <- n_basis_funcs(basis)
  parts <- list()
  for (start in seq(1, max(n, 1), by = chunk)) {
    rows <- cpp_compress_rows(features_of(seq(start, length.out = min(chunk, n - start + 1))))
    if (2 * rows$width > n_functions) return(dense())
    parts <- c(parts, list(rows))
  }
  width <- max(vapply(parts, `[[`, 0L, "width"))
  widened <- lapply(parts, function(part) {
    if (part$width == width) return(part$values)
    as.vector(rbind(matrix(part$values, part$width, length(part$first)),
                    matrix(0, width - part$width, length(part$first))))
  })
  list(kind = "local", first = unlist(lapply(parts, `[[`, "first")), values = unlist(widened), width = width,
       n_functions = as.integer(n_functions))
}

#' Columns run through the channels (slow), the levels of `by` and the functions (fast).
#' @noRd
tuned_columns <- function(term, inputs, units) {
  functions <- function_labels(term$basis)
  channels <- tuned_channels(term, inputs, units)
  levels <- term$levels %||% NA_character_
  places <- expand.grid(fn = functions, level = levels, channel = channels, stringsAsFactors = FALSE)
  part <- function(x) ifelse(is.na(x), "", paste0(":", x))
  column_table(sprintf("%s%s%s[%s]", term$label, part(places$channel), part(places$level), places$fn), term$label,
               from = places$channel, role = if (term$own) "own" else "shared", signal_unit = inputs[[1]]$unit,
               level = places$level)
}

#' What the channels of a term are called: units, columns of a frame, or NA for a single signal.
#' @noRd
tuned_channels <- function(term, inputs, units) {
  if (term$own) return(units)
  wide <- Filter(function(input) !is.null(dim(input$values)), inputs)
  if (length(wide) == 0) return(NA_character_)
  colnames(wide[[1]]$values) %||% as.character(seq_len(ncol(wide[[1]]$values)))
}

function_labels <- function(basis) {
  if (inherits(basis, "MultiplicativeBasis")) {
    left <- function_labels(basis$basis1)
    right <- function_labels(basis$basis2)
    return(paste(rep(left, each = length(right)), rep(right, length(left)), sep = ", "))
  }
  as.character(if (inherits(basis, "Category")) basis$categories else seq_len(n_basis_funcs(basis)))
}
