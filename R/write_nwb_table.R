# Writing NWB's dynamic tables. A ragged column is its elements end to end and an index with the end of each row.

# Columns whose meaning the schema fixes; labels of these names are written under others.
nwb_own_columns <- c("id", "start_time", "stop_time", "timeseries", "spike_times", "obs_intervals", "electrodes",
                     "electrode_group", "waveform_mean", "waveform_sd", "waveforms")

put_intervals <- function(x, file, location, description, compression) {
  group <- put_typed_group(file, location, "TimeIntervals")
  put_column(group, "start_time", start(x), "Start time of the interval, in seconds", compression)
  put_column(group, "stop_time", end(x), "Stop time of the interval, in seconds", compression)
  columns <- put_metadata(group, metadata_of(x), compression)
  finish_table(group, c("start_time", "stop_time", columns), description, seq_along(x) - 1L)
}

put_units <- function(x, file, location, compression) {
  group <- put_typed_group(file, location, "Units")
  keys <- group_keys(names(x))
  columns <- put_metadata(group, metadata_of(x), compression)
  if (!identical(as.character(keys), names(x))) {
    put_column(group, "unit_id", names(x), ids_mark, compression)
    columns <- c(columns, "unit_id")
  }
  put_column(group, "spike_times", .subset2(x, "times"), "the spike times of each unit, in seconds", compression)
  put_index(group, "spike_times", .subset2(x, "offsets")[-1])
  observed <- written_observation(x)
  if (!is.null(observed)) {
    put_column(group, "obs_intervals", observed$intervals, "the observation intervals of each unit", compression)
    put_index(group, "obs_intervals", observed$ends)
  }
  columns <- c(columns, "spike_times", if (!is.null(observed)) "obs_intervals")
  finish_table(group, columns, "units of the recording", keys)
}

#' Every unit's observation intervals, those of the support; `NULL` where there would be too many.
#' @noRd
written_observation <- function(x) {
  n <- length(support(x))
  if (length(x) == 0 || n == 0 || n * length(x) > 1e5) return(NULL)
  intervals <- cbind(start(support(x)), end(support(x)))
  list(intervals = intervals[rep(seq_len(n), length(x)), , drop = FALSE], ends = n * seq_along(x))
}

#' The support that the reader makes of the observation intervals, or `NULL`.
#' @noRd
observed_support <- function(x) {
  observed <- written_observation(x)$intervals
  if (!is.null(observed)) merge_overlaps(new_IntervalSet(observed[, 1], observed[, 2]))
}

#' Names and metadata of the columns of a frame.
#' @noRd
put_column_table <- function(x, name, file, compression) {
  group <- put_typed_group(file, paste0("analysis/", name, "_columns"), "DynamicTable", "hdmf-common")
  put_column(group, "column", colnames(x), "name of the column", compression)
  columns <- put_metadata(group, metadata_of(x), compression)
  finish_table(group, c("column", columns), columns_mark(name), seq_along(colnames(x)) - 1L)
}

finish_table <- function(group, columns, description, ids) {
  put_attributes(group, description = description)
  put_text_list(group, "colnames", columns)
  put_attributes(put_values(group, "id", as.integer(ids)), namespace = "hdmf-common",
                 neurodata_type = "ElementIdentifiers", object_id = random_uuid())
}

#' Writes the columns of metadata and gives the names they got.
#' @noRd
put_metadata <- function(group, metadata, compression) {
  columns <- as.list(metadata)
  written <- metadata_names(names(columns), group)
  for (at in seq_along(columns)) put_labels(group, written[at], columns[[at]], compression)
  written[written %in% names(group)]
}

metadata_names <- function(names, group) {
  if (length(names) == 0) return(character())
  clashing <- names %in% nwb_own_columns
  if (any(clashing)) {
    inform(c("{.val {group$get_obj_name()}}: {.val {names[clashing]}} {?has a/have} meaning{?s} of {?its/their} own in NWB.",
             i = "Written as {.val {paste0(names[clashing], '_label')}}."), "renamed")
  }
  names[clashing] <- paste0(names[clashing], "_label")
  make.unique(gsub("[/:]", "_", names))
}

put_labels <- function(group, name, values, compression) {
  if (is.factor(values) && !anyNA(values)) return(put_enumeration(group, name, values, compression))
  if (is.list(values)) return(put_ragged(group, name, values, compression))
  put_column(group, name, storable(values, file.path(group$get_obj_name(), name)), name, compression)
}

#' Values as NWB has them, with a warning where that changes them.
#' @noRd
storable <- function(values, location) {
  values <- plain_column(values)
  if (!anyNA(values) || is.double(values)) return(values)
  warn(c("{.val {location}}: NWB has no missing {typeof(values)} values.",
         x = "Written as {if (is.character(values)) 'empty strings' else 'numbers, missing ones as NaN'}."),
       "changed_by_nwb", location = location)
  if (is.character(values)) return(ifelse(is.na(values), "", values))
  as.double(values)
}

put_column <- function(group, name, values, description, compression) {
  put_attributes(put_values(group, name, values, compression), namespace = "hdmf-common", neurodata_type = "VectorData",
                 object_id = random_uuid(), description = description)
}

put_index <- function(group, name, ends) {
  index <- put_values(group, paste0(name, "_index"), as.integer(ends), type = hdf5r::h5types$H5T_STD_U32LE)
  put_attributes(index, namespace = "hdmf-common", neurodata_type = "VectorIndex", object_id = random_uuid(),
                 description = paste("end of each row of", name), target = reference_to(group, name))
}

reference_to <- function(group, name) group$create_reference(name)

put_ragged <- function(group, name, rows, compression) {
  location <- file.path(group$get_obj_name(), name)
  plain <- vapply(rows, function(row) is.null(row) || (is.atomic(row) && is.null(dim(row))), NA)
  if (!all(plain)) {
    leave_out(location, "its rows hold more than vectors")
    return(invisible())
  }
  rows <- lapply(rows, plain_column)
  elements <- unlist(rows, use.names = FALSE) %||% character()
  put_column(group, name, storable(elements, location), name, compression)
  put_index(group, name, cumsum(as.double(lengths(rows))))
}

put_enumeration <- function(group, name, values, compression) {
  elements <- paste0(name, "_elements")
  put_column(group, elements, levels(values), paste("levels of", name), compression)
  codes <- put_values(group, name, as.integer(values) - 1L, compression, type = hdf5r::h5types$H5T_STD_U32LE)
  put_attributes(codes, namespace = "hdmf-experimental", neurodata_type = "EnumData", object_id = random_uuid(),
                 description = name, elements = reference_to(group, elements))
}
