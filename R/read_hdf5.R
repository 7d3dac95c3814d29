# What the readers need of HDF5: a file is open only while something is read from it, so that no value
# holds a handle. hdf5r returns arrays with their dimensions reversed: time comes last.

with_hdf5 <- function(path, read, call = rlang::caller_env()) {
  file <- open_hdf5(path, call)
  on.exit(file$close_all())
  read(file)
}

open_hdf5 <- function(path, call) {
  check_file(path, call)
  if (!isTRUE(tryCatch(hdf5r::is_hdf5(path), error = function(e) FALSE))) {
    abort(c("{.arg path} must be an HDF5 file.", x = "{.file {path}} is none.",
            i = "NWB 2 recordings are HDF5 files, usually named {.file *.nwb}."),
          "not_hdf5", path = path, call = call)
  }
  tryCatch(hdf5r::H5File$new(path, mode = "r"), error = function(e) {
    abort(c("{.arg path} must be a complete HDF5 file.",
            x = "{.file {path}} is truncated or damaged: {hdf5_reason(e)}.",
            i = "Compare its size ({file.size(path)} bytes) with the source and copy it again."),
          "damaged_file", path = path, call = call)
  })
}

check_file <- function(path, call) {
  if (file.exists(path) && !dir.exists(path)) return(invisible(path))
  given <- if (dir.exists(path)) "is a folder" else "does not exist"
  abort(c("{.arg path} must be an existing file.", x = "{.file {path}} {given}.",
          i = "The working directory is {.file {getwd()}}."),
        "missing_file", path = path, call = call)
}

#' The innermost line of an HDF5 error stack; the rest are the same failure seen from further out.
#' @noRd
hdf5_reason <- function(error) {
  lines <- strsplit(conditionMessage(error), "\n")[[1]]
  frames <- grep("error #", lines, value = TRUE)
  if (length(frames) == 0) return(trimws(lines[1]))
  sub(".*line [0-9]+: *", "", frames[length(frames)])
}

attribute <- function(object, name, default = NULL) {
  if (!object$attr_exists(name)) return(default)
  hdf5r::h5attr(object, name)
}

is_group <- function(object) inherits(object, "H5Group")

#' Dimensions as the file stores them, time first; 0 where nothing is stored.
#' @noRd
stored_shape <- function(dataset) {
  if (is_group(dataset)) stop("it is a group where a data set is expected")
  dims <- dataset$dims
  if (is.null(dims)) return(0)
  if (length(dims) == 0) stop("it is a single value where several are expected")
  rev(dims)
}

#' The values of a data set that must hold numbers.
#' @noRd
read_numbers <- function(dataset) {
  if (is_group(dataset)) stop("it is a group where a data set is expected")
  as_numbers(read_values(dataset))
}

as_numbers <- function(values) {
  if (!is.numeric(values)) stop("it holds ", class(values)[1], " values where numbers are expected")
  values
}

one_number <- function(values, what) {
  if (is.numeric(values) && length(values) == 1 && is.finite(values)) return(as.double(values))
  stop("its ", what, " is not one number")
}

#' The one door through which values leave a file: the data set whole, or one contiguous piece of it.
#' @param piece Ranges, one per dimension in hdf5r's order: `from:to`, or empty for all of the dimension.
#' @noRd
read_stored <- function(dataset, piece = NULL) {
  values <- dataset$read(args = piece, drop = FALSE)
  if (!inherits(values, "integer64")) return(values)
  shape <- dim(values)
  values <- as.double(values)
  dim(values) <- shape
  values
}

#' A data set as a plain vector, matrix or array in the order of the file (time first).
#' @noRd
read_values <- function(dataset) {
  values <- read_stored(dataset)
  if (is.factor(values)) values <- factor(as.character(values), levels = levels(values))
  time_first(values)
}

#' Rows `from` to `to` of a data set, time first, read as one contiguous piece.
#' @param within Ranges of the later dimensions, in the order of the file; `NULL` for all of them.
#' @noRd
read_rows <- function(dataset, from, to, within = NULL) {
  rank <- length(dataset$dims)
  later <- if (is.null(within)) rep(list(quote(expr = )), rank - 1) else rev(within)
  values <- read_stored(dataset, c(later, list(from:to)))
  if (rank == 1) as.vector(values) else time_first(values)
}

time_first <- function(values) {
  rank <- length(dim(values))
  if (rank == 2) return(t(values))
  if (rank > 2) return(aperm(values, rev(seq_len(rank))))
  values
}

#' Runs `read`; a failure of HDF5 becomes an error that names the object.
#' @noRd
reading <- function(path, location, read) {
  tryCatch(read, error = function(e) {
    if (inherits(e, "anemone_error")) stop(e)
    abort(c("{.val {location}} must be readable.", x = "In {.file {path}}: {hdf5_reason(e)}.",
            i = "The other objects of the file are not affected."),
          "unreadable_object", path = path, location = location, call = NULL)
  })
}
