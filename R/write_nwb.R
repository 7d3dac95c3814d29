#' Write a recording in the NWB format
#'
#' Writes a session, or any of its objects, as a file of Neurodata Without Borders (NWB 2, HDF5), the format of the
#' public archives. [read_nwb()] reads the same objects back; pynwb, pynapple and MatNWB read the file too.
#'
#' @section Where things go:
#' - A `TsGroup` named `units` is the file's table of units; one of another name goes to the processing module
#'   `ecephys`. Metadata are columns, the support is every unit's observation intervals.
#' - An `IntervalSet` becomes a table of that name under `intervals`, where `epochs`, `trials` and `invalid_times`
#'   are known to all tools. List columns such as `tags` are ragged columns, factors enumerations.
#' - A `Tsd`, `TsdFrame` or `TsdTensor` becomes a `TimeSeries` under `acquisition`, with its unit; times at a constant
#'   rate are stored as start and rate, others as time stamps. Names and metadata of columns go to a table beside it
#'   (`analysis/<name>_columns`), a support that does not follow from the times to `intervals/<name>_support`.
#' - A `Ts` becomes an `AnnotationSeries` without texts.
#' - A lazy series is copied as it is stored, without reading it into memory.
#'
#' Long data sets are stored in chunks of about 1 MB and compressed.
#'
#' @section What NWB cannot hold:
#' Missing integers and logicals make their column numbers with `NaN`, a missing string becomes `""`, with a warning of
#' class `anemone_warning_changed_by_nwb` that names the column. A column whose name has a meaning of its own in NWB
#' (`electrodes`, `waveform_mean`) is written as `<name>_label`, and a member named `left/licks` as `left_licks`, with
#' a message. Integers and logicals as values of a series come back as numbers.
#'
#' @param x A [Session()], a named list of series, or one series, group of units or set of intervals, which is then
#'   named `data`, `units` or `epochs`.
#' @param path The file, its name ending in `.nwb`.
#' @param session_description,identifier,session_start_time What NWB asks of every file: a sentence, a string that no
#'   other file has (`NULL`: a random one), and the date and time (`POSIXct`) that zero seconds stand for. `NULL`
#'   (default) takes the description and time of the file that a session was read from; else the present time.
#' @param subject,general Named lists of strings for the file's metadata: `subject` such as
#'   `list(subject_id = "m1", species = "Mus musculus", sex = "F", age = "P90D")`, which public archives ask for;
#'   `general` such as `list(institution = "...", experimenter = "...", keywords = c("V1", "ripples"))`.
#' @param compression 0 (none) to 9 (slowest); 4 is what pynwb and h5py take.
#' @param overwrite Replace a file that is there already? `FALSE`, the default, is an error then.
#' @return `path`, invisibly.
#' @section Errors:
#' `anemone_error_file_exists`, `_bad_argument` (a member that is no series, or holds no numbers), `_duplicate_ids`
#' (two members that would share a place in the file).
#' @seealso [read_nwb()], [write_npz()]
#' @examples
#' session <- Session(
#'   units = TsGroup(list("3" = c(0.1, 0.4), "7" = 1.2), support = IntervalSet(0, 2),
#'                   metadata = list(region = c("CA1", "CA3"))),
#'   trials = IntervalSet(c(0, 1), c(0.8, 1.9), metadata = list(side = c("left", "right"))),
#'   current = Tsd(0:20 / 10, sin(0:20), unit = "pA"))
#' path <- tempfile(fileext = ".nwb")
#' write_nwb(session, path)
#' read_nwb(path)
#' @export
write_nwb <- function(x, path, session_description = NULL, identifier = NULL, session_start_time = NULL,
                      subject = list(), general = list(), compression = 4, overwrite = FALSE) {
  check_new_file(path, "nwb", overwrite)
  check_number(compression, lower = 0, upper = 9)
  check_texts(subject)
  check_texts(general)
  members <- nwb_written_members(x)
  facts <- nwb_file_facts(x, session_description, identifier, session_start_time)
  write_beside(path, function(at) {
    file <- hdf5r::H5File$new(at, mode = "w-")
    on.exit(file$close_all())
    put_nwb_file(file, facts)
    put_general(file, general, subject)
    for (name in names(members)) put_member(members[[name]], name, file, compression)
  })
}

#' Members by name, each read from its file if need be, in order and fit to be written.
#' @noRd
nwb_written_members <- function(x, call = rlang::caller_env()) {
  members <- if (inherits(x, "Session") || is_plain_list(x)) as.list(x) else lone_member(x)
  if (length(members) > 0 && (is.null(names(members)) || any(names(members) == ""))) {
    abort(c("The members of {.arg x} must have names.", x = "Got {describe(x)}."), "bad_argument", argument = "x",
          call = call)
  }
  names(members) <- nwb_names(names(members), call)
  for (name in names(members)) check_writable(members[[name]], name, call)
  members
}

is_plain_list <- function(x) is.list(x) && !is.object(x)

lone_member <- function(x) {
  stats::setNames(list(x), if (is_TsGroup(x)) "units" else if (is_IntervalSet(x)) "epochs" else "data")
}

nwb_names <- function(names, call) {
  plain <- gsub("[/:]", "_", names)
  if (!identical(plain, names)) {
    changed <- which(plain != names)
    inform(c("Names in NWB cannot hold {.val /} or {.val :}.",
             i = "Written under other names: {.val {names[changed]}} as {.val {plain[changed]}}."), "renamed")
  }
  if (!anyDuplicated(plain)) return(plain)
  abort(c("Members must have names of their own.", x = "Repeated: {.val {unique(plain[duplicated(plain)])}}."),
        "duplicate_ids", call = call)
}

