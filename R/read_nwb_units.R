units_facts <- function(group) {
  observed <- if ("obs_intervals" %in% names(group)) read_numbers(group[["obs_intervals"]])
  span <- finite_range(observed)
  shape <- c(stored_shape(group[["spike_times_index"]]), stored_shape(group[["spike_times"]]))
  list(type = "TsGroup", shape = shape, unit = NA_character_, start = span[1], end = span[2])
}

read_units <- function(file, member) {
  group <- file[[member$location]]
  ids <- nwb_unit_ids(group, member$shape[1])
  times <- as.double(read_numbers(group[["spike_times"]]))
  offsets <- unit_offsets(group, length(ids), length(times))
  times <- sorted_trains(times, offsets, ids, member$location)
  support <- units_support(file, group, member, train_ends(times, offsets))
  new_TsGroup(times, offsets, ids, units_metadata(file, group, length(ids)), support)
}

nwb_unit_ids <- function(group, n) {
  if (has_own_ids(group)) return(read_values(group[["unit_id"]]))
  ids <- if ("id" %in% names(group)) read_values(group[["id"]]) else seq_len(n) - 1
  ids <- as.character(ids)
  if (anyDuplicated(ids)) make.unique(ids) else ids
}

#' Whether `write_nwb()` wrote ids that are not whole numbers.
#' @noRd
has_own_ids <- function(group) {
  "unit_id" %in% names(group) && identical(as.character(attribute(group[["unit_id"]], "description")), ids_mark)
}

#' Ends of the units in the vector of all spikes, checked, with the 0 that starts the first.
#' @noRd
unit_offsets <- function(group, n_units, n_spikes) {
  ends <- as.double(read_numbers(group[["spike_times_index"]]))
  offsets <- c(0, ends)
  if (length(ends) == n_units && !is.unsorted(offsets) && offsets[n_units + 1] == n_spikes) return(offsets)
  location <- group$get_obj_name()
  abort(c("The index of the spike times must end at the last spike, with one entry per unit.",
          x = paste("{.val {location}}: {length(ends)} entr{?y/ies} up to {max(offsets)};",
                    "{n_units} unit{?s}, {n_spikes} spike{?s}.")),
        "bad_index", location = location, call = NULL)
}

#' Trains in ascending order; a file that has them otherwise is repaired, and said to be.
#' @noRd
sorted_trains <- function(times, offsets, ids, location) {
  wrong <- cpp_unsorted_units(times, offsets)
  if (length(wrong) == 0) return(times)
  warn(c("{.val {location}}: the spike times of {length(wrong)} unit{?s} are sorted; the file has them out of order.",
         i = "Unit{?s}: {head_text(ids[wrong])}."),
       "unsorted_spikes", location = location, units = ids[wrong])
  for (unit in wrong) {
    rows <- seq(offsets[unit] + 1, offsets[unit + 1])
    times[rows] <- check_stamps(sort(times[rows], na.last = TRUE), file.path(location, "spike_times"))
  }
  times
}

#' The union of the observation intervals, or the span of the recording where the file has none.
#' @noRd
units_support <- function(file, group, member, ends) {
  stored <- stored_support(file, basename(member$location))
  if (!is.null(stored)) return(stored)
  observed <- if ("obs_intervals" %in% names(group)) read_numbers(group[["obs_intervals"]])
  if (length(observed) > 0) {
    say_where_not_observed(observed, read_numbers(group[["obs_intervals_index"]]), member)
    return(merge_overlaps(new_IntervalSet(observed[, 1], observed[, 2])))
  }
  members <- suppressWarnings(nwb_members(file, member$path), classes = "anemone_warning_unreadable_object")
  span <- range(recording_span(members), ends, na.rm = TRUE)
  new_IntervalSet(span[1], span[2])
}

#' First and last time of every train that is not empty.
#' @noRd
train_ends <- function(times, offsets) {
  last <- offsets[-1]
  first <- offsets[-length(offsets)] + 1
  filled <- last >= first
  times[c(first[filled], last[filled])]
}

#' A group has one support: a unit that was observed for less of it looks silent in the rest.
#' @noRd
say_where_not_observed <- function(observed, ends, member) {
  spans <- ragged_rows(observed, ends)
  if (all(vapply(spans[-1], identical, NA, spans[[1]]))) return(invisible())
  length_of <- function(rows) tot_length(merge_overlaps(new_IntervalSet(rows[, 1], rows[, 2])))
  short <- which(vapply(spans, length_of, 0) < length_of(observed) - 1e-9)
  if (length(short) == 0) return(invisible())
  warn(c("{.val {member$location}}: {length(short)} unit{?s} {?was/were} observed for less time than the group.",
         x = "The support is the union of all observation intervals; outside their own these units look silent.",
         i = "Unit{?s} number {head_text(short)}: {.fun restrict} the group to where all were observed."),
       "observed_apart", location = member$location, units = short)
}

units_metadata <- function(file, group, n) {
  metadata <- table_metadata(file, group, n = n, except = c(unit_data_columns, if (has_own_ids(group)) "unit_id"))
  location <- group_locations(group)
  if (is.null(location) || "location" %in% names(metadata)) metadata else cbind(metadata, location = location)
}

# Per-spike data and what is read elsewhere: not labels of a unit.
unit_data_columns <- c("spike_times", "obs_intervals", "waveforms", "spike_amplitudes", "spike_depths")

#' Where the electrode group of each unit lies, as the recording's authors wrote it.
#' @noRd
group_locations <- function(group) {
  if (!"electrode_group" %in% names(group)) return(NULL)
  tryCatch({
    groups <- distinct_objects(read_stored(group[["electrode_group"]]))
    location <- vapply(groups$opened, function(object) as.character(attribute(object, "location")), "")
    location[groups$row]
  }, error = function(e) NULL)
}
