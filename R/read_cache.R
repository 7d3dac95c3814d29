# Objects read from files are kept until their file changes, the oldest dropped first when together they
# exceed `options(anemone.cache_bytes = )`.

#' The value kept for an object of a file, or made by `read` where there is none of the file's present state.
#' @noRd
cached <- function(path, location, read) {
  key <- paste(path, location, sep = "\n")
  changed <- as.double(file.mtime(path))
  entry <- get0(key, envir = file_cache, inherits = FALSE)
  if (!is.null(entry) && identical(entry$changed, changed)) return(entry$value)
  if (!is.null(entry)) rm(list = key, envir = file_cache)
  value <- read
  keep_cached(key, value, changed, as.double(utils::object.size(value)))
  value
}

keep_cached <- function(key, value, changed, bytes) {
  limit <- getOption("anemone.cache_bytes", 2^31)
  if (bytes > limit) return(invisible())
  entries <- mget(ls(file_cache), envir = file_cache)
  fact <- function(what) vapply(entries, function(entry) entry[[what]], 0)
  newest_first <- order(fact("number"), decreasing = TRUE)
  too_many <- cumsum(fact("bytes")[newest_first]) + bytes > limit
  rm(list = names(entries)[newest_first][too_many], envir = file_cache)
  entry <- list(value = value, changed = changed, bytes = bytes, number = max(0, fact("number")) + 1)
  assign(key, entry, envir = file_cache)
}
