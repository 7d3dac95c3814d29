# Every condition the package raises goes through this file, so that its class can be relied on:
# anemone_error_<what> below anemone_error, and likewise for warnings and messages.

#' Raises a classed error.
#'
#' @param message What must hold, naming the argument; then `"x"` what was given and `"i"` how to go on.
#' @param what The last part of the class.
#' @param ... Fields of the condition: the offending values.
#' @param call The call shown to the user: that of the exported function.
#' @param .envir Where the message's `{}` are looked up.
#' @noRd
abort <- function(message, what, ..., call = rlang::caller_env(), .envir = parent.frame()) {
  cli::cli_abort(message, class = condition_class("error", what), ...,
                 call = call, .envir = .envir)
}

warn <- function(message, what, ..., .envir = parent.frame()) {
  cli::cli_warn(message, class = condition_class("warning", what), ..., .envir = .envir)
}

inform <- function(message, what, ..., .envir = parent.frame()) {
  cli::cli_inform(message, class = condition_class("message", what), ..., .envir = .envir)
}

condition_class <- function(kind, what) {
  c(paste0("anemone_", kind, "_", what), paste0("anemone_", kind))
}

#' The names closest to one that was not found, for the last line of an error.
#' @noRd
nearest_names <- function(name, candidates, n = 3) {
  if (length(candidates) == 0) return(character())
  distance <- utils::adist(name, candidates, ignore.case = TRUE)[1, ]
  candidates[utils::head(order(distance), n)]
}
