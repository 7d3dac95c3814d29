series_facts <- function(group, kind, location) {
  c(sampling_facts(group, kind, location), sweep_facts(group))
}

#' What patch-clamp files say of the sweep that a series belongs to.
#' @noRd
sweep_facts <- function(group) {
  type <- as.character(attribute(group, "neurodata_type", "TimeSeries"))
  if (!startsWith(type, "CurrentClamp")) return(list(neurodata_type = type))
  tag <- as.character(attribute(group, "stimulus_description", NA_character_))
  list(neurodata_type = type, sweep = as.double(attribute(group, "sweep_number", NA_real_)),
       tag = if (tolower(tag) %in% unknown_words) NA_character_ else tag)
}

sampling_facts <- function(group, kind, location) {
  data <- group[[if (kind == "series") "data" else "timestamps"]]
  shape <- stored_shape(data)
  if (any(shape == 0)) shape <- 0
  time <- time_source(group, shape[1], location)
  list(type = series_type(kind, shape), shape = if (kind == "interval_series") shape / 2 else shape,
       unit = if (kind == "series") short_unit(attribute(data, "unit", NA)) else NA_character_,
       start = time$start, end = time$end, time = time)
}

series_type <- function(kind, shape) {
  if (kind == "annotations") return("Ts")
  if (kind == "interval_series") return("IntervalSet")
  paste0(if (too_long(shape)) "Lazy", series_class(shape))
}

series_class <- function(shape) c("Tsd", "TsdFrame", "TsdTensor")[min(length(shape), 3)]

#' Where a series has its times from, and the first and last of them.
#' @noRd
time_source <- function(group, n, location) {
  if (!"timestamps" %in% names(group)) {
    start <- one_number(read_values(group[["starting_time"]]), "starting time")
    rate <- one_number(attribute(group[["starting_time"]], "rate"), "sampling rate")
    return(list(kind = "rate", start = start, end = start + max(n - 1, 0) / rate, rate = rate))
  }
  stamps <- group[["timestamps"]]
  stored <- stored_shape(stamps)
  if (!identical(as.double(stored), as.double(n))) stop("there are ", stored[1], " time stamps for ", n, " samples")
  ends <- if (n == 0) c(NA_real_, NA_real_) else as_numbers(c(read_rows(stamps, 1, 1), read_rows(stamps, n, n)))
  list(kind = "timestamps", start = ends[1], end = ends[2], dataset = file.path(location, "timestamps"))
}

#' A series as a handle, read at once where it is short.
#' @noRd
read_series <- function(file, member) {
  group <- file[[member$location]]
  data <- group[["data"]]
  channels <- channel_metadata(file, group, member$shape)
  handle <- new_lazy_series(
    member$path, file.path(member$location, "data"), member$shape, member$time, member$unit,
    conversion = as.double(attribute(data, "conversion", 1)) * channel_conversion(group, member$shape),
    offset = as.double(attribute(data, "offset", 0)), columns = channels$names, metadata = channels$metadata,
    support = stored_support(file, basename(member$location)))
  if (startsWith(member$type, "Lazy")) handle else read_handle(file, handle)
}

channel_conversion <- function(group, shape) {
  if (!"channel_conversion" %in% names(group)) return(1)
  factors <- read_numbers(group[["channel_conversion"]])
  if (length(factors) != shape[length(shape)]) stop("there are ", length(factors), " channel conversions")
  factors
}

#' Names of the columns and what the file's electrode or region table says of them.
#' @noRd
channel_metadata <- function(file, group, shape) {
  if (length(shape) != 2) return(list())
  own <- stored_columns(file, basename(group$get_obj_name()))
  if (length(own$names) == shape[2]) return(own)
  region <- intersect(c("electrodes", "rois"), names(group))
  if (length(region) == 1) return(region_channels(file, group[[region]], shape[2]))
  spatial <- attribute(group, "neurodata_type", "") == "SpatialSeries" && shape[2] <= 3
  list(names = if (spatial) c("x", "y", "z")[seq_len(shape[2])])
}

region_channels <- function(file, region, n) {
  ids <- region_ids(file, region)
  if (length(ids) != n) return(list())
  table <- attribute(region, "table")$dereference()[[1]]
  all_ids <- read_values(table[["id"]])
  metadata <- table_metadata(file, table, except = c("group", "pixel_mask", "voxel_mask", "image_mask"),
                             n = length(all_ids))
  list(names = as.character(ids), metadata = pick_rows(metadata, match(ids, all_ids)))
}

read_annotations <- function(file, member) {
  stamps <- as.double(read_numbers(file[[member$time$dataset]]))
  check_stamps(stamps, member$location)
  support <- stored_support(file, basename(member$location)) %||% default_support(stamps)
  new_Ts(stamps, support)
}

#' The support that `write_nwb()` puts beside a series whose times do not give it, or `NULL`.
#' @noRd
stored_support <- function(file, name) {
  location <- paste0("intervals/", name, "_support")
  if (!leads_somewhere(file, location)) return(NULL)
  if (!is_stored_support(file[[location]], "intervals")) return(NULL)
  read_intervals(file, list(location = location))
}

is_stored_support <- function(object, kind) {
  kind == "intervals" && startsWith(as.character(attribute(object, "description", "")), support_mark(""))
}

#' Names and metadata of columns, where `write_nwb()` put them.
#' @noRd
stored_columns <- function(file, name) {
  location <- paste0("analysis/", name, "_columns")
  if (!leads_somewhere(file, location)) return(NULL)
  table <- file[[location]]
  if (!identical(as.character(attribute(table, "description")), columns_mark(name))) return(NULL)
  names <- read_values(table[["column"]])
  list(names = names, metadata = table_metadata(file, table, except = "column", n = length(names)))
}

#' Pairs of an opening (positive) and the next closing (negative) mark become intervals.
#' @noRd
read_interval_series <- function(file, member) {
  marks <- as.double(read_numbers(file[[file.path(member$location, "data")]]))
  stamps <- as.double(read_numbers(file[[member$time$dataset]]))
  codes <- unique(abs(marks))
  parts <- lapply(codes, function(code) {
    opened <- stamps[marks == code]
    closed <- stamps[marks == -code]
    n <- min(length(opened), length(closed))
    data.frame(start = opened[seq_len(n)], end = closed[seq_len(n)], code = rep(code, n))
  })
  rows <- do.call(rbind, c(list(data.frame(start = double(), end = double(), code = double())), parts))
  rows <- pick_rows(rows, order(rows$start))
  new_IntervalSet(rows$start, rows$end, rows["code"])
}

# Units as files spell them out and as the package writes them.
nwb_unit_symbols <- c(
  ampere = "A", amperes = "A", amps = "A", volt = "V", volts = "V", second = "s", seconds = "s",
  meter = "m", meters = "m", metre = "m", metres = "m", centimeters = "cm", ohms = "Ohm",
  siemens = "S", farads = "F", hertz = "Hz", pixels = "pixel", radians = "rad", degrees = "deg")
unknown_words <- c("", "unknown", "n.a.", "n/a", "na", "none")

short_unit <- function(unit) {
  unit <- as.character(unit)[1]
  if (is.na(unit) || tolower(unit) %in% unknown_words) return(NA_character_)
  short <- nwb_unit_symbols[tolower(unit)]
  if (is.na(short)) unit else unname(short)
}
