# From a recipe to a design: terms become blocks over the grid of the fit.

#' A term as a block of the core and the description of its columns.
#'
#' @return list(block, columns = data frame of name, term, from, role; how = what was done to align it).
#'   `role` says which units use a column: "shared", "own" or "other".
#' @noRd
bind_term <- function(term, source, scope, grid, settings, call) UseMethod("bind_term")

#' @export
bind_term.conv_term <- function(term, source, scope, grid, settings, call) {
  reach <- term_reach(term)
  wide <- widen_grid(grid, reach$lead, reach$trail)
  units <- names(source$fitted)
  own <- mentions_own(term$signal)
  handle <- lazy_signal(term, scope, call)
  fields <- if (!is.null(handle)) term_fields(term$space, handle, call)
  channels <- if (!is.null(handle)) signal_channels(handle, fields)
  if (!is.null(handle) && worth_streaming(max(length(channels), 1), wide)) {
    bound <- stream_signal(handle, fields, term, grid, reach, call)
    unit <- if (is.null(fields)) series_unit(handle) else fields$unit
  } else {
    signal <- if (is.null(fields)) scope_signal(term, scope_with_own(scope, units, call), wide, call) else
      project_stored(handle, fields, grid_span(wide), near = TRUE)
    bound <- hold_signal(signal, term, grid, wide, reach, call)
    channels <- if (own) units else channel_labels(signal)
    unit <- series_unit(signal)
  }
  columns <- kernel_columns(term, channels, channels %||% NA_character_, settings, role = if (own) "own" else "shared",
                            scale = bound$deviation, signal_unit = unit)
  list(block = bound$block, columns = columns, how = bound$how)
}

#' The block of a signal in memory.
#' @return list(block, deviation = standard deviation of the values, how)
#' @noRd
hold_signal <- function(signal, term, grid, wide, reach, call) {
  aligned <- align_signal(signal, wide, term$align)
  values <- mask_outside(aligned$values, grid, reach, term$lookback)
  values <- fill_before(values, grid, reach, term$before)
  check_window_fits(values, term, call)
  block <- c(list(kind = "lagged", term = term$label, signal = values, kernel = term$kernel,
                  advance = term$advance),
             grid_segments(grid, reach$lead, reach$trail))
  list(block = block, deviation = stats::sd(values, na.rm = TRUE), how = aligned$how)
}

#' @export
bind_term.history_term <- function(term, source, scope, grid, settings, call) {
  bind_events(term, source$fitted, grid, settings, "own", call)
}

#' @export
bind_term.coupling_term <- function(term, source, scope, grid, settings, call) {
  chosen <- source$all
  if (!is.null(term$from)) chosen <- select_units(chosen, term$from, scope, call)
  if (!is.null(term$mask)) {
    term$mask <- named_mask(term$mask, names(source$fitted), names(chosen), call)
    chosen <- chosen[colSums(term$mask) > 0]
  }
  if (length(chosen) == 0 || (length(chosen) == 1 && identical(names(chosen), names(source$fitted)))) {
    abort(c("{.code coupling()} needs other units than the one that is fitted.",
            x = if (length(chosen) == 0) "None is chosen." else "There is only {.val {names(chosen)}}."),
          "formula", call = call)
  }
  c(bind_events(term, chosen, grid, settings, "other", call), list(term = term))
}

bind_events <- function(term, group, grid, settings, role, call) {
  reach <- term_reach(term)
  events <- event_counts(group, widen_grid(grid, reach$lead, reach$trail))
  known <- as.raw(events$known > 0L)
  if (!term$lookback) known[is.na(mask_outside(matrix(0, length(known)), grid, reach, FALSE))] <- as.raw(0L)
  if (identical(as.numeric(term$before), 0)) known[buffer_lead(grid, reach)] <- as.raw(1L)
  block <- c(list(kind = "events", term = term$label, positions = events$positions,
                  counts = events$counts, offsets = events$offsets, n_samples = length(known),
                  known = if (all(known == as.raw(1L))) NULL else known,
                  kernel = term$kernel, advance = term$advance),
             grid_segments(grid, reach$lead, reach$trail))
  channels <- if (role == "own" && length(group) == 1) NULL else names(group)
  columns <- kernel_columns(term, channels, names(group), settings, role = role, signal_unit = "spike")
  list(block = block, columns = columns, how = "counts")
}

#' How many bins before and after an epoch the windows reach.
#' @noRd
term_reach <- function(term) {
  list(lead = max(nrow(term$kernel) - 1L - term$advance, 0L), trail = max(term$advance, 0L))
}

#' The spikes of a group in the bins of a grid, without the zeros, and which bins were recorded.
#' @noRd
event_counts <- function(group, grid) {
  parts <- unclass(group)
  if (inherits(group, "binned_counts")) return(binned_event_counts(parts, grid))
  counts <- cpp_count_sparsely(parts$times, parts$offsets, grid)
  c(counts, list(known = grid_covered(grid, support(group))))
}

