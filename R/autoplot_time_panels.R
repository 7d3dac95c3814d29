# Panels over a common time axis, shared by the plots of sessions, series, spike trains and intervals. A panel is a
# list: `label`, `kind` and `data`, which has the columns time, value and piece for a "trace", time and row for
# "events", time (the start), end and row for "bars"; the latter two have `rows`, the names of the rows,
# the first on top.

#' The panels of one value of a session.
#'
#' @param x A series, spike trains or intervals.
#' @param name What the panel is called.
#' @param epochs `NULL` or the intervals to draw; a lazy series is read in these only.
#' @param pixels How many positions the time axis can tell apart.
#' @param call The exported function's frame.
#' @return A list of panels.
#' @noRd
time_panels <- function(x, name, epochs, pixels, call) UseMethod("time_panels")

#' @export
time_panels.default <- function(x, name, epochs, pixels, call) {
  abort(c("{.val {name}} must be a series, spike trains or intervals to be drawn over time.",
          x = "It is {describe(x)}."), "bad_argument", argument = name, call = call)
}

#' @export
time_panels.anemone_lazy <- function(x, name, epochs, pixels, call) {
  if (inherits(x, "LazyTsdTensor")) return(time_panels.default(x, name, epochs, pixels, call))
  x <- if (is.null(epochs)) thinned_series(x, pixels) else restrict(x, epochs)
  time_panels(x, name, NULL, pixels, call)
}

#' @export
time_panels.Tsd <- function(x, name, epochs, pixels, call) {
  if (!is.numeric(x) && !is.logical(x)) {
    abort(c("{.val {name}} must hold numbers to be drawn.", x = "It holds {typeof(x)} values."),
          "bad_argument", argument = name, call = call)
  }
  x <- in_readable_unit(within_epochs(x, epochs))
  list(list(label = axis_label(name, series_unit(x)), kind = "trace", data = trace_data(x, pixels)))
}

#' @export
time_panels.TsdFrame <- function(x, name, epochs, pixels, call) {
  if (ncol(x) == 0) {
    abort(c("{.val {name}} must have columns to be drawn.", x = "It is {paste(dim(x), collapse = ' x ')}.",
            i = "{.fn cbind} puts signals side by side."), "bad_argument", argument = name, call = call)
  }
  columns <- stats::setNames(seq_len(ncol(x)), colnames(x) %||% seq_len(ncol(x)))
  parts <- lapply(columns, function(column) x[, column])
  unlist(Map(time_panels, parts, trimws(paste(name, names(columns))),
             MoreArgs = list(epochs = epochs, pixels = pixels, call = call)),
         recursive = FALSE, use.names = FALSE)
}

#' @export
time_panels.TsGroup <- function(x, name, epochs, pixels, call) {
  if (!is.null(epochs)) x <- restrict(x, epochs)
  events <- data.frame(time = .subset2(x, "times"), row = rep(seq_along(x), diff(.subset2(x, "offsets"))))
  list(list(label = name, kind = "events", data = distinct_events(events, pixels), rows = names(x)))
}

#' @export
time_panels.Ts <- function(x, name, epochs, pixels, call) {
  time_panels(new_TsGroup(x, c(0, length(x)), "", support = support(x)), name, epochs, pixels, call)
}

#' @export
time_panels.IntervalSet <- function(x, name, epochs, pixels, call) {
  list(bars_panel(x, name, interval_rows(x), epochs))
}

within_epochs <- function(x, epochs) {
  if (is.null(epochs)) return(x)
  restrict(x, intersect(bounds_only(epochs), support(x)))
}

#' A series in the prefix of its unit that gives short numbers: 5e-11 A are 50 pA.
#' @noRd
in_readable_unit <- function(x) {
  unit <- series_unit(x)
  parsed <- if (!is.na(unit)) parse_simple_unit(unit)
  if (is.null(parsed) || parsed$size != 1 || parsed$dimension %in% c("1", "rad", "K")) return(x)
  largest <- max(0, abs(plain_values(x)[is.finite(x)]))
  if (largest == 0 || (largest >= 1 && largest < 1e4)) return(x)
  exponent <- min(max(3 * floor(log10(largest) / 3), -15), 9)
  prefix <- c("f", "p", "n", "\u00b5", "m", "", "k", "M", "G")[exponent / 3 + 6]
  as_unit(x, paste0(prefix, parsed$dimension))
}

trace_data <- function(x, pixels) {
  values <- as.double(plain_values(x))
  piece <- in_interval(time(x), support(x))
  rows <- thinned_rows(values, piece, pixels)
  data.frame(time = time(x)[rows], value = values[rows], piece = piece[rows])
}

#' The samples that a line of `pixels` positions shows: the first, last, lowest and highest of each position, so
#' that no spike is lost (M4; Jugel et al. 2014, doi:10.14778/2732951.2732953).
#' @noRd
thinned_rows <- function(values, piece, pixels) {
  n <- length(values)
  if (n <= 4 * pixels) return(seq_len(n))
  from <- sort(unique(c(floor(seq(0, n - 1, length.out = pixels + 1))[seq_len(pixels)] + 1,
                        which(diff(piece) != 0) + 1)))
  to <- c(from[-1] - 1, n)
  extremes <- Map(function(a, b) a - 1 + c(which.min(values[a:b]), which.max(values[a:b])), from, to)
  sort(unique(c(from, to, unlist(extremes))))
}

#' One event of each row for every position of the time axis.
#' @noRd
distinct_events <- function(events, pixels) {
  if (nrow(events) <= 4 * pixels) return(events)
  first <- min(events$time)
  step <- (max(events$time) - first) / (4 * pixels)
  position <- floor((events$time - first) / step)
  events[!duplicated(events$row * (4 * pixels + 1) + position), ]
}
