#' Read and write pynapple's npz files
#'
#' `read_npz()` reads what pynapple's `save()` writes: any of its classes with time support and metadata.
#' `write_npz()` writes the same, for pynapple's `load_file()`. No Python is needed for either.
#'
#' @section What a file holds:
#' Times, support and values are plain arrays. The metadata of units, columns and intervals are a pickle, which
#' `read_npz()` follows as far as it builds numbers, strings, lists and arrays, and never further: a file
#' cannot run anything. Older files without a pickle, or with each column as an array of its own, are read too.
#'
#' - Integers come as R integers where these hold them, else as numbers.
#' - The keys of a group are the ids of its units. Where ids are not whole numbers, `write_npz()` numbers the units
#'   from 0 and keeps the ids in the metadata column `unit_id`, which `read_npz()` makes ids again.
#' - A group of `Tsd` comes as a named list of [Tsd()], since a [TsGroup()] holds events only.
#' - A unit of measure is the second element of `type`, which pynapple does not look at.
#' - pynapple shortens intervals that touch and fuses those that overlap when it opens a file; `write_npz()` warns of
#'   the latter.
#' - What pynapple's arrays cannot hold is changed as follows: integers and logicals of which one is missing become
#'   numbers, a missing string is `""` in values and `None` in metadata, a factor becomes strings.
#'
#' @param path The file. `write_npz()` asks for a name that ends in `.npz`, since pynapple does.
#' @param x A `Ts`, `Tsd`, `TsdFrame`, `TsdTensor`, `TsGroup` or `IntervalSet`.
#' @param compress Deflate the arrays (`FALSE`, as pynapple)? Smaller files, several times slower.
#' @param overwrite Replace a file that is there already? `FALSE`, the default, is an error then.
#' @return `read_npz()`: the object; for an archive that pynapple did not write, a named list of its arrays.
#'   `write_npz()`: `path`, invisibly.
#' @section Errors:
#' `anemone_error_missing_file`, `_not_npz`, `_damaged_file` (truncated), `_not_npy`, `_missing_array`, `_unknown_dtype`
#' and `_pickled_object` (an object of another class of Python) from reading; `_file_exists`, `_file_too_large` and `_bad_argument`
#' from writing. Times that descend or lie outside the support are the errors of the constructors.
#' @seealso [read_nwb()] and [write_nwb()] for the format of archives.
#' @examples
#' path <- tempfile(fileext = ".npz")
#' units <- TsGroup(list("3" = c(0.1, 0.4), "7" = 1.2), support = IntervalSet(0, 2),
#'                  metadata = list(region = c("CA1", "CA3")))
#' write_npz(units, path)
#' read_npz(path)
#' @export
read_npz <- function(path) {
  check_string(path)
  call <- rlang::current_env()
  path <- normalizePath(path, mustWork = FALSE)
  tryCatch(npz_object(npz_arrays(path, call), path, call), error = function(e) {
    if (inherits(e, "anemone_error")) stop(e)
    abort_damaged_zip(path, iconv(conditionMessage(e), to = "ASCII", sub = "byte"), call)
  })
}

npz_object <- function(arrays, path, call) {
  switch(npz_type(arrays),
         IntervalSet = npz_intervals(arrays, path, call),
         TsGroup = npz_group(arrays, path, call),
         Ts = Ts(needed(arrays, "t", path, call), npz_support(arrays, path, call)),
         Tsd = , TsdFrame = , TsdTensor = npz_series(arrays, path, call),
         arrays)
}

npz_arrays <- function(path, call) {
  entries <- zip_directory(path, call)
  arrays <- lapply(entries, function(entry) {
    connection <- zip_member(path, entry)
    on.exit(close(connection))
    read_npy(connection, sub("[.]npy$", "", entry$name), entry$size)
  })
  stats::setNames(arrays, sub("[.]npy$", "", names(entries)))
}

#' The class a file says it holds, or the one that its arrays make up, in pynapple's order.
#' @noRd
npz_type <- function(arrays) {
  type <- arrays[["type"]][1]
  if (is.character(type) && type %in% c("Ts", "Tsd", "TsdFrame", "TsdTensor", "TsGroup", "IntervalSet")) return(type)
  has <- function(...) all(c(...) %in% names(arrays))
  if (has("t", "d", "start", "end")) return(series_class(dim(arrays$d) %||% length(arrays$d)))
  if (has("t", "start", "end", "index")) return("TsGroup")
  if (has("t", "start", "end")) return("Ts")
  if (has("start", "end")) "IntervalSet" else "arrays"
}

