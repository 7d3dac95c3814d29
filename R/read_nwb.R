#' Open an NWB recording
#'
#' Opens a recording in the Neurodata Without Borders format (NWB 2, HDF5) as a [Session]. Only the
#' table of contents is read; each object is read on first use and kept until the file changes.
#'
#' @section What is found:
#' - `units`: a `TsGroup`, its spike times read in one piece, with the other columns as metadata. Its
#'   support is the union of the units' observation intervals; without these, the span of the recording
#'   (first to last time in any of its objects), so that silence at either end counts.
#' - every interval table (`epochs`, `trials`, others): an `IntervalSet` with rows in the order of the
#'   file, duplicates and overlaps kept; ragged columns such as `tags` are list columns.
#' - every time series in acquisition, stimulus presentation, processing and analysis, also inside containers
#'   (`Position`, `CompassDirection`, `BehavioralTimeSeries`, `LFP`, ...): a `Tsd`, `TsdFrame` or
#'   `TsdTensor` in the unit of the file, `conversion` and `offset` applied. `AnnotationSeries` give `Ts`,
#'   `IntervalSeries` give `IntervalSet`.
#'
#' A series goes by its name in the file. Where two objects share a name, the names of the groups they
#' lie in are put before it: `left/licks`, `right/licks`.
#'
#' Where a series has time stamps, a step of more than 1.5 times the median step ends an interval of its
#' support. If more than one step in twenty is that long, the series is irregular, not interrupted,
#' and its support is one interval.
#'
#' A series of more than `getOption("anemone.lazy_above", 2^22)` values stays a handle on the file, its
#' time stamps too: [restrict()] reads the part inside the epochs, [read_all()] all of it.
#'
#' @param path The file.
#' @return A [Session].
#' @section Errors:
#' `anemone_error_missing_file`, `_not_hdf5`, `_damaged_file` (truncated), `_not_nwb`, `_nwb_version`
#' (NWB 1). An object that cannot be opened, because a link leads nowhere or its data are missing, is
#' left out with a warning of class `anemone_warning_unreadable_object` that names it.
#' @examples
#' session <- read_nwb(system.file("extdata", "current_clamp.nwb", package = "anemone"))
#' session
#' session$epochs
#' @export
read_nwb <- function(path) {
  check_string(path)
  nwb_session(path, door = "file opened by read_nwb()", call = rlang::current_env())
}

nwb_session <- function(path, door, call = rlang::caller_env()) {
  path <- normalizePath(path, mustWork = FALSE)
  with_hdf5(path, call = call, read = function(file) {
    version <- nwb_version(file, path, call)
    members <- unique_keys(nwb_members(file, path))
    new_Session(members, source = list(door = door, path = path, version = version))
  })
}

nwb_version <- function(file, path, call) {
  version <- attribute(file, "nwb_version")
  old <- is.null(version) && file$exists("nwb_version")
  if (old) version <- read_stored(file[["nwb_version"]])
  if (is.null(version)) {
    abort(c("{.arg path} must be an NWB file.", x = "{.file {path}} is HDF5 without an NWB version.",
            i = "Read it with {.pkg hdf5r} and build series with {.fun Tsd}."),
          "not_nwb", path = path, call = call)
  }
  version <- as.character(version)[1]
  if (old || !grepl("^2", version)) {
    abort(c("{.arg path} must be an NWB 2 file.", x = "{.file {path}} is of version {.val {version}}.",
            i = "Convert it to NWB 2 first, for instance with {.pkg pynwb}'s or its source's converter."),
          "nwb_version", path = path, version = version, call = call)
  }
  version
}
