# Verbs of time series beside the machine's bandwidth and, where ANEMONE_PEERS_PYTHON names a Python that has it, beside
# pynapple on the same data in the same run. Memory is the most that the process adds while the verb runs.
#   [ANEMONE_PEERS_PYTHON=/path/to/python] Rscript bench/bench_containers.R

library(anemone)

# The least of several runs: by the clock on the wall, and by the processor's, which other work on the machine disturbs
# less.
milliseconds_of <- function(call, times = 5) {
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

# The most memory the process has held since the last reset, in MB (Linux).
peak_memory <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

held_memory <- function() {
  invisible(gc())
  writeLines("5", "/proc/self/clear_refs")
  peak_memory()
}

added_memory <- function(call) {
  before <- held_memory()
  result <- call()
  c(added = peak_memory() - before, result = as.numeric(object.size(result)) / 2^20)
}

make_data <- function() {
  set.seed(1)
  everything <- IntervalSet(0, 3600)
  starts <- 0:1799 * 2
  train <- sort(runif(1e7, 0, 3600))
  samples <- 0:3599999 / 1000
  sizes <- rpois(200, 23500)
  spikes <- lapply(sizes, function(n) sort(runif(n, 0, 3600)))
  list(train = Ts(train, everything), signal = Tsd(samples, sin(samples), everything),
       epochs = IntervalSet(starts, starts + 1),
       group = TsGroup(setNames(spikes, seq_along(spikes)), support = everything))
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
  write("train", data$train)
  write("samples", c(time(data$signal), data$signal))
  write("epochs", c(start(data$epochs), end(data$epochs)))
  write("group", .subset2(data$group, "times"))
  write("group_sizes", diff(.subset2(data$group, "offsets")))
  lines <- system2(python, c("bench/peers_containers.py", folder), stdout = TRUE, stderr = FALSE)
  table <- read.delim(text = lines, header = FALSE, col.names = c("operation", "wall", "cpu"))
  as.matrix(data.frame(table[-1], row.names = table$operation))
}

# What the machine needs to read so many doubles once, and to copy them into a fresh vector.
copy_milliseconds <- function(n) {
  from <- runif(n)
  c(read = milliseconds_of(function() sum(from))[["wall"]], fresh = milliseconds_of(function() from + 0)[["wall"]])
}

data <- make_data()
verbs <- list(
  restrict = function() restrict(data$train, data$epochs),
  bin_counts = function() bin_counts(data$train, 0.001),
  value_from = function() value_from(data$train, data$signal),
  bin_average = function() bin_average(data$signal, 0.01),
  smooth_gaussian = function() smooth_gaussian(data$signal, 0.01),
  group_counts = function() bin_counts(data$group, 0.01),
  group_restrict = function() restrict(data$group, data$epochs),
  group_counts_1ms = function() bin_counts(data$group, 0.001)
)
chosen <- commandArgs(trailingOnly = TRUE)
if (length(chosen) > 0) verbs <- verbs[chosen]
theirs <- peer_milliseconds(data)
copied <- copy_milliseconds(5e6)
cat(sprintf("5e6 doubles: read %.0f ms, copied by R into a fresh vector %.0f ms\n", copied[["read"]], copied[["fresh"]]))
for (name in names(verbs)) {
  ours <- lapply(c(1, 2), function(threads) {
    options(anemone.threads = threads)
    milliseconds_of(verbs[[name]], if (name == "group_counts_1ms") 1 else 5)
  })
  memory <- added_memory(verbs[[name]])
  peer <- if (name %in% rownames(theirs)) theirs[name, ] else c(wall = NA, cpu = NA)
  cat(sprintf("%-16s one thread %5.0f ms (%5.0f of a processor), two %5.0f ms; pynapple %5.0f ms (%5.0f); ",
              name, ours[[1]][["wall"]], ours[[1]][["cpu"]], ours[[2]][["wall"]], peer[["wall"]], peer[["cpu"]]))
  cat(sprintf("ratio %.1f (%.1f), two threads %.1f; adds %.0f MB, result %.0f MB\n", peer[["wall"]] / ours[[1]][["wall"]],
              peer[["cpu"]] / ours[[1]][["cpu"]], peer[["wall"]] / ours[[2]][["wall"]], memory[["added"]],
              memory[["result"]]))
}
