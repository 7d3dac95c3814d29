# A Tsd is an atomic vector with the attributes `time` (seconds, ascending), `support` and `unit`
# (a string such as "pA", or NA).

new_Tsd <- function(values, time, support, unit = NA_character_) {
  structure(values, time = as.double(time), support = support, unit = unit,
            class = c("Tsd", "anemone_series"))
}
