# The table of contents of an NWB file. Objects are told by what they hold and not by the name of their
# type, so that types from extensions are found too: a table has `colnames`, a time series has `data`
# beside `timestamps` or `starting_time`; any other group is a container and is entered.

nwb_rooms <- c("units", "intervals", "stimulus/presentation", "acquisition", "processing", "analysis")

# Links can form loops; no container of the format nests deeper.
nwb_max_depth <- 6

nwb_members <- function(file, path) {
  rooms <- Filter(function(room) room_exists(file, room), nwb_rooms)
  unlist(lapply(rooms, function(room) object_members(file, path, paste0("/", room), 1)),
         recursive = FALSE)
}

room_exists <- function(file, room) {
  parts <- strsplit(room, "/")[[1]]
  file$exists(parts[1]) && (length(parts) == 1 || file$exists(room))
}

#' The members at or below one location: a list of `nwb_member`.
#' @noRd
object_members <- function(file, path, location, depth) {
  tryCatch({
    object <- file[[location]]
    if (!is_group(object) || depth > nwb_max_depth) return(list())
    children <- names(object)
    kind <- object_kind(object, children)
    if (kind == "container") {
      inside <- file.path(location, children)
      return(unlist(lapply(inside, function(at) object_members(file, path, at, depth + 1)),
                    recursive = FALSE))
    }
    if (kind == "table") return(list())
    list(new_nwb_member(path, location, kind, member_facts(object, kind, location)))
  }, error = function(e) {
    reason <- if (inherits(e, "anemone_error")) rlang::cnd_header(e) else hdf5_reason(e)
    warn(c("{.val {location}} is left out: it cannot be opened.", x = "{reason}",
           i = "File: {.file {path}}."),
         "unreadable_object", path = path, location = location)
    list()
  })
}

object_kind <- function(group, children) {
  if (group$attr_exists("colnames")) return(table_kind(children))
  if (!any(c("data", "timestamps", "starting_time") %in% children)) return("container")
  switch(as.character(attribute(group, "neurodata_type", "TimeSeries")),
         AnnotationSeries = "annotations", IntervalSeries = "interval_series", "series")
}

table_kind <- function(children) {
  if ("spike_times" %in% children) return("units")
  if (all(c("start_time", "stop_time") %in% children)) return("intervals")
  "table"
}

# A promise of one object: where it lies and what the table of contents says of it.
new_nwb_member <- function(path, location, kind, facts) {
  structure(c(list(path = path, location = location, kind = kind), facts), class = "nwb_member")
}

member_facts <- function(group, kind, location) {
  switch(kind,
         units = units_facts(group),
         intervals = intervals_facts(group),
         series_facts(group, kind, location))
}

#' Names the members by the last part of their location, or by as many parts as tell them apart.
#' @noRd
unique_keys <- function(members) {
  parts <- lapply(members, function(member) rev(strsplit(member$location, "/")[[1]][-1]))
  depth <- rep(1L, length(parts))
  repeat {
    keys <- mapply(function(part, n) paste(rev(utils::head(part, n)), collapse = "/"), parts, depth)
    shared <- keys %in% keys[duplicated(keys)] & depth < lengths(parts)
    if (!any(shared)) return(stats::setNames(members, as.character(keys)))
    depth[shared] <- depth[shared] + 1L
  }
}

#' First and last time of the whole recording, over all that has a time in it.
#' @noRd
recording_span <- function(members) {
  ends <- unlist(lapply(members, function(member) c(member$start, member$end)))
  ends <- ends[is.finite(ends)]
  if (length(ends) == 0) c(NA_real_, NA_real_) else range(ends)
}

#' Reads what a member promises.
#' @noRd
read_member <- function(member) {
  state <- paste(member$location, member$type)
  cached(member$path, state, reading(member$path, member$location, {
    with_hdf5(member$path, function(file) {
      switch(member$kind,
             units = read_units(file, member),
             intervals = read_intervals(file, member),
             annotations = read_annotations(file, member),
             interval_series = read_interval_series(file, member),
             series = read_series(file, member))
    })
  }))
}
