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
  shape <- if (is.null(n)) charToRaw(")") else c(pickled_integers(n), as.raw(0x85))
  c(pickled_call("numpy.core.multiarray\n_reconstruct",
                 c(pickle_global("numpy\nndarray"), as.raw(c(0x4b, 0, 0x85, 0x43, 1)), charToRaw("b"), as.raw(0x87))),
    charToRaw("("), as.raw(c(0x4b, 1)), shape, object_dtype(), as.raw(0x89), charToRaw("]("), elements,
    charToRaw("etb"))
}

object_dtype <- function() {
  state <- c(charToRaw("("), as.raw(c(0x4b, 3)), pickled_text("|"), charToRaw("NNN"), pickled_integers(c(-1L, -1L)),
             as.raw(c(0x4b, 63)), charToRaw("tb"))
  c(pickled_call("numpy\ndtype", c(pickled_text("O8"), as.raw(c(0x89, 0x88, 0x87)))), state)
}

pickle_global <- function(name) charToRaw(paste0("c", name, "\n"))

pickled_call <- function(name, arguments) c(pickle_global(name), arguments, charToRaw("R"))

pickled_dictionary <- function(columns) {
  if (length(columns) == 0) return(charToRaw("}"))
  pairs <- Map(function(name, column) c(pickled_text(name), pickled_column(column)), names(columns), columns)
  c(charToRaw("}("), unlist(pairs, use.names = FALSE), charToRaw("u"))
}

#' A list of single values, or an array of lists, which numpy would else try to make a table of.
#' @noRd
pickled_column <- function(column) {
  if (is.list(column)) object_array(length(column), pickled_elements_of(column)) else pickled_list(column)
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
  if (is.character(x)) return(unlist(lapply(x, pickled_text)))
  if (is.logical(x)) return(as.raw(ifelse(is.na(x), 0x4e, ifelse(x, 0x88, 0x89))))
  if (is.integer(x) && !anyNA(x)) return(pickled_integers(x))
  as.vector(rbind(charToRaw("G"), matrix(writeBin(as.double(x), raw(), endian = "big"), nrow = 8)))
}

pickled_integers <- function(x) {
  as.vector(rbind(charToRaw("J"), matrix(writeBin(x, raw(), endian = "little"), nrow = 4)))
}

pickled_text <- function(text) {
  if (is.na(text)) return(charToRaw("N"))
  bytes <- charToRaw(enc2utf8(text))
  c(charToRaw("X"), little_endian(length(bytes), 4), bytes)
}
