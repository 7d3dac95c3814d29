#' @keywords internal
#' @importFrom Rcpp evalCpp
#' @importFrom rlang %||%
#' @importFrom stats time
#' @useDynLib anemone, .registration = TRUE
"_PACKAGE"
