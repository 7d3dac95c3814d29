# A TsdFrame is a matrix, one row per time, with the attributes of a Tsd and `metadata`, a data frame
# with one row per column.

new_TsdFrame <- function(values, time, support, unit = NA_character_,
                         metadata = empty_metadata(ncol(values))) {
  structure(values, time = as.double(time), support = support, unit = unit, metadata = metadata,
            class = c("TsdFrame", "anemone_series"))
}
