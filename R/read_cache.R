# Objects read from files are kept once per file state, the oldest dropped first when they exceed
# `options(anemone.cache_bytes = )`.

#' The value for `key`, made by `read` unless it is kept already.
#' @noRd
cached <- function(path, location, read) {
  key <- paste(path, as.double(file.mtime(path)), location, sep = "\n")
  if (exists(key, envir = file_cache, inherits = FALSE)) return(get(key, envir = file_cache)$value)
  value <- read
  keep_cached(key, value, as.double(utils::object.size(value)))
  value
}

keep_cached <- function(key, value, bytes) {
  limit <- getOption("anemone.cache_bytes", 2^31)
  if (bytes > limit) return(invisible())
  entries <- mget(ls(file_cache), envir = file_cache)
  age <- order(vapply(entries, function(entry) entry$number, 0))
  held <- rev(cumsum(rev(vapply(entries[age], function(entry) entry$bytes, 0))))
  rm(list = names(entries)[age][held + bytes > limit], envir = file_cache)
  number <- max(0, vapply(entries, function(entry) entry$number, 0)) + 1
  assign(key, list(value = value, bytes = bytes, number = number), envir = file_cache)
}