needed <- function(arrays, name, path, call) {
  if (name %in% names(arrays)) return(arrays[[name]])
  abort(c("{.arg path} must hold the array {.val {name}}, as every {.cls {npz_type(arrays)}} of pynapple.",
          x = "{.file {path}} holds {.val {names(arrays)}}."),
        "missing_array", path = path, array = name, call = call)
}

#' `NULL`, the default support, where pynapple found none: it gives an empty one to a single sample.
#' @noRd
npz_support <- function(arrays, path, call) {
  start <- needed(arrays, "start", path, call)
  if (length(start) > 0) new_IntervalSet(start, needed(arrays, "end", path, call))
}

npz_series <- function(arrays, path, call) {
  time <- needed(arrays, "t", path, call)
  values <- needed(arrays, "d", path, call)
  support <- npz_support(arrays, path, call)
  unit <- if (length(arrays$type) > 1) arrays$type[2] else NA_character_
  if (length(dim(values)) > 2) return(TsdTensor(time, values, support, unit))
  if (length(dim(values)) < 2) return(Tsd(time, values, support, unit))
  TsdFrame(time, values, support, unit, columns = arrays$columns,
           metadata = npz_metadata(arrays, ncol(values), reserved = as.character(arrays$columns)))
}

npz_intervals <- function(arrays, path, call) {
  start <- needed(arrays, "start", path, call)
  end <- needed(arrays, "end", path, call)
  IntervalSet(start, end, npz_metadata(arrays, length(start), c("start", "end")), overlap = "keep")
}

npz_group <- function(arrays, path, call) {
  times <- needed(arrays, "t", path, call)
  index <- needed(arrays, "index", path, call)
  keys <- arrays$keys %||% sort(unique(index))
  unit <- match(index, keys)
  support <- npz_support(arrays, path, call)
  if (!is.null(arrays$d)) {
    unit <- factor(unit, seq_along(keys))
    parts <- Map(function(t, d) Tsd(t, d, support), split(times, unit), split(arrays$d, unit))
    return(stats::setNames(parts, keys))
  }
  metadata <- npz_metadata(arrays, length(keys), setdiff(group_fields, "unit_id"), loose = TRUE)
  ids <- as.character(metadata$unit_id %||% keys)
  metadata$unit_id <- NULL
  trains <- list(times = times[order(unit)], offsets = c(0, cumsum(as.double(tabulate(unit, length(keys))))))
  checked_group(trains, ids, metadata, support)
}

#' A group from flat trains, with what [TsGroup()] checks of a list.
#' @noRd
checked_group <- function(trains, ids, metadata, support, call = rlang::caller_env()) {
  at <- cpp_first_disorder(trains$times, trains$offsets) + 1
  if (at <= length(trains$times)) abort_disorder(trains$times, at, "t", call)
  if (is.null(support)) support <- group_support(list(), trains$times) else check_support(trains$times, support, call)
  new_TsGroup(trains$times, trains$offsets, ids, as_metadata(metadata, length(ids), group_fields, call), support)
}

#' Metadata as a list of columns: pickled, or (`loose`) as arrays of their own, in older files by row names.
#' @noRd
npz_metadata <- function(arrays, n, reserved, loose = FALSE) {
  pickled <- arrays[["_metadata"]]
  columns <- if (length(pickled) > 0) lapply(pickled[[1]], npz_column) else list()
  if (loose) {
    known <- c("start", "end", "t", "index", "d", "rate", "keys", "_metadata", "type")
    others <- arrays[setdiff(names(arrays), c(known, names(columns)))]
    columns <- c(columns, others[vapply(others, length, 0L) == n])
  }
  names(columns) <- make.unique(c(reserved, names(columns)))[-seq_along(reserved)]
  if (length(columns) > 0) columns
}

#' A column as an R vector: single values put together, several values in a row kept as a list.
#' @noRd
npz_column <- function(column) {
  if (!is.null(dim(column))) return(array_rows(column))
  if (!is.list(column)) return(column)
  column[vapply(column, is.null, NA)] <- NA
  values <- unname(column)
  several <- any(vapply(values, is.list, NA)) || any(lengths(values) != 1)
  if (several) lapply(values, unlist) else unlist(values)
}
