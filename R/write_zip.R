# A zip archive from members that are written to connections. R's gzip files hold what a zip member needs, the
# deflated bytes and their checksum, so no other program and no library is called.

#' @param members A named list of functions that write one member's bytes to a connection.
#' @noRd
write_zip <- function(path, members, compress, call) {
  archive <- file(path, "wb")
  on.exit(close(archive))
  directory <- list()
  at <- 0
  for (name in names(members)) {
    member <- deflated_member(members[[name]], compress)
    check_zip_size(c(member$size, member$packed, at), call)
    header <- zip_header(name, member)
    writeBin(c(writeBin(0x04034b50L, raw(), endian = "little"), header, charToRaw(name)), archive)
    append_bytes(archive, member$path, from = 10, n = member$packed)
    unlink(member$path)
    directory[[name]] <- zip_directory_entry(name, header, at)
    at <- at + 30 + nchar(name, "bytes") + member$packed
  }
  directory <- unlist(directory, use.names = FALSE)
  writeBin(c(directory, zip_end(length(members), length(directory), at)), archive)
}

#' Sizes and places have four bytes each in the format: what is longer would be written as something else.
#' @noRd
check_zip_size <- function(bytes, call) {
  if (all(bytes < 2^32)) return(invisible())
  abort(c("An npz file must be smaller than 4 GB.", x = "Its arrays take more.",
          i = "Write parts of it, or use {.fn write_nwb}."), "file_too_large", call = call)
}

#' Writes one member to a gzip file of its own: ten bytes of header, the deflated stream, checksum and size.
#' @noRd
deflated_member <- function(write, compress) {
  path <- tempfile(fileext = ".gz")
  connection <- gzfile(path, "wb", compression = if (compress) 6 else 0)
  size <- tryCatch({
    write(connection)
    seek(connection)
  }, finally = close(connection))
  packed <- file.size(path) - 18
  ends <- file(path, "rb")
  on.exit(close(ends))
  seek(ends, 10 + packed)
  list(path = path, size = size, packed = packed, checksum_and_size = readBin(ends, "raw", 8))
}

#' What the local header and the entry of the directory share: version, UTF-8 names, deflated, no date, checksum,
#' sizes, length of the name, no extra field.
#' @noRd
zip_header <- function(name, member) {
  c(little_endian(c(20, 0x0800, 8, 0, 0x21), 2), member$checksum_and_size[1:4], little_endian(member$packed, 4),
    member$checksum_and_size[5:8], little_endian(c(nchar(name, "bytes"), 0), 2))
}

zip_directory_entry <- function(name, header, offset) {
  c(little_endian(0x02014b50, 4), little_endian(20, 2), header, little_endian(c(0, 0, 0, 0, 0), 2),
    little_endian(offset, 4), charToRaw(name))
}

zip_end <- function(n_members, n_bytes, offset) {
  c(little_endian(0x06054b50, 4), little_endian(c(0, 0, n_members, n_members), 2), little_endian(c(n_bytes, offset), 4),
    little_endian(0, 2))
}

append_bytes <- function(archive, path, from, n, block = 2^24) {
  source <- file(path, "rb")
  on.exit(close(source))
  seek(source, from)
  for (done in seq(0, n, by = block)) writeBin(readBin(source, "raw", min(block, n - done)), archive)
}

#' Whole numbers as unsigned bytes, the lowest first.
#' @noRd
little_endian <- function(x, size) as.raw(outer(256^(seq_len(size) - 1), x, function(place, x) (x %/% place) %% 256))
