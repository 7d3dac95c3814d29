#' @rdname autoplot.Session
#' @export
autoplot.TsGroup <- function(object, epochs = NULL, pixels = 1000, ...) {
  draw_series(object, "Unit", epochs, pixels, rlang::current_env())
}

#' @rdname autoplot.Session
#' @export
autoplot.Ts <- function(object, epochs = NULL, pixels = 1000, ...) {
  draw_series(object, name_of_value(substitute(object), "events"), epochs, pixels, rlang::current_env())
}
