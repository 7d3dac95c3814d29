#' @rdname autoplot.Session
#' @export
autoplot.Tsd <- function(object, epochs = NULL, pixels = 1000, ...) {
  draw_series(object, name_of_value(substitute(object)), epochs, pixels, rlang::current_env())
}

#' @rdname autoplot.Session
#' @export
autoplot.anemone_lazy <- function(object, epochs = NULL, pixels = 1000, ...) {
  draw_series(object, name_of_value(substitute(object)), epochs, pixels, rlang::current_env())
}

draw_series <- function(x, name, epochs, pixels, call) {
  if (!is.null(epochs)) check_epochs(epochs, call)
  check_count(pixels, lower = 10, call = call)
  draw_time_panels(time_panels(x, name, epochs, pixels, call), epochs)
}

#' What the user calls a value: its variable, or its name in a session.
#' @noRd
name_of_value <- function(expression, otherwise = "value") {
  if (is.call(expression) && identical(expression[[1]], quote(`$`))) expression <- expression[[3]]
  if (is.symbol(expression)) as.character(expression) else otherwise
}
