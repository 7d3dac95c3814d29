# Zip archives, as far as archives of arrays need them: the directory at the end of the file, and a connection
# to the bytes of one member. Stored members are read from the file itself, without a copy on disk.

#' One row per member: its name, method (0 stored, 8 deflated), sizes and where its local header lies.
#' @noRd
zip_directory <- function(path, call) {
  check_file(path, call)
  file <- file(path, "rb")
  on.exit(close(file))
  end <- zip_end_record(file, file.size(path), path, call)
  seek(file, end$offset)
  bytes <- readBin(file, "raw", end$size)
  entries <- list()
  at <- 1
  while (length(entries) < end$count) {
    entry <- zip_entry(bytes, at)
    if (is.null(entry)) abort_damaged_zip(path, "its directory is not complete", call)
    entries[[length(entries) + 1]] <- entry
    at <- entry$next_at
  }
  lapply(stats::setNames(entries, vapply(entries, `[[`, "", "name")), check_zip_entry, path, call)
}

#' Where the directory lies and how many entries it has, from the record that ends every archive.
#' @noRd
zip_end_record <- function(file, n_bytes, path, call) {
  seek(file, 0)
  if (!identical(readBin(file, "raw", 2), charToRaw("PK"))) {
    abort(c("{.arg path} must be a zip archive of arrays, as numpy writes them.", x = "{.file {path}} is none.",
            i = "Such files are usually named {.file *.npz}."), "not_npz", path = path, call = call)
  }
  tail_start <- max(0, n_bytes - 65557)
  seek(file, tail_start)
  tail <- readBin(file, "raw", n_bytes - tail_start)
  at <- max(0, grepRaw(as.raw(c(0x50, 0x4b, 0x05, 0x06)), tail, all = TRUE))
  if (at == 0 || at + 21 > length(tail)) abort_damaged_zip(path, "the record that ends it is missing", call)
  record <- list(count = unsigned(tail, at + 10, 2), size = unsigned(tail, at + 12, 4),
                 offset = unsigned(tail, at + 16, 4))
  if (record$offset == 2^32 - 1) record <- zip64_end_record(file, unsigned(tail, at - 12, 8))
  if (record$offset + record$size > n_bytes) abort_damaged_zip(path, "its directory lies beyond its end", call)
  record
}

zip64_end_record <- function(file, offset) {
  seek(file, offset)
  bytes <- readBin(file, "raw", 56)
  list(count = unsigned(bytes, 33, 8), size = unsigned(bytes, 41, 8), offset = unsigned(bytes, 49, 8))
}

#' The entry that starts at byte `at` of the directory, `NULL` where none does.
#' @noRd
zip_entry <- function(bytes, at) {
  if (at + 45 > length(bytes) || unsigned(bytes, at, 4) != 0x02014b50) return(NULL)
  n_name <- unsigned(bytes, at + 28, 2)
  n_extra <- unsigned(bytes, at + 30, 2)
  entry <- list(name = rawToChar(bytes[at + 45 + seq_len(n_name)]), flags = unsigned(bytes, at + 8, 2),
                method = unsigned(bytes, at + 10, 2), packed = unsigned(bytes, at + 20, 4),
                size = unsigned(bytes, at + 24, 4), offset = unsigned(bytes, at + 42, 4),
                next_at = at + 46 + n_name + n_extra + unsigned(bytes, at + 32, 2))
  zip64_sizes(entry, bytes[at + 45 + n_name + seq_len(n_extra)])
}

#' Sizes that need more than 32 bits stand in an extra field, in this order, those that need it only.
#' @noRd
zip64_sizes <- function(entry, extra) {
  at <- 1
  while (at + 3 <= length(extra) && unsigned(extra, at, 2) != 1) at <- at + 4 + unsigned(extra, at + 2, 2)
  at <- at + 4
  for (field in c("size", "packed", "offset")) {
    if (entry[[field]] < 2^32 - 1 || at + 7 > length(extra)) next
    entry[[field]] <- unsigned(extra, at, 8)
    at <- at + 8
  }
  entry
}

check_zip_entry <- function(entry, path, call) {
  if (entry$offset + entry$packed > file.size(path)) {
    abort_damaged_zip(path, paste(entry$name, "lies beyond its end"), call)
  }
  largest <- if (entry$method == 0) entry$packed else 1032 * entry$packed + 64
  if (entry$size > largest) abort_damaged_zip(path, paste(entry$name, "is said to be larger than it can be"), call)
  if (entry$method %in% c(0, 8) && entry$flags %% 2 == 0) return(entry)
  abort(c("The members of a zip archive must be stored or deflated, without a password.",
          x = "{.val {entry$name}} of {.file {path}} is not."), "unreadable_object", path = path, call = call)
}

abort_damaged_zip <- function(path, fault, call) {
  abort(c("{.arg path} must be a complete zip archive.",
          x = "{.file {path}} is truncated or damaged: {fault}.",
          i = "Compare its size ({file.size(path)} bytes) with the source and copy it again."),
        "damaged_file", path = path, call = call)
}

#' A connection at the first byte of a member's content. The caller closes it.
#' @noRd
zip_member <- function(path, entry) {
  if (entry$method == 8) return(unz(path, entry$name, "rb"))
  connection <- file(path, "rb")
  seek(connection, entry$offset)
  header <- readBin(connection, "raw", 30)
  seek(connection, entry$offset + 30 + unsigned(header, 27, 2) + unsigned(header, 29, 2))
  connection
}

#' The unsigned number in `size` bytes from `at` on, the lowest first.
#' @noRd
unsigned <- function(bytes, at, size) sum(as.integer(bytes[at - 1 + seq_len(size)]) * 256^(seq_len(size) - 1))
