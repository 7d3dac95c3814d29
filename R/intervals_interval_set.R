# An IntervalSet is a list: `start`, `end` (seconds, as given, in the order given) and `metadata`, a data
# frame with one row per interval. Order, duplicates and overlaps are kept; a verb that needs
# disjoint, ascending intervals checks for itself.

new_IntervalSet <- function(start = double(), end = double(), metadata = empty_metadata(length(start))) {
  structure(list(start = as.double(start), end = as.double(end), metadata = metadata),
            class = "IntervalSet")
}

empty_metadata <- function(n) data.frame(row.names = seq_len(n))
