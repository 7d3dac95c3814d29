# A TsGroup is a list, flat for speed: `times` (seconds, the units' trains end to end, each ascending),
# `offsets` (length n_units + 1, the first 0: unit i owns times[offsets[i] + 1] to times[offsets[i + 1]]),
# `ids` (character, unique), `metadata` (a data frame with one row per unit) and `support`.

new_TsGroup <- function(times, offsets, ids, metadata = empty_metadata(length(ids)), support) {
  structure(list(times = as.double(times), offsets = as.double(offsets), ids = as.character(ids),
                 metadata = metadata, support = support),
            class = "TsGroup")
}
