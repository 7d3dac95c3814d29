# A TsdTensor is an array of three or more dimensions, the first of them time, with the attributes of
# a Tsd.

new_TsdTensor <- function(values, time, support, unit = NA_character_) {
  structure(values, time = as.double(time), support = support, unit = unit,
            class = c("TsdTensor", "anemone_series"))
}
