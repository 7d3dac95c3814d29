# What the writers need of HDF5. Arrays are handed over with time last, since hdf5r reverses dimensions.

#' Puts a vector, matrix or array (time first) into a group, in chunks and compressed where it is long.
#' @noRd
put_values <- function(group, name, values, compression = 0, type = stored_type(values)) {
  if (is.character(values)) values <- enc2utf8(values)
  shape <- dim(values) %||% length(values)
  values <- if (length(shape) == 1) as.vector(values) else aperm(plain_values(values), rev(seq_along(shape)))
  if (prod(shape) == 0) return(put_empty(group, name, shape, type))
  chunked <- prod(shape) > 1024
  group$create_dataset(name, robj = values, dtype = type,
                       chunk_dims = if (chunked) rev(chunk_shape(shape)), gzip_level = if (chunked) compression)
}

put_empty <- function(group, name, shape, type) {
  space <- hdf5r::H5S$new("simple", dims = rev(shape), maxdims = rev(shape))
  group$create_dataset(name, dtype = type, space = space, chunk_dims = NULL)
}

put_scalar <- function(group, name, value) {
  group$create_dataset(name, robj = value, dtype = stored_type(value), space = hdf5r::H5S$new("scalar"),
                       chunk_dims = NULL)
}

#' Chunks of whole rows, of about 2^17 values; a row longer than that is one chunk.
#' @noRd
chunk_shape <- function(shape) c(min(shape[1], max(1, 2^17 %/% max(1, prod(shape[-1])))), shape[-1])

stored_type <- function(values) {
  switch(typeof(values), double = hdf5r::h5types$H5T_IEEE_F64LE, integer = hdf5r::h5types$H5T_STD_I32LE,
         logical = hdf5r::H5T_ENUM$new(c("FALSE", "TRUE"), values = 0:1), character = text_type())
}

text_type <- function() {
  type <- hdf5r::H5T_STRING$new(size = Inf)
  type$set_cset(hdf5r::h5const$H5T_CSET_UTF8)
  type
}

#' Attributes of one value each: strings, numbers and references to other objects.
#' @noRd
put_attributes <- function(object, ...) {
  values <- list(...)
  for (name in names(values)) {
    value <- values[[name]]
    type <- if (inherits(value, "H5R")) hdf5r::h5types$H5T_STD_REF_OBJ else stored_type(value)
    object$create_attr(name, robj = value, dtype = type, space = hdf5r::H5S$new("scalar"))
  }
  invisible(object)
}

put_text_list <- function(object, name, values) {
  space <- hdf5r::H5S$new("simple", dims = length(values), maxdims = length(values))
  if (length(values) == 0) return(invisible(object$create_attr(name, dtype = text_type(), space = space)))
  object$create_attr(name, robj = enc2utf8(values), dtype = text_type(), space = space)
  invisible(object)
}
