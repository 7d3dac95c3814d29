#' Open a recording that comes with the package
#'
#' Two real recordings, small and offline, stored as NWB 2 files; their sources and licences lie beside
#' them in `system.file("extdata", package = "anemone")`.
#'
#' - `"current_clamp"`: one neuron in whole-cell current clamp, 20 kHz: `stimulus` (A), `response` (V),
#'   `epochs` (2 ramps of 1 s, 16 steps of 3 s, told apart by `tags`), `units` (our own detections: upward crossings
#'   of 0 mV). Source: pyABF (Scott W Harden), MIT licence.
#' - `"linear_track"`: 31 sorted `units` of a tetrode recording, `position` of the animal (pixels, about
#'   60 Hz), `epochs` "run" and "rest". Source: nelpy, MIT licence.
#'
#' @param name The recording.
#' @return A [Session].
#' @examples
#' session <- example_session("current_clamp")
#' session
#' session$units
#' @export
example_session <- function(name = c("current_clamp", "linear_track")) {
  name <- check_choice(name, c("current_clamp", "linear_track"))
  path <- system.file("extdata", paste0(name, ".nwb"), package = "anemone")
  nwb_session(path, door = "real recording shipped with the package")
}