check_writable <- function(member, name, call) {
  known <- c("Ts", "Tsd", "TsdFrame", "TsdTensor", "TsGroup", "IntervalSet", "anemone_lazy")
  numeric <- !inherits(member, c("Tsd", "TsdFrame", "TsdTensor")) || is.numeric(member) || is.logical(member)
  if (inherits(member, known) && numeric) return(invisible(member))
  given <- if (numeric) describe(member) else paste("a series of", typeof(member), "values")
  abort(c("Every member of {.arg x} must be a series of numbers, events, units or intervals.",
          x = "{.val {name}} is {given}.", i = "Leave it out: {.code x${name} <- NULL}."),
        "bad_argument", argument = "x", member = name, call = call)
}

#' Description, identifier and time of the file, given, or those of the file that the session came from.
#' @noRd
nwb_file_facts <- function(x, description, identifier, start_time, call = rlang::caller_env()) {
  source <- if (inherits(x, "Session")) unclass(x)$source$path
  origin <- if (!is.null(source) && file.exists(source)) nwb_origin(source)
  start_time <- start_time %||% origin$start_time %||% Sys.time()
  if (inherits(start_time, "POSIXt")) start_time <- iso_time(start_time)
  check_string(start_time, "session_start_time", call)
  facts <- list(description = description %||% origin$description %||% "written by anemone",
                identifier = identifier %||% random_uuid(), start_time = start_time)
  check_string(facts$description, "session_description", call)
  check_string(facts$identifier, "identifier", call)
  facts
}

nwb_origin <- function(path) {
  with_hdf5(path, function(file) {
    text <- function(name) if (file$exists(name)) as.character(read_stored(file[[name]]))[1]
    list(description = text("session_description"), start_time = text("session_start_time"))
  })
}

iso_time <- function(time) format(as.POSIXct(time), "%Y-%m-%dT%H:%M:%OS6+00:00", tz = "UTC")

#' A random identifier of version 4, without touching the state of R's random numbers.
#' @noRd
random_uuid <- function() {
  digits <- rlang::hash(list(tempfile(), Sys.time(), Sys.getpid()))
  parts <- substring(digits, c(1, 9, 14, 18, 21), c(8, 12, 16, 20, 32))
  paste0(parts[1], "-", parts[2], "-4", parts[3], "-a", parts[4], "-", parts[5])
}

#' The root of every NWB file and the groups that it must have.
#' @noRd
put_nwb_file <- function(file, facts) {
  put_attributes(file, namespace = "core", neurodata_type = "NWBFile", nwb_version = "2.8.0", object_id = random_uuid())
  put_scalar(file, "identifier", facts$identifier)
  put_scalar(file, "session_description", facts$description)
  put_scalar(file, "session_start_time", facts$start_time)
  put_scalar(file, "timestamps_reference_time", facts$start_time)
  put_values(file, "file_create_date", iso_time(Sys.time()))
  for (group in c("acquisition", "analysis", "general", "processing", "stimulus", "stimulus/presentation",
                  "stimulus/templates")) file$create_group(group)
}

#' Fields of the schema that hold several texts.
#' @noRd
several_texts <- c("experimenter", "keywords", "related_publications")

put_general <- function(file, general, subject) {
  for (field in names(general)) {
    put <- if (field %in% several_texts) put_values else put_scalar
    put(file[["general"]], field, general[[field]])
  }
  if (length(subject) == 0) return(invisible())
  group <- put_typed_group(file, "general/subject", "Subject")
  for (field in names(subject)) put_scalar(group, field, subject[[field]])
}

check_texts <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  texts <- vapply(as.list(x), function(text) is.character(text) && length(text) > 0 && !anyNA(text), NA)
  if (is.list(x) && all(texts) && (length(x) == 0 || all(nzchar(names(x))))) return(invisible(x))
  abort(c("{.arg {arg}} must be a named list of strings.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, call = call)
}

#' A group of a type that the NWB schema knows.
#' @noRd
put_typed_group <- function(file, location, type, namespace = "core") {
  parent <- dirname(location)
  if (parent != "." && !file$exists(parent)) file$create_group(parent)
  group <- file$create_group(location)
  put_attributes(group, namespace = namespace, neurodata_type = type, object_id = random_uuid())
}

put_member <- function(x, name, file, compression) UseMethod("put_member")

#' @export
put_member.IntervalSet <- function(x, name, file, compression) {
  put_intervals(x, file, file.path("intervals", name), paste("intervals", name), compression)
}

#' @export
put_member.TsGroup <- function(x, name, file, compression) {
  module <- "processing/ecephys"
  if (name != "units" && !file$exists(module)) {
    put_attributes(put_typed_group(file, module, "ProcessingModule"), description = "spike times of units")
  }
  put_units(x, file, if (name == "units") name else file.path(module, name), compression)
  if (!identical(observed_support(x), support(x))) put_support(support(x), name, file, compression)
}

#' @export
put_member.anemone_series <- function(x, name, file, compression) put_series(x, name, file, compression)

#' @export
put_member.Ts <- function(x, name, file, compression) put_events(x, name, file, compression)

#' @export
put_member.anemone_lazy <- function(x, name, file, compression) put_stored_series(x, name, file, compression)

#' The support of a series, where reading the times does not give it.
#' @noRd
put_support <- function(support, name, file, compression) {
  put_intervals(support, file, paste0("intervals/", name, "_support"), support_mark(name), compression)
}

# By these descriptions the reader knows what belongs to a series and is no member of its own.
support_mark <- function(name) paste("time support of", name)
columns_mark <- function(name) paste("columns of", name)
ids_mark <- "ids of the units"
