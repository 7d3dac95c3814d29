# A lazy series is a list: where its values lie (`path`, `dataset`, `shape`, time first), where its times
# come from (`time`: a start and a rate, a data set, or the times themselves), what makes values of the stored
# numbers (`conversion`, `offset`, `unit`), and its `support` where that does not follow from the times.
# It holds no open file, so it can be saved and sent.

new_lazy_series <- function(path, dataset, shape, time, unit = NA_character_, conversion = 1, offset = 0,
                            columns = NULL, metadata = NULL, support = NULL) {
  structure(list(path = path, dataset = dataset, shape = shape, time = time, unit = unit,
                 conversion = conversion, offset = offset, columns = columns, metadata = metadata, support = support),
            class = c(paste0("Lazy", series_class(shape)), "anemone_lazy"))
}

#' Read a lazy series whole
#'
#' Large series of a recording stay handles on their file. `read_all()` reads all of the values and
#' times into memory; [restrict()] and indexing read only a part, see [lazy_series()].
#'
#' @param x A lazy series. Anything else is returned as it is.
#' @return A `Tsd`, `TsdFrame` or `TsdTensor`.
#' @examples
#' options(anemone.lazy_above = 1e5)
#' session <- example_session("current_clamp")
#' session$response
#' series <- read_all(session$response)
#' options(anemone.lazy_above = NULL)
#' @export
read_all <- function(x) {
  if (!inherits(x, "anemone_lazy")) return(x)
  reading(x$path, x$dataset, with_hdf5(x$path, function(file) read_handle(file, x)))
}

read_handle <- function(file, x) {
  n <- x$shape[1]
  read_ranges(file, x, from = if (n > 0) 1, to = if (n > 0) n)
}

#' Rows `from` to `to` (ascending, disjoint ranges) as one series.
#' @param within Ranges of the later dimensions to read, `NULL` for all.
#' @noRd
read_ranges <- function(file, x, from, to, within = NULL) {
  part <- if (is.null(within)) x else narrowed(x, within)
  if (length(from) == 0) {
    return(series_of_handle(part, array(double(), c(0, part$shape[-1])), double(), new_IntervalSet()))
  }
  stamps <- Map(function(a, b) lazy_stamps(file, x, a, b), from, to)
  check_stamps(unlist(stamps), x$dataset)
  dataset <- file[[x$dataset]]
  pieces <- Map(function(a, b) scaled(read_rows(dataset, a, b, within), part), from, to)
  values <- if (length(pieces) == 1) pieces[[1]] else bind_rows_of(pieces)
  support <- x$support %||% sampled_support(stamps, regular = x$time$kind == "rate")
  series_of_handle(part, values, unlist(stamps), support)
}

#' A handle on a part of the later dimensions.
#' @noRd
narrowed <- function(x, within) {
  x$shape <- c(x$shape[1], lengths(within))
  if (length(x$conversion) > 1) x$conversion <- x$conversion[within[[length(within)]]]
  if (length(within) == 1) {
    x$columns <- x$columns[within[[1]]]
    if (!is.null(x$metadata)) x$metadata <- pick_rows(x$metadata, within[[1]])
  }
  x
}

lazy_stamps <- function(file, x, from, to) {
  switch(x$time$kind,
         rate = x$time$start + (seq(from, to) - 1) / x$time$rate,
         given = x$time$stamps[seq(from, to)],
         as.double(as_numbers(read_rows(file[[x$time$dataset]], from, to))))
}

scaled <- function(values, x) {
  if (!is.logical(values)) as_numbers(values)
  storage.mode(values) <- "double"
  if (length(x$conversion) > 1) return(values * rep(x$conversion, each = nrow(values)) + x$offset)
  if (x$conversion != 1) values <- values * x$conversion
  if (x$offset != 0) values <- values + x$offset
  values
}

#' Pieces of equal later dimensions, one below the other.
#' @noRd
bind_rows_of <- function(pieces) {
  shape <- dim(pieces[[1]])
  if (is.null(shape)) return(unlist(pieces))
  flat <- do.call(rbind, lapply(pieces, function(piece) matrix(piece, nrow = nrow(piece))))
  if (length(shape) == 2) flat else array(flat, c(nrow(flat), shape[-1]))
}

series_of_handle <- function(x, values, time, support) {
  if (length(x$shape) == 1) return(new_Tsd(as.vector(values), time, support, x$unit))
  if (length(x$shape) > 2) return(new_TsdTensor(values, time, support, x$unit))
  if (!is.null(x$columns)) colnames(values) <- x$columns
  new_TsdFrame(values, time, support, x$unit, x$metadata %||% empty_metadata(ncol(values)))
}

#' The intervals in which a signal was sampled. A step above 1.5 median steps is a gap, unless
#' more than one step in twenty is: such a series is irregular, not interrupted.
#' @param stamps A list of time vectors; between two of them the signal is not known.
#' @noRd
sampled_support <- function(stamps, regular = FALSE) {
  steps <- unlist(lapply(stamps, diff))
  long <- if (regular || length(steps) == 0) Inf else 1.5 * stats::median(steps)
  if (sum(steps > long) > 0.05 * length(steps)) long <- Inf
  parts <- lapply(stamps, function(times) {
    gaps <- which(diff(times) > long)
    cbind(times[c(1, gaps + 1)], times[c(gaps, length(times))])
  })
  ends <- do.call(rbind, parts)
  new_IntervalSet(ends[, 1], ends[, 2])
}

check_stamps <- function(stamps, location) {
  if (!anyNA(stamps) && !is.unsorted(stamps)) return(stamps)
  fault <- if (anyNA(stamps)) paste(sum(is.na(stamps)), "are missing") else "they go back in time"
  abort(c("The time stamps of {.val {location}} must ascend.", x = "In the file {fault}.",
          i = "Repair the file at its source, or read the data set with {.pkg hdf5r} and build a {.fun Tsd}."),
        "unsorted_times", location = location, call = NULL)
}

#' @export
dim.anemone_lazy <- function(x) .subset2(x, "shape")

#' @export
length.anemone_lazy <- function(x) prod(.subset2(x, "shape"))

#' @export
format.anemone_lazy <- function(x, ...) {
  shape <- paste(format(x$shape, big.mark = ",", trim = TRUE), collapse = " x ")
  unit <- if (is.na(x$unit)) "" else paste0(" in ", x$unit)
  c(paste0("<", class(x)[1], "> ", shape, " values", unit, ", not read yet"),
    paste0("time: ", seconds_text(x$time$start), " to ", seconds_text(x$time$end), " s",
           if (x$time$kind == "rate") paste0(", ", format(x$time$rate, digits = 6), " Hz")),
    paste0("file: ", basename(x$path), ", data set ", x$dataset),
    paste0("restrict(x, epochs) and x[rows", strrep(", ", length(x$shape) - 1), "] read a part, ",
           "read_all(x) reads everything"))
}

#' @export
print.anemone_lazy <- function(x, ...) print_lines(x)

#' @export
as_unit.anemone_lazy <- function(x, unit, ...) {
  factor <- unit_factor(x$unit, unit)
  x$conversion <- x$conversion * factor
  x$offset <- x$offset * factor
  x$unit <- unit
  x
}

#' @export
series_unit.anemone_lazy <- function(x, ...) x$unit

seconds_text <- function(x) vapply(x, format, "", digits = 10)
