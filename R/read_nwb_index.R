# The table of contents of an NWB file. Objects are told by what they hold and not by the name of their
# type, so that types from extensions are found too: a table has `colnames`, a time series has `data`
# beside `timestamps` or `starting_time`; any other group is a container and is entered.

nwb_rooms <- c("units", "intervals", "stimulus/presentation", "acquisition", "processing", "analysis")

nwb_members <- function(file, path) {
  rooms <- Filter(function(room) room_exists(file, room), nwb_rooms)
  seen <- new.env(parent = emptyenv())
  unlist(lapply(rooms, function(room) object_members(file, path, paste0("/", room), seen)),
         recursive = FALSE)
}

#' Whether a path leads to an object; also where a link on the way is broken.
#' @noRd
leads_somewhere <- function(file, location) {
  parent <- dirname(location)
  tryCatch(file$exists(parent) && file$exists(location), error = function(e) FALSE)
}

#' A room whose path leads nowhere counts as there, so that it is reported.
#' @noRd
room_exists <- function(file, room) {
  parts <- strsplit(room, "/")[[1]]
  if (!file$exists(parts[1])) return(FALSE)
  length(parts) == 1 || tryCatch(file$exists(room), error = function(e) TRUE)
}

#' The members at or below one location: a list of `nwb_member`. `seen` holds the addresses of the objects
#' met so far: an object with several links is one member, and links that form a loop end.
#' @noRd
object_members <- function(file, path, location, seen) {
  tryCatch({
    object <- file[[location]]
    if (!is_group(object) || met_before(object, seen)) return(list())
    children <- names(object)
    kind <- object_kind(object, children)
    if (kind == "table" || is_stored_support(object, kind)) return(list())
    if (kind != "container") {
      return(list(new_nwb_member(path, location, kind, member_facts(object, kind, location))))
    }
    inside <- lapply(file.path(location, children), function(at) object_members(file, path, at, seen))
    unlist(inside, recursive = FALSE)
  }, error = function(e) leave_out_object(path, location, e))
}

met_before <- function(object, seen) {
  info <- object$obj_info()
  address <- paste(info$fileno, info$addr)
  if (exists(address, envir = seen, inherits = FALSE)) return(TRUE)
  assign(address, TRUE, envir = seen)
  FALSE
}

leave_out_object <- function(path, location, error) {
  warn(c("{.val {location}} is left out: it cannot be opened.", x = "Reason: {hdf5_reason(error)}.",
         i = "File: {.file {path}}."),
       "unreadable_object", path = path, location = location)
  list()
}

object_kind <- function(group, children) {
  if (group$attr_exists("colnames")) return(table_kind(children))
  telling <- intersect(c("data", "timestamps", "starting_time"), children)
  if (all(vapply(telling, function(name) is_group(group[[name]]), NA))) return("container")
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
  state <- paste(member$location, member$type, getOption("anemone.lazy_above"))
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