# Counts that came binned have nothing before the first bin of a run.
binned_event_counts <- function(binned, grid) {
  if (!binned$kind %in% c("count", "binary")) {
    abort(c("{.code history()} and {.code coupling()} filter spikes or other events that are counted.",
            x = "The response is a signal.", i = "A signal is filtered by {.code conv()}."), "formula", call = NULL)
  }
  lead <- -grid$first
  position <- sequence(grid$n - lead, from = c(0, cumsum(grid$n))[seq_along(grid$n)] + lead)
  known <- integer(grid_n_bins(grid))
  known[position + 1L] <- binned$known
  counts <- binned$counts
  at <- which(counts > 0, arr.ind = TRUE, useNames = FALSE)
  list(positions = as.integer(position[at[, 1]]), counts = counts[at],
       offsets = c(0, cumsum(tabulate(at[, 2], ncol(counts)))), known = known)
}

#' The positions of a buffer that precede the epochs.
#' @noRd
buffer_lead <- function(grid, reach) {
  segments <- grid_segments(grid, reach$lead, reach$trail)
  used <- segments$n_rows > 0
  sequence(rep(reach$lead, sum(used)), from = segments$origin[used] - reach$lead + 1)
}

#' Without looking back, each epoch is on its own.
#' @noRd
mask_outside <- function(values, grid, reach, lookback) {
  if (lookback) return(values)
  segments <- grid_segments(grid, reach$lead, reach$trail)
  inside <- sequence(segments$n_rows, from = segments$origin + 1)
  outside <- setdiff(seq_len(nrow(values)), inside)
  values[outside, ] <- NA
  values
}

#' What precedes the support: nothing known, 0, or the first value.
#' @noRd
fill_before <- function(values, grid, reach, before) {
  if (is.na(before) || reach$lead == 0) return(values)
  lead <- buffer_lead(grid, reach)
  for (channel in seq_len(ncol(values))) {
    missing <- lead[is.na(values[lead, channel])]
    if (identical(before, "hold")) {
      values[missing, channel] <- next_value(values[, channel])[missing]
    } else {
      values[missing, channel] <- 0
    }
  }
  values
}

next_value <- function(x) {
  known <- which(!is.na(x))
  x[known[findInterval(seq_along(x) - 1, known) + 1]]
}

check_window_fits <- function(values, term, call) {
  if (any(!is.na(values))) return(invisible())
  abort(c("The signal of {.code {term$label}} must have values in the epochs.",
          x = "It has none in any bin."), "no_valid_rows", term = term$label, call = call)
}

#' The signal of a conv() term, read only where the grid reaches.
#' @noRd
scope_signal <- function(term, scope, grid, call) {
  value <- in_time(scope_eval(term$signal, scope, call, grid), scope, grid)
  if (inherits(value, c("Tsd", "TsdFrame", "TsdTensor")) && is.numeric(value)) {
    if (is.null(term$space)) return(flat_signal(value))
    return(project_fields(value, term_fields(term$space, value, call)))
  }
  abort(c("The first argument of {.code conv()} must be a numeric signal.",
          x = "{.code {deparse1(term$signal)}} is {describe(value)}."), "formula", term = term$label,
        call = call)
}

#' A column of a data frame as a signal of one sample per row.
#' @noRd
in_time <- function(value, scope, grid) {
  n <- NROW(value)
  if (!is.data.frame(scope$data) || !is.numeric(value) || is.object(value) || n != nrow(scope$data)) return(value)
  new_series(value, (seq_len(n) - 0.5) * grid$bin_size, new_IntervalSet(0, n * grid$bin_size))
}

#' What a grid reaches, as disjoint intervals.
#' @noRd
grid_span <- function(grid) {
  start <- grid$start + grid$first * grid$bin_size
  merge_overlaps(new_IntervalSet(start, start + grid$n * grid$bin_size))
}

channel_labels <- function(signal) {
  if (is.null(dim(signal))) return(NULL)
  if (is.null(colnames(signal))) as.character(seq_len(ncol(signal))) else colnames(signal)
}

#' One row for each function of each channel, functions fastest; `...` as in column_table().
#' @noRd
kernel_columns <- function(term, channels, from, settings, ...) {
  n_functions <- ncol(term$kernel)
  n_channels <- max(length(channels), 1L)
  stem <- if (is.null(channels)) term$label else paste0(term$label, ":", channels)
  functions <- kernel_labels(term, if (!settings$timeless) settings$bin_size)
  column_table(paste0(rep(stem, each = n_functions), "[", rep(functions, n_channels), "]"), term$label,
               from = rep(rep_len(from, n_channels), each = n_functions), ...)
}

#' Where each function of a kernel peaks: "lag 3 ms", or bins where these have no width; numbers where two would be
#' the same.
#' @noRd
kernel_labels <- function(term, bin_size) {
  peak <- kernel_lags(term)[apply(abs(term$kernel), 2, which.max)]
  if (anyDuplicated(peak)) return(seq_along(peak))
  if (is.null(bin_size)) paste("lag", peak) else paste("lag", format_plain(signif(1000 * peak * bin_size, 4)), "ms")
}

#' For each unit the 0-based columns it uses; an empty list where each uses all.
#' @noRd
columns_of_units <- function(columns, units, terms = list()) {
  used <- lapply(units, function(unit) {
    own <- !is.na(columns$from) & columns$from == unit
    uses <- columns$role == "shared" | (columns$role == "own" & own) | (columns$role == "other" & !own)
    for (term in terms) {
      masked <- which(columns$term == term$label & !is.null(term$mask))
      uses[masked] <- uses[masked] & term$mask[unit, columns$from[masked]]
    }
    which(uses) - 1
  })
  if (all(lengths(used) == nrow(columns))) list() else used
}
