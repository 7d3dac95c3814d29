# The one pickle that pynapple's files need: an object array without dimensions around a dictionary of lists.
# Protocol 3, which every Python 3 reads.

write_metadata_npy <- function(metadata, connection) {
  write_npy_header("|O", integer(), FALSE, connection)
  writeBin(pickled_metadata(metadata), connection)
}

pickled_metadata <- function(metadata) {
  c(as.raw(c(0x80, 3)), object_array(NULL, pickled_dictionary(metadata)), charToRaw("."))
}

#' An array of Python objects with `n` elements, or without dimensions.
#' @noRd
object_array <- function(n, elements) {
  pickled_array_of(n, c(type = "O8", order = "|"), 63L, c(charToRaw("]("), elements, charToRaw("e")))
}

number_array <- function(x) {
  bytes <- if (is.logical(x)) as.raw(x) else writeBin(as.vector(x), raw(), endian = "little")
  pickled_array_of(length(x), switch(typeof(x), double = c("f8", "<"), integer = c("i4", "<"), logical = c("b1", "|")),
                   0L, c(charToRaw("B"), little_endian(length(bytes), 4), bytes))
}

pickled_array_of <- function(n, type, flags, content) {
  shape <- if (is.null(n)) charToRaw(")") else c(pickled_integers(n), as.raw(0x85))
  c(pickled_call("numpy.core.multiarray\n_reconstruct",
                 c(pickle_global("numpy\nndarray"), as.raw(c(0x4b, 0, 0x85, 0x43, 1)), charToRaw("b"), as.raw(0x87))),
    charToRaw("("), as.raw(c(0x4b, 1)), shape, pickled_dtype(type[[1]], type[[2]], flags), as.raw(0x89), content,
    charToRaw("tb"))
}

pickled_dtype <- function(name, order, flags) {
  state <- c(charToRaw("("), as.raw(c(0x4b, 3)), pickled_text(order), charToRaw("NNN"), pickled_integers(c(-1L, -1L)),
             as.raw(c(0x4b, flags)), charToRaw("tb"))
  c(pickled_call("numpy\ndtype", c(pickled_text(name), as.raw(c(0x89, 0x88, 0x87)))), state)
}

pickle_global <- function(name) charToRaw(paste0("c", name, "\n"))

pickled_call <- function(name, arguments) c(pickle_global(name), arguments, charToRaw("R"))

pickled_dictionary <- function(columns) {
  if (length(columns) == 0) return(charToRaw("}"))
  pairs <- Map(function(name, column) c(pickled_text(name), pickled_column(column)), names(columns), columns)
  c(charToRaw("}("), unlist(pairs, use.names = FALSE), charToRaw("u"))
}

#' Numbers and logicals as an array, strings and what has missing values as a list of single values; lists as an array of
#' lists, which numpy would else try to make a table of.
#' @noRd
pickled_column <- function(column) {
  if (is.list(column)) return(object_array(length(column), pickled_elements_of(column)))
  is_array <- is.double(column) || (!anyNA(column) && typeof(column) %in% c("integer", "logical") && !is.factor(column))
  if (is_array) number_array(column) else pickled_list(column)
}

pickled_list <- function(x) {
  if (length(x) == 0) return(charToRaw("]"))
  c(charToRaw("]("), pickled_elements_of(x), charToRaw("e"))
}

#' Elements one after the other: missing strings and logicals as None, missing numbers as nan.
#' @noRd
pickled_elements_of <- function(x) {
  if (is.factor(x)) x <- as.character(x)
  if (is.list(x)) return(unlist(lapply(x, pickled_list)))
  if (is.character(x)) return(pickled_text(x))
  if (is.logical(x)) return(as.raw(ifelse(is.na(x), 0x4e, ifelse(x, 0x88, 0x89))))
  if (is.integer(x) && !anyNA(x)) return(pickled_integers(x))
  as.vector(rbind(charToRaw("G"), matrix(writeBin(as.double(x), raw(), endian = "big"), nrow = 8)))
}

pickled_integers <- function(x) {
  as.vector(rbind(charToRaw("J"), matrix(writeBin(x, raw(), endian = "little"), nrow = 4)))
}

#' Strings one after the other, each behind a letter and its length in bytes. One pass over all of them, for tables of a
#' million trials.
#' @noRd
pickled_text <- function(text) {
  text <- enc2utf8(text)
  missing <- is.na(text)
  n_bytes <- ifelse(missing, 0L, nchar(text, "bytes"))
  heads <- rbind(charToRaw("X"), matrix(writeBin(as.integer(n_bytes), raw(), endian = "little"), nrow = 4))
  heads[1, missing] <- charToRaw("N")
  head_sizes <- ifelse(missing, 1L, 5L)
  in_head <- rep(rep(c(TRUE, FALSE), length(text)), rbind(head_sizes, n_bytes))
  bytes <- raw(length(in_head))
  bytes[in_head] <- heads[rbind(TRUE, matrix(!missing, 4, length(text), byrow = TRUE))]
  bytes[!in_head] <- charToRaw(paste(text[!missing], collapse = ""))
  bytes
}
