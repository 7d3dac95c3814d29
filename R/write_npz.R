#' @rdname read_npz
#' @export
write_npz <- function(x, path, compress = FALSE, overwrite = FALSE) {
  check_class(x, c("Ts", "Tsd", "TsdFrame", "TsdTensor", "TsGroup", "IntervalSet"))
  check_flag(compress)
  call <- rlang::current_env()
  check_new_file(path, "npz", overwrite)
  arrays <- npz_parts(x)
  members <- lapply(arrays, function(values) {
    function(connection) write_npy(values, connection)
  })
  metadata <- npz_written_metadata(x)
  if (is.data.frame(metadata)) {
    members[["_metadata"]] <- function(connection) write_metadata_npy(as.list(metadata), connection)
  }
  names(members) <- paste0(names(members), ".npy")
  write_beside(path, function(at) write_zip(at, members, compress, call))
}

#' The arrays of a pynapple file, in its names and types.
#' @noRd
npz_parts <- function(x) {
  if (is_IntervalSet(x)) return(c(interval_parts(x), list(type = "IntervalSet")))
  parts <- interval_parts(support(x))
  if (is_TsGroup(x)) return(c(group_parts(x), parts, list(type = "TsGroup")))
  unit <- series_unit(x)
  type <- list(type = c(class(x)[1], if (!is.na(unit)) unit))
  if (is_Ts(x)) return(c(list(t = time(x)), parts, type))
  c(list(t = time(x), d = plain_values(x)), parts, if (is_TsdFrame(x)) list(columns = colnames(x)), type)
}

interval_parts <- function(x) {
  pairs <- cpp_overlapping_rows(start(x), end(x), 1L)
  if (length(pairs) > 0) {
    warn(c("pynapple fuses intervals that overlap and drops their metadata.",
           x = "Rows {pairs[1, 1]} and {pairs[2, 1]} overlap; the file keeps them as they are."), "overlap", rows = pairs)
  }
  list(start = start(x), end = end(x))
}

group_parts <- function(x) {
  keys <- group_keys(names(x))
  index <- rep(keys, diff(.subset2(x, "offsets")))
  ascending <- order(.subset2(x, "times"))
  list(t = .subset2(x, "times")[ascending], index = index[ascending], keys = keys)
}

#' Ids as the integers that pynapple's groups need, numbered from 0 where they are something else.
#' @noRd
group_keys <- function(ids) {
  keys <- suppressWarnings(as.integer(ids))
  if (!anyNA(keys) && identical(as.character(keys), ids)) keys else seq_along(ids) - 1L
}

npz_written_metadata <- function(x) {
  metadata <- metadata_of(x)
  if (is_TsGroup(x) && !identical(as.character(group_keys(names(x))), names(x))) metadata$unit_id <- names(x)
  metadata
}
