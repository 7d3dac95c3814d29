#' @keywords internal
#' @importFrom Rcpp evalCpp
#' @importFrom stats time
#' @useDynLib anemone, .registration = TRUE
"_PACKAGE"
