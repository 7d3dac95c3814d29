# str() of each class in a line or two: what it is and how much, not the attributes it is made of.

#' @importFrom utils str
#' @export
str.anemone_series <- function(object, ...) {
  first <- utils::head(plain_values(object), 5)
  shown <- paste(format(as.vector(first)[seq_len(min(5, length(first)))], digits = 3, trim = TRUE), collapse = " ")
  more <- if (length(object) > 5) " ..."
  cat(" ", series_title(object), "; ", support_line(object), ": ", shown, more, "\n", sep = "")
  str_metadata(metadata_of(object), ...)
}

#' @export
str.TsGroup <- function(object, ...) {
  cat(" ", format(object)[1], "; ", support_line(object), "\n", sep = "")
  str_metadata(metadata_of(object), ...)
}

#' @export
str.IntervalSet <- function(object, ...) {
  cat(" ", format(object)[1], "\n", sep = "")
  utils::str(c(unclass(object)[c("start", "end")], as.list(metadata_of(object))), no.list = TRUE, ...)
}

#' @export
str.anemone_lazy <- function(object, ...) cat(" ", paste(format(object)[1:3], collapse = "; "), "\n", sep = "")

str_metadata <- function(metadata, ...) {
  if (length(metadata) > 0) utils::str(as.list(metadata), no.list = TRUE, ...)
  invisible()
}
