# All warnings of one class that an expression gives, which goes on after each.
capture_warnings_of <- function(expr, what) {
  caught <- list()
  withCallingHandlers(expr, warning = function(warning) {
    if (inherits(warning, paste0("anemone_warning_", what))) caught[[length(caught) + 1]] <<- warning
    invokeRestart("muffleWarning")
  })
  caught
}
