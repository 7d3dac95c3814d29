#' Draw a recording
#'
#' Series, spike trains and intervals as panels one above the other over one time axis. Long series are thinned to
#' what the picture can show: of each position of the time axis the first, last, lowest and highest
#' sample, so that no spike of a voltage is lost. Small numbers in SI units are drawn in a smaller unit (A as pA).
#'
#' @param object A [Session()], a series, a [TsGroup()], or an [IntervalSet()].
#' @param epochs An [IntervalSet()]: what to draw. Up to six epochs stand side by side, more share one time axis. Lazy
#'   series are read in them only. `NULL` (default): everything.
#' @param type Of a session: `"signals"` (default), what its members hold; `"contents"`, only where each member lies
#'   in time, which reads no series.
#' @param members Names of what to draw of a session, from top to bottom. `NULL` (default): series of up to 4 columns,
#'   then spike trains, at most 8 panels in all.
#' @param pixels How many positions the time axis can tell apart; the default 1000 is enough for a page.
#' @param ... Not used.
#' @return A ggplot. A series has one panel per column, the lines broken where the support has gaps (a frame of more
#'   than 12 columns is a map, averaged in bins by [bin_average()] where it is longer than `pixels`); spike trains
#'   one row of marks per unit, the first on top; intervals one row of bars per tag. With `type = "contents"` one row
#'   of bars per member, and one per tag of intervals.
#' @section Errors:
#' `anemone_error_unknown_member`; `anemone_error_bad_argument` where a member cannot be drawn over time;
#' `anemone_error_nothing_to_draw`.
#' @examples
#' session <- example_session("current_clamp")
#' autoplot(session, type = "contents")
#' autoplot(session, epochs = session$epochs[12])
#' autoplot(session$units, epochs = session$epochs[10:14])
#' @export
autoplot.Session <- function(object, epochs = NULL, members = NULL, pixels = 1000, type = c("signals", "contents"),
                             ...) {
  call <- rlang::current_env()
  if (!is.null(epochs)) check_epochs(epochs)
  if (check_choice(type, c("signals", "contents")) == "contents") return(draw_contents(object, epochs, members, call))
  check_count(pixels, lower = 10)
  if (is.null(members)) members <- usual_members(object, call)
  panels <- lapply(members, function(name) {
    time_panels(session_member(object, name, call), name, epochs, pixels, call)
  })
  draw_time_panels(unlist(panels, recursive = FALSE), epochs)
}

#' Series first, then spike trains, as long as there is room.
#' @noRd
usual_members <- function(session, call, most = 8) {
  type <- sub("^Lazy", "", session_members(session)$type)
  n_panels <- vapply(session_parts(session), function(member) {
    shape <- if (inherits(member, "nwb_member")) member$shape else value_shape(member)
    if (length(shape) == 2) shape[2] else 1
  }, 0)
  n_panels[type %in% c("Ts", "TsGroup")] <- 1
  series <- which(type %in% c("Tsd", "TsdFrame") & n_panels <= 4)
  candidates <- c(series, which(type %in% c("Ts", "TsGroup")))
  drawn <- candidates[cumsum(n_panels[candidates]) <= most]
  if (length(drawn) == 0) {
    abort(c("The session must have a series or spike trains to be drawn.",
            x = "It has {.val {names(session)}}.", i = "Choose with {.arg members}."),
          "nothing_to_draw", call = call)
  }
  names(session)[drawn]
}
