# Numpy's npy format: a magic string, a header that says type, order and shape, then the elements.

#' The array at the current place of a connection: a vector, or an array with its dimensions in numpy's order.
#' @param n_bytes The size of the file or member, where a pickle ends at the latest.
#' @noRd
read_npy <- function(connection, name, n_bytes) {
  header <- npy_header(connection, name)
  n <- prod(header$shape)
  values <- npy_values(connection, header$descr, n, name, n_bytes)
  if (length(values) != n) {
    abort_npy(name, "it holds {held} of the {announced} element{?s} that its header announces", "damaged_file",
              held = length(values), announced = n)
  }
  shaped(values, header$shape, header$fortran_order)
}

npy_header <- function(connection, name) {
  magic <- readBin(connection, "raw", 8)
  if (length(magic) < 8 || !identical(magic[1:6], c(as.raw(0x93), charToRaw("NUMPY")))) {
    abort_npy(name, "it does not start as numpy's arrays do", "not_npy")
  }
  n <- readBin(connection, "raw", if (magic[7] == 1) 2 else 4)
  text <- rawToChar(readBin(connection, "raw", unsigned(n, 1, length(n))))
  field <- function(pattern) regmatches(text, regexec(pattern, text))[[1]][2]
  shape <- strsplit(field("'shape': *\\(([^)]*)\\)"), ",")[[1]]
  descr <- field("'descr': *'([^']*)'")
  if (is.na(descr)) {
    abort_npy(name, "its elements are records of several fields", "unknown_dtype",
              hint = "Save each field as an array of its own.")
  }
  list(descr = descr, shape = as.double(shape[grepl("[0-9]", shape)]),
       fortran_order = identical(field("'fortran_order': *(True|False)"), "True"))
}

#' `n` elements of the type that `descr` (such as `"<f8"`) names, from at most `n_bytes` bytes.
#' @noRd
npy_values <- function(connection, descr, n, name, n_bytes) {
  kind <- substr(descr, 2, 2)
  size <- suppressWarnings(as.integer(substring(descr, 3)))
  needed <- n * size * (if (kind == "U") 4 else 1)
  if (kind != "O" && isTRUE(needed > n_bytes)) {
    abort_npy(name, "its header announces {n} elements, which {n_bytes} bytes cannot hold", "damaged_file",
              n = n, n_bytes = n_bytes)
  }
  endian <- if (startsWith(descr, ">")) "big" else "little"
  switch(paste0(kind, if (kind %in% c("f", "c")) size),
         b = as.logical(readBin(connection, "raw", n)),
         i = , u = npy_integers(connection, n, size, signed = kind == "i", endian),
         f4 = , f8 = readBin(connection, "double", n, size, endian = endian),
         c8 = complex_pairs(readBin(connection, "double", 2 * n, 4, endian = endian)),
         c16 = readBin(connection, "complex", n, endian = endian),
         U = text_of_codes(readBin(connection, "integer", n * size, 4, endian = endian), size),
         S = text_of_codes(readBin(connection, "integer", n * size, 1, signed = FALSE), size),
         O = pickled_elements(readBin(connection, "raw", n_bytes), name),
         abort_npy(name, "its elements are of numpy's type {.val {descr}}", "unknown_dtype", descr = descr,
                   hint = "Numbers, logicals and strings can be read: {.code x.astype(\"float64\")} before saving."))
}

#' Integers where R's hold them, doubles where they do not.
#' @noRd
npy_integers <- function(connection, n, size, signed, endian) {
  if (size < 4) return(readBin(connection, "integer", n, size, signed = signed, endian = endian))
  if (size == 8) return(wide_integers(readBin(connection, "raw", 8 * n), signed, endian))
  values <- readBin(connection, "integer", n, 4, endian = endian)
  if (!anyNA(values) && (signed || !any(values < 0))) return(values)
  low_word(values, signed)
}

wide_integers <- function(bytes, signed, endian) {
  words <- matrix(readBin(bytes, "integer", length(bytes) / 4, 4, endian = endian), nrow = 2)
  low <- words[if (endian == "little") 1 else 2, ]
  high <- words[if (endian == "little") 2 else 1, ]
  if (!anyNA(low) && all(low >= 0) && !anyNA(high) && all(high == 0L)) return(low)
  values <- low_word(high, signed) * 2^32 + low_word(low, signed = FALSE)
  if (length(values) > 0 && max(abs(values)) < 2^31) as.integer(values) else values
}

#' 32 bits as a double. R takes the lowest number for `NA`.
#' @noRd
low_word <- function(words, signed) {
  values <- as.double(words)
  values[is.na(values)] <- -2^31
  if (!signed) values[values < 0] <- values[values < 0] + 2^32
  values
}

complex_pairs <- function(x) complex(real = x[c(TRUE, FALSE)], imaginary = x[c(FALSE, TRUE)])

#' Strings of fixed width, one number per character, filled up with zeros.
#' @noRd
text_of_codes <- function(codes, width) {
  if (width == 0) return(character(length(codes)))
  letters <- matrix("", width, length(codes) / width)
  letters[codes != 0] <- intToUtf8(codes[codes != 0], multiple = TRUE)
  do.call(paste0, lapply(seq_len(width), function(place) letters[place, ]))
}

#' Elements in the order of the file as an array. C order is R's order of the dimensions reversed.
#' @noRd
shaped <- function(values, shape, fortran_order) {
  if (length(shape) < 2) return(values)
  if (fortran_order) return(array(values, shape))
  time_first(array(values, rev(shape)))
}

abort_npy <- function(array_name, fault, what, ..., hint = NULL, call = NULL) {
  name <- array_name
  fault <- cli::format_inline(fault, .envir = rlang::env(...))
  abort(c("Array {.val {name}} must be readable.", x = "{.val {name}}: {fault}.", i = hint), what, array = name,
        call = call)
}
