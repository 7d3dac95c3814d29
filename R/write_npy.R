# Writing numpy's npy format. R's arrays are written as they lie in memory, in Fortran order, which numpy reads as it is.

write_npy <- function(values, connection) {
  shape <- dim(values) %||% length(values)
  write_npy_header(npy_descr(values), shape, length(shape) > 1, connection)
  write_npy_elements(as.vector(values), connection)
}

npy_descr <- function(values) {
  switch(typeof(values), double = "<f8", integer = if (anyNA(values)) "<f8" else "<i4",
         logical = if (anyNA(values)) "<f8" else "|b1", complex = "<c16", character = paste0("<U", text_width(values)))
}

text_width <- function(text) max(1L, nchar(text, "chars"), na.rm = TRUE)

#' The header's length is a multiple of 64, filled up with blanks, as the format asks.
#' @noRd
write_npy_header <- function(descr, shape, fortran_order, connection) {
  sizes <- paste0(format(shape, scientific = FALSE, trim = TRUE), ",", collapse = " ")
  if (length(shape) == 0) sizes <- ""
  text <- sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }", descr,
                  if (fortran_order) "True" else "False", sizes)
  n <- 64 * ceiling((11 + nchar(text)) / 64) - 10
  text <- paste0(formatC(text, width = -(n - 1)), "\n")
  writeBin(c(as.raw(0x93), charToRaw("NUMPY"), as.raw(c(1, 0)), little_endian(n, 2), charToRaw(text)), connection)
}

#' Numpy has no missing integers, logicals and strings: these become nan, nan and the empty string.
#' @noRd
write_npy_elements <- function(values, connection) {
  if (is.character(values)) return(write_npy_text(values, connection))
  if (is.logical(values) && !anyNA(values)) return(writeBin(as.raw(values), connection))
  if (!is.complex(values) && anyNA(values)) values <- as.double(values)
  writeBin(values, connection, endian = "little")
}

write_npy_text <- function(values, connection) {
  width <- text_width(values)
  codes <- lapply(enc2utf8(values), function(text) utf8ToInt(if (is.na(text)) "" else text))
  padded <- vapply(codes, function(code) c(code, integer(width - length(code))), integer(width))
  writeBin(as.integer(padded), connection, endian = "little")
}
