#' Fits of several sessions
#'
#' [spike_glm()] with a list of sessions as `data` fits the model to each. The result is a list of fits, named as the
#' sessions; `tidy()`, `glance()`, [filters()] and [curves()] put their tables together, with a column
#' `session` in front.
#'
#' @param x Fits of several sessions.
#' @param ... Passed on to the method of a single fit.
#' @return `tidy()`, `glance()` and `augment()`: a data frame with the column `session` and those of
#'   [tidy()][tidy.anemone_fit].
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' days <- list(monday = session, tuesday = session)
#' fits <- spike_glm(units ~ stimulus, data = days, epochs = steps, bin_size = 0.005)
#' fits
#' glance(fits)
#' @name spike_glm_sessions
NULL

#' Whether data are several sessions: a list of sessions, or of lists of series.
#' @noRd
are_sessions <- function(data) {
  is.list(data) && !is.object(data) && length(data) > 0 &&
    all(vapply(data, function(member) inherits(member, "Session") || (is.list(member) && !is.object(member)), NA))
}

#' Fits a model to each session: the call again, with one of the sessions as its data.
#' @noRd
fit_sessions <- function(written, data, epochs, env, call) {
  labels <- names(data) %||% as.character(seq_along(data))
  if (anyDuplicated(labels) || any(!nzchar(labels))) {
    abort(c("The sessions of {.arg data} must have names of their own, or none.", x = "Got {.val {labels}}."),
          "bad_argument", argument = "data", call = call)
  }
  several <- is.list(epochs) && !is.object(epochs)
  if (several && length(epochs) != length(data)) {
    abort(c("A list of {.arg epochs} must have one entry per session: {length(data)}.", x = "Got {length(epochs)}."),
          "length", argument = "epochs", call = call)
  }
  fits <- lapply(seq_along(data), function(i) {
    one <- written
    one$data <- call("[[", written$data, i)
    if (several) one$epochs <- call("[[", written$epochs, i)
    eval(one, env)
  })
  structure(stats::setNames(fits, labels), class = "spike_glm_sessions")
}

#' @export
print.spike_glm_sessions <- function(x, ...) print_lines(x)

#' @export
format.spike_glm_sessions <- function(x, ...) {
  n_units <- vapply(x, function(fit) length(fit$units), 0L)
  n_rows <- vapply(x, function(fit) fit$n_rows, 0)
  c(sprintf("<spike_glm_sessions> %s", deparse1(x[[1]]$formula)),
    sprintf("  %s: %d unit%s, %s rows", format(names(x)), n_units, ifelse(n_units == 1, "", "s"), big(n_rows)),
    "# x[[i]] is the fit of one session; tidy() and glance() give all")
}

#' A table of each fit, one below the other, with the session in front.
#' @noRd
table_of_sessions <- function(fits, make) {
  tables <- lapply(fits, make)
  together <- do.call(rbind, unname(lapply(tables, function(table) as.data.frame(unclass(table)))))
  sessions <- rep(names(fits), vapply(tables, nrow, 0L))
  kept <- attributes(tables[[1]])
  table <- cbind(session = sessions, together)
  extra <- setdiff(names(kept), c("names", "row.names"))
  attributes(table) <- c(attributes(table)[c("names", "row.names")], kept[extra])
  table
}

#' @rdname spike_glm_sessions
#' @export
tidy.spike_glm_sessions <- function(x, ...) table_of_sessions(x, function(fit) tidy(fit, ...))

#' @rdname spike_glm_sessions
#' @export
glance.spike_glm_sessions <- function(x, ...) table_of_sessions(x, function(fit) glance(fit, ...))

#' @rdname spike_glm_sessions
#' @export
augment.spike_glm_sessions <- function(x, ...) table_of_sessions(x, function(fit) augment(fit, ...))
