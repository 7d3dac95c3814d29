# Verbs of time series beside the machine's bandwidth and, where ANEMONE_PEERS_PYTHON names a Python that has it, beside
# pynapple on the same data in the same run. Memory is the most that the process adds while the verb runs.
#   [ANEMONE_PEERS_PYTHON=/path/to/python] Rscript bench/bench_containers.R

library(anemone)
source("bench/measure.R")

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

# What the machine needs to read so many doubles once, and to copy them into a fresh vector.
copy_milliseconds <- function(n) {
  from <- runif(n)
  c(read = milliseconds_of(function() sum(from), 5)[["wall"]],
    fresh = milliseconds_of(function() from + 0, 5)[["wall"]])
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
theirs <- peer_milliseconds("bench/peers_containers.py", list(
  train = data$train, samples = c(time(data$signal), data$signal), epochs = c(start(data$epochs), end(data$epochs)),
  group = .subset2(data$group, "times"), group_sizes = diff(.subset2(data$group, "offsets"))))
copied <- copy_milliseconds(5e6)
cat(sprintf("5e6 doubles: read %.0f ms, copied by R into a fresh vector %.0f ms\n", copied[["read"]], copied[["fresh"]]))
for (name in names(verbs)) {
  compared <- compare_with_peer(name, verbs[[name]], theirs, if (name == "group_counts_1ms") 1 else 5)
  memory <- added_memory(verbs[[name]])
  cat(sprintf("%s; adds %.0f MB, result %.0f MB\n", compared, memory[["added"]], memory[["result"]]))
}
