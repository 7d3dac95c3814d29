# Downloading a file whose SHA-256 is known. The rule: `path` is written by renaming only, after the check.

#' Fetches `url` to `path`, going on from `<path>.part` if there is one.
#'
#' @param pause Seconds to wait before each further attempt; there is one attempt more than pauses.
#' @noRd
fetch_file <- function(url, path, sha256, progress = FALSE, pause = c(1, 4), call = rlang::caller_env()) {
  if (startsWith(url, "file://")) return(copy_file(url, path, sha256, call))
  if (!requireNamespace("curl", quietly = TRUE)) {
    abort(c("Downloading needs the package {.pkg curl}.", i = "{.code install.packages(\"curl\")}."),
          "missing_package", package = "curl", call = call)
  }
  make_cache(dirname(path), call)
  part <- paste0(path, ".part")
  resumed <- file.exists(part) && file.size(part) > 0
  download_in_attempts(url, part, progress, pause, call)
  if (!identical(cli::hash_file_sha256(part), sha256) && resumed) {
    # What was left from before may be of another file: once more from the start.
    file.remove(part)
    download_in_attempts(url, part, progress, pause, call)
  }
  keep_if_right(part, path, url, sha256, call)
}

#' Takes a file from a folder of this machine by the same rule.
#' @noRd
copy_file <- function(url, path, sha256, call) {
  # The address of C:/x is file:///C:/x.
  from <- sub("^/([A-Za-z]:)", "\\1", sub("^file://", "", url))
  if (!file.exists(from)) {
    abort(c("The mirror must hold the file.", x = "There is no {.file {from}}."), "offline", url = url, call = call)
  }
  make_cache(dirname(path), call)
  part <- paste0(path, ".part")
  if (!file.copy(from, part, overwrite = TRUE)) {
    abort(c("The file must fit on the disk.", x = "{.file {from}} could not be copied to {.file {part}}."),
          "disk_full", path = part, call = call)
  }
  keep_if_right(part, path, url, sha256, call)
}

make_cache <- function(folder, call) {
  if (!dir.exists(folder)) dir.create(folder, recursive = TRUE, showWarnings = FALSE)
  if (dir.exists(folder) && file.access(folder, 2) == 0) return(invisible(folder))
  abort(c("The cache must be a folder that can be written.", x = "{.file {folder}} is not.",
          i = "Choose another with {.arg cache}."), "cache", folder = folder, call = call)
}

keep_if_right <- function(part, path, url, sha256, call) {
  found <- cli::hash_file_sha256(part)
  if (!identical(found, sha256)) {
    size <- file.size(part)
    file.remove(part)
    abort(c("The downloaded file must be the published one.",
            x = "Its SHA-256 is {substr(found, 1, 12)}..., not {substr(sha256, 1, 12)}... ({size} bytes from {.url {url}}).",
            i = "It was deleted. Try again later; a proxy may have answered instead of the server."),
          "wrong_hash", url = url, found = found, expected = sha256, call = call)
  }
  if (file.exists(path)) file.remove(path)
  if (!file.rename(part, path)) {
    abort(c("The file must be movable to its place in the cache.", x = "{.file {path}} cannot be written."),
          "cache", folder = dirname(path), call = call)
  }
  invisible(path)
}

#' Tries until the file is whole; what one attempt brought is kept for the next.
#' @noRd
download_in_attempts <- function(url, part, progress, pause, call) {
  for (attempt in seq_len(length(pause) + 1)) {
    result <- download_once(url, part, progress)
    if (result$state == "whole") return(invisible(part))
    last <- attempt > length(pause)
    if (last || !result$again) break
    Sys.sleep(pause[attempt])
  }
  abort_download(result, url, part, call)
}

