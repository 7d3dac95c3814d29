# Analyses beside pynapple on the same data in the same run, where ANEMONE_PEERS_PYTHON names a Python that has it; and
# averages and projections of a movie on disk (uint8, 96,001 x 51 x 51) beside one read of it by hdf5r in the same blocks.
#   [ANEMONE_PEERS_PYTHON=/path/to/python] Rscript bench/bench_analysis.R

library(anemone)
source("bench/measure.R")

make_data <- function() {
  set.seed(1)
  sizes <- rpois(200, 23500)
  spikes <- lapply(sizes, function(n) sort(runif(n, 0, 3600)))
  times <- 0:431999 / 120
  list(units = TsGroup(setNames(spikes, seq_along(spikes)), support = IntervalSet(0, 3600)),
       feature = Tsd(times, 50 + 45 * sin(times / 7), IntervalSet(0, 3600)), events = sort(runif(1000, 5, 3595)))
}

bench_beside_pynapple <- function() {
  data <- make_data()
  forty <- data$units[1:40]
  analyses <- list(
    tuning_curves = function() compute_tuning_curves(data$units, data$feature, bins = 30),
    perievent = function() compute_perievent(data$units, data$events, 1),
    correlograms = function() compute_crosscorrelogram(forty, 0.001, 0.1)
  )
  theirs <- peer_milliseconds("bench/peers_analysis.py", list(
    group = .subset2(data$units, "times"), group_sizes = diff(.subset2(data$units, "offsets")),
    feature = c(time(data$feature), data$feature), events = data$events))
  for (name in names(analyses)) cat(compare_with_peer(name, analyses[[name]], theirs, 3), "\n", sep = "")
}

write_movie <- function(path, n_frames = 96001) {
  file <- hdf5r::H5File$new(path, "w")
  movie <- file$create_dataset("movie", dtype = hdf5r::h5types$H5T_STD_U8LE,
                               space = hdf5r::H5S$new("simple", dims = c(51, 51, n_frames)), chunk_dims = NULL)
  for (from in seq(1, n_frames, by = 4000)) {
    frames <- from:min(n_frames, from + 3999)
    movie[, , frames] <- array(sample.int(256, 2601 * length(frames), TRUE) - 1L, c(51, 51, length(frames)))
  }
  file$close_all()
}

read_in_blocks <- function(path, n_frames = 96001, rows = 1612) {
  file <- hdf5r::H5File$new(path, "r")
  movie <- file[["movie"]]
  for (from in seq(1, n_frames, by = rows)) {
    block <- movie$read(args = list(quote(expr = ), quote(expr = ), from:min(n_frames, from + rows - 1)), drop = FALSE)
  }
  file$close_all()
}

bench_movie <- function() {
  path <- tempfile(fileext = ".h5")
  write_movie(path)
  length_s <- 96000 * 0.025017
  movie <- lazy_series(path, "movie", rate = 1 / 0.025017)
  spikes <- sort(runif(round(8.56 * length_s), 0, length_s))
  field <- matrix(rnorm(2601), 51)
  calls <- list("one read" = function() read_in_blocks(path),
                "average, 7 lags" = function() event_trigger_average(movie, spikes, c(-0.15, 0), 0.025),
                "average, 15 lags" = function() event_trigger_average(movie, spikes, c(-0.35, 0), 0.025),
                "projection" = function() project(movie, field))
  options(anemone.threads = 2)
  read <- NULL
  for (name in names(calls)) {
    spent <- milliseconds_of(calls[[name]], 3)
    read <- if (is.null(read)) spent else read
    cat(sprintf("%-17s %5.0f ms (%5.0f of a processor), %.2f (%.2f) times one read; adds %.0f MB\n", name, spent[["wall"]],
                spent[["cpu"]], spent[["wall"]] / read[["wall"]], spent[["cpu"]] / read[["cpu"]],
                added_memory(calls[[name]])[["added"]]))
  }
}

chosen <- commandArgs(trailingOnly = TRUE)
if (length(chosen) == 0 || "pynapple" %in% chosen) bench_beside_pynapple()
if (length(chosen) == 0 || "movie" %in% chosen) bench_movie()
