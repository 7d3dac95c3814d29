# Analyses beside pynapple on the same data in the same run, where ANEMONE_PEERS_PYTHON names a Python that has it; and
# averages and projections of a movie on disk (uint8, 96,001 x 51 x 51) beside one read of it by hdf5r in the same blocks.
#   [ANEMONE_PEERS_PYTHON=/path/to/python] Rscript bench/bench_analysis.R

library(anemone)

# The least of several runs, by the clock on the wall and by the processor's.
milliseconds_of <- function(call, times = 3) {
  call()
  runs <- vapply(seq_len(times), function(i) {
    gc()
    before <- proc.time()
    call()
    spent <- proc.time() - before
    c(wall = spent[["elapsed"]], cpu = spent[["user.self"]] + spent[["sys.self"]])
  }, c(wall = 0, cpu = 0))
  1e3 * apply(runs, 1, min)
}

# The most memory that the process adds while a call runs, in MB (Linux).
added_memory <- function(call) {
  peak <- function() as.numeric(gsub("[^0-9]", "", grep("^VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
  invisible(gc())
  writeLines("5", "/proc/self/clear_refs")
  before <- peak()
  call()
  peak() - before
}

make_data <- function() {
  set.seed(1)
  sizes <- rpois(200, 23500)
  spikes <- lapply(sizes, function(n) sort(runif(n, 0, 3600)))
  times <- 0:431999 / 120
  list(units = TsGroup(setNames(spikes, seq_along(spikes)), support = IntervalSet(0, 3600)),
       feature = Tsd(times, 50 + 45 * sin(times / 7), IntervalSet(0, 3600)), events = sort(runif(1000, 5, 3595)))
}

peer_milliseconds <- function(data) {
  python <- Sys.getenv("ANEMONE_PEERS_PYTHON")
  if (python == "") {
    cat("ANEMONE_PEERS_PYTHON is not set: no times of pynapple\n")
    return(matrix(0, 0, 2))
  }
  folder <- tempfile("peers")
  dir.create(folder)
  write <- function(name, values) writeBin(as.double(values), file.path(folder, paste0(name, ".bin")))
  write("group", .subset2(data$units, "times"))
  write("group_sizes", diff(.subset2(data$units, "offsets")))
  write("feature", c(time(data$feature), data$feature))
  write("events", data$events)
  lines <- system2(python, c("bench/peers_analysis.py", folder), stdout = TRUE, stderr = FALSE)
  table <- read.delim(text = lines, header = FALSE, col.names = c("analysis", "wall", "cpu"))
  as.matrix(data.frame(table[-1], row.names = table$analysis))
}

bench_beside_pynapple <- function() {
  data <- make_data()
  forty <- data$units[1:40]
  analyses <- list(
    tuning_curves = function() compute_tuning_curves(data$units, data$feature, bins = 30),
    perievent = function() compute_perievent(data$units, data$events, 1),
    correlograms = function() compute_crosscorrelogram(forty, 0.001, 0.1)
  )
  theirs <- peer_milliseconds(data)
  for (name in names(analyses)) {
    ours <- lapply(c(1, 2), function(threads) {
      options(anemone.threads = threads)
      milliseconds_of(analyses[[name]])
    })
    peer <- if (name %in% rownames(theirs)) theirs[name, ] else c(wall = NA, cpu = NA)
    cat(sprintf("%-14s one thread %5.0f ms (%5.0f of a processor), two %5.0f ms; pynapple %6.0f ms (%6.0f); ", name,
                ours[[1]][["wall"]], ours[[1]][["cpu"]], ours[[2]][["wall"]], peer[["wall"]], peer[["cpu"]]))
    cat(sprintf("ratio %.0f (%.0f), two threads %.0f\n", peer[["wall"]] / ours[[1]][["wall"]],
                peer[["cpu"]] / ours[[1]][["cpu"]], peer[["wall"]] / ours[[2]][["wall"]]))
  }
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
  movie <- anemone:::new_lazy_series(path, "movie", c(96001, 51, 51),
                                     list(kind = "rate", start = 0, end = length_s, rate = 1 / 0.025017))
  spikes <- sort(runif(round(8.56 * length_s), 0, length_s))
  field <- matrix(rnorm(2601), 51)
  calls <- list("one read" = function() read_in_blocks(path),
                "average, 7 lags" = function() event_trigger_average(movie, spikes, c(-0.15, 0), 0.025),
                "average, 15 lags" = function() event_trigger_average(movie, spikes, c(-0.35, 0), 0.025),
                "projection" = function() project(movie, field))
  options(anemone.threads = 2)
  read <- NULL
  for (name in names(calls)) {
    spent <- milliseconds_of(calls[[name]])
    read <- if (is.null(read)) spent else read
    cat(sprintf("%-17s %5.0f ms (%5.0f of a processor), %.2f (%.2f) times one read; adds %.0f MB\n", name, spent[["wall"]],
                spent[["cpu"]], spent[["wall"]] / read[["wall"]], spent[["cpu"]] / read[["cpu"]],
                added_memory(calls[[name]])))
  }
}

chosen <- commandArgs(trailingOnly = TRUE)
if (length(chosen) == 0 || "pynapple" %in% chosen) bench_beside_pynapple()
if (length(chosen) == 0 || "movie" %in% chosen) bench_movie()
