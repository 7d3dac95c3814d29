#' Lay the sweeps of a patch-clamp recording on one time line
#'
#' Patch-clamp files often hold one stimulus and one response per sweep, and neither units nor epochs.
#' `as_sweeps()` pairs them, by sweep number where the file has these and by start time otherwise, and
#' joins them to one `stimulus` and one `response`, with one epoch per sweep.
#'
#' Sweeps keep their own start times. Where these overlap (some files start every sweep at 0), the sweeps are
#' laid end to end with `gap` seconds between them, and a message says so. All sweeps chosen
#' are read into memory.
#'
#' @param session A [Session] from [read_nwb()].
#' @param sweeps The sweep numbers wanted (`sweep` in the result's epochs); all by default.
#' @param gap Seconds between sweeps that overlap in the file.
#' @return A [Session] with `stimulus` and `response` (`Tsd`, support: one interval per sweep) and
#'   `epochs` with the columns `tags` (the stimulus' description) and `sweep`. Spikes are
#'   added by [detect_spikes()].
#' @section Errors:
#' `anemone_error_no_sweeps` where there is no pair of current-clamp stimulus and response;
#' `anemone_error_ambiguous_sweeps` where several cells were recorded in one sweep. A series without partner is left
#' out with a warning (`anemone_warning_unpaired_sweeps`).
#' @examples
#' # a small file of two sweeps of 1 s
#' path <- tempfile(fileext = ".nwb")
#' file <- hdf5r::H5File$new(path, "w")
#' hdf5r::h5attr(file, "nwb_version") <- "2.6.0"
#' stimulus <- file$create_group("stimulus")
#' rooms <- list(CurrentClampSeries = file$create_group("acquisition"),
#'               CurrentClampStimulusSeries = stimulus$create_group("presentation"))
#' for (type in names(rooms)) for (sweep in 0:1) {
#'   series <- rooms[[type]]$create_group(paste0(type, sweep))
#'   hdf5r::h5attr(series, "neurodata_type") <- type
#'   hdf5r::h5attr(series, "sweep_number") <- sweep
#'   series[["data"]] <- sin(1:1000 / 50) * sweep
#'   series[["starting_time"]] <- 2 * sweep
#'   hdf5r::h5attr(series[["starting_time"]], "rate") <- 1000
#' }
#' file$close_all()
#'
#' session <- as_sweeps(read_nwb(path))
#' session$units <- detect_spikes(session$response, threshold = 0.5)
#' session$epochs
#' session$units
#' @export
as_sweeps <- function(session, sweeps = NULL, gap = 1) {
  check_class(session, "Session")
  check_number(gap, lower = 0)
  pairs <- sweep_pairs(session_parts(session), call = rlang::current_env())
  if (!is.null(sweeps)) pairs <- pairs[pairs$sweep %in% sweeps, ]
  if (nrow(pairs) == 0) refuse_without_sweeps(names(session), rlang::current_env())
  shift <- sweep_shifts(pairs, gap)
  read <- function(names) Map(function(name, by) shifted(read_all(session[[name]]), by), names, shift)
  source <- unclass(session)$source
  source$door <- paste("sweeps of a", source$door)
  new_Session(list(stimulus = join_sweeps(read(pairs$stimulus)), response = join_sweeps(read(pairs$response)),
                   epochs = sweep_epochs(pairs, shift)), source)
}

#' One row per sweep: names of its stimulus and response, number, description, start and end.
#' @noRd
sweep_pairs <- function(members, call) {
  stimuli <- sweep_table(members, "CurrentClampStimulusSeries")
  responses <- sweep_table(members, "CurrentClampSeries")
  by <- if (anyNA(c(stimuli$sweep, responses$sweep))) "start" else "sweep"
  repeated <- anyDuplicated(stimuli[[by]]) || anyDuplicated(responses[[by]])
  if (nrow(stimuli) > 0 && nrow(responses) > 0 && repeated) {
    abort(c("Every sweep must have one stimulus and one response.",
            x = "Several share a {if (by == 'sweep') 'sweep number' else 'start time'}.",
            i = "Choose those of one cell first, as in {.code session[c(\"stimulus_0\", \"response_0\")]}."),
          "ambiguous_sweeps", call = call)
  }
  partner <- match(responses[[by]], stimuli[[by]])
  warn_of_unpaired(c(responses$name[is.na(partner)], stimuli$name[!stimuli[[by]] %in% responses[[by]]]))
  paired <- responses[!is.na(partner), ]
  paired$stimulus <- stimuli$name[partner[!is.na(partner)]]
  paired$response <- paired$name
  paired <- paired[order(paired$start, paired$sweep), ]
  if (by == "start") paired$sweep <- seq_len(nrow(paired))
  paired
}

sweep_table <- function(members, type) {
  in_file <- Filter(function(member) inherits(member, "nwb_member"), members)
  chosen <- Filter(function(member) identical(member$neurodata_type, type), in_file)
  fact <- function(what, missing) vapply(chosen, function(member) member[[what]] %||% missing, missing)
  data.frame(name = names(chosen) %||% character(), sweep = unname(fact("sweep", NA_real_)),
             tag = unname(fact("tag", NA_character_)), start = unname(fact("start", NA_real_)),
             end = unname(fact("end", NA_real_)), n = unname(vapply(chosen, function(member) member$shape[1], 0)))
}

warn_of_unpaired <- function(names) {
  if (length(names) == 0) return(invisible())
  warn(c("{length(names)} series without a partner {?is/are} left out.",
         x = "Without: {head_text(names)}."), "unpaired_sweeps", series = names)
}

refuse_without_sweeps <- function(names, call) {
  abort(c("{.arg session} must hold current-clamp sweeps: pairs of a stimulus and a response series.",
          x = "None was found among {head_text(names)}.",
          i = "They are of type {.val CurrentClampStimulusSeries} and {.val CurrentClampSeries} in the file."),
        "no_sweeps", call = call)
}

#' Seconds that each sweep moves: none, or what lays overlapping sweeps end to end.
#' @noRd
sweep_shifts <- function(pairs, gap) {
  n <- nrow(pairs)
  if (all(pairs$start[-1] > pairs$end[-n])) return(rep(0, n))
  inform(c("The sweeps overlap in the file; they are laid end to end, {gap} s apart."), "sweeps_moved")
  length <- sweep_stop(pairs) - pairs$start
  c(0, cumsum(length[-n] + gap)) - pairs$start
}

#' A sweep lasts one sampling step longer than from its first to its last sample.
#' @noRd
sweep_stop <- function(pairs) pairs$end + (pairs$end - pairs$start) / pmax(pairs$n - 1, 1)

shifted <- function(series, by) {
  if (by == 0) return(series)
  support <- attr(series, "support")
  new_Tsd(as.vector(series), attr(series, "time") + by,
          new_IntervalSet(support$start + by, support$end + by), attr(series, "unit"))
}

join_sweeps <- function(pieces) {
  join <- function(part) unlist(lapply(pieces, part), use.names = FALSE)
  support <- function(piece) attr(piece, "support")
  new_Tsd(join(as.vector), join(function(piece) attr(piece, "time")),
          new_IntervalSet(join(function(piece) support(piece)$start), join(function(piece) support(piece)$end)),
          attr(pieces[[1]], "unit"))
}

sweep_epochs <- function(pairs, shift) {
  metadata <- data.frame(sweep = pairs$sweep)
  metadata$tags <- as.list(ifelse(is.na(pairs$tag), "", pairs$tag))
  new_IntervalSet(pairs$start + shift, sweep_stop(pairs) + shift, metadata[c("tags", "sweep")])
}
