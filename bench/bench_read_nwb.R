# Opening an NWB file with 1,000 units and 3e7 spikes, beside reading the raw data set of spike times with hdf5r in the
# same run; contiguous, and in compressed chunks. Run from the checkout with the package installed:
#   Rscript bench/bench_read_nwb.R

library(anemone)

many_units <- function(n_units = 1000, n_spikes = 3e7) {
  set.seed(1)
  per_unit <- n_spikes / n_units
  times <- lapply(seq_len(n_units), function(i) cumsum(rexp(per_unit, per_unit / 3600)))
  TsGroup(stats::setNames(times, seq_len(n_units) - 1), support = IntervalSet(0, 4000),
          metadata = list(region = rep_len(c("CA1", "CA3"), n_units), depth = runif(n_units)))
}

seconds <- function(expr) system.time(expr)[["elapsed"]]

raw_read <- function(path) {
  file <- hdf5r::H5File$new(path, "r")
  on.exit(file$close_all())
  file[["units/spike_times"]]$read()
}

units <- many_units()
for (compression in c(0, 4)) {
  path <- tempfile(fileext = ".nwb")
  written <- seconds(write_nwb(units, path, compression = compression))
  raw <- ours <- double()
  for (i in 1:5) {
    gc(FALSE)
    raw[i] <- seconds(raw_read(path))
    gc(FALSE)
    options(anemone.cache_bytes = 0)
    ours[i] <- seconds(opened <- read_nwb(path)$units)
  }
  stopifnot(identical(opened, units))
  cat(sprintf("3e7 spikes, 1,000 units, compression %d: read_nwb()$units %.2f s, raw data set %.2f s, ratio %.2f; written in %.1f s\n",
              compression, median(ours), median(raw), median(ours) / median(raw), written))
  unlink(path)
}