abort_download <- function(result, url, part, call) {
  kept <- if (file.exists(part)) "{file.size(part)} bytes are kept; the next call goes on from there."
  switch(result$state,
    offline = abort(c("The server must be reachable.", x = "{.url {url}}: {result$reason}.",
                      i = "Is there a connection to the internet? {.fn example_session} needs none."),
                    "offline", url = url, call = call),
    http = abort(c("The server must deliver the file.", x = "{.url {url}} answered with status {result$status}."),
                 "http", url = url, status = result$status, call = call),
    interrupted = abort(c("The connection must last for the whole file.", x = "{.url {url}}: {result$reason}.",
                          i = kept), "interrupted", url = url, call = call),
    disk_full = abort(c("The file must fit on the disk.", x = "Only {file.size(part)} bytes of {.file {part}} could be written.",
                        i = "Make room, or choose another {.arg cache}; the next call goes on from there."),
                      "disk_full", path = part, call = call))
}

#' One request: what became of it, and whether another may help.
#' @noRd
download_once <- function(url, part, progress) {
  offset <- if (file.exists(part)) file.size(part) else 0
  handle <- download_handle(url, offset)
  body <- body_writer(handle, part, offset, progress)
  result <- NULL
  pool <- curl::new_pool()
  curl::multi_add(handle, pool = pool, data = body$take,
                  done = function(answer) result <<- answered(answer$status_code, offset),
                  fail = function(reason) result <<- broken_off(handle, reason))
  on.exit(body$close())
  while (curl::multi_run(timeout = 0.5, pool = pool)$pending > 0) {
    if (body$full()) curl::multi_cancel(handle)
  }
  if (body$full()) list(state = "disk_full", again = FALSE) else result
}

download_handle <- function(url, offset) {
  handle <- curl::new_handle(url = url, connecttimeout = 20, low_speed_limit = 100, low_speed_time = 30)
  if (offset > 0) {
    curl::handle_setheaders(handle, Range = paste0("bytes=", format(offset, scientific = FALSE), "-"))
  }
  handle
}

answered <- function(status, offset) {
  # 416: nothing lies beyond what is there already.
  if (status %in% c(200, 206) || status == 416 && offset > 0) return(list(state = "whole"))
  list(state = "http", status = status, again = status >= 500 || status == 429)
}

broken_off <- function(handle, reason) {
  answered <- curl::handle_data(handle)$status_code > 0
  list(state = if (answered) "interrupted" else "offline", reason = sub("[.]$", "", reason), again = answered)
}

#' Takes the bytes of an answer as they come, and appends them to `part` behind its first `offset` bytes, or from its
#' start where the server does not know ranges.
#' @noRd
body_writer <- function(handle, part, offset, progress) {
  target <- NULL
  full <- FALSE
  bar <- NULL
  begin <- function(status) {
    if (status == 200) offset <<- 0
    # A character device, as in the tests, is no regular file.
    target <<- file(part, if (offset > 0) "ab" else "wb", raw = TRUE)
    if (progress) bar <<- cli::cli_progress_bar("Downloading", total = whole_size(handle, offset), type = "download",
                                                .auto_close = FALSE)
  }
  take <- function(bytes, ...) {
    status <- curl::handle_data(handle)$status_code
    if (full || !status %in% c(200, 206) || length(bytes) == 0) return(invisible())
    if (is.null(target)) begin(status)
    offset <<- offset + length(bytes)
    full <<- !written_to(target, part, bytes, offset)
    if (progress) cli::cli_progress_update(set = offset, id = bar)
  }
  finish <- function() {
    if (!is.null(target)) close(target)
    if (!is.null(bar)) cli::cli_progress_done(id = bar)
  }
  list(take = take, close = finish, full = function() full)
}

whole_size <- function(handle, offset) {
  headers <- curl::parse_headers(curl::handle_data(handle)$headers)
  lengths <- grep("^content-length:", headers, ignore.case = TRUE, value = TRUE)
  if (length(lengths) == 0) return(NA)
  offset + as.numeric(sub(".*: *", "", lengths[length(lengths)]))
}

#' Writes, and looks whether the file has grown to `size`: R's connections do not say when a disk is full.
#' @noRd
written_to <- function(target, part, bytes, size) {
  suppressWarnings({
    writeBin(bytes, target)
    flush(target)
  })
  file.size(part) >= size
}
