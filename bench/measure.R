# How the benches measure: time of the wall's clock and of the processor, memory, and the same work done in Python.

# The least (or what else is wanted) of several runs of `each` calls, by the clock on the wall and by the processor's,
# which other work on the machine disturbs less.
milliseconds_of <- function(call, times, each = 1, wanted = min) {
  call()
  runs <- vapply(seq_len(times), function(i) {
    gc()
    before <- proc.time()
    for (j in seq_len(each)) call()
    spent <- (proc.time() - before) / each
    c(wall = spent[["elapsed"]], cpu = spent[["user.self"]] + spent[["sys.self"]])
  }, c(wall = 0, cpu = 0))
  1e3 * apply(runs, 1, wanted)
}

# The most memory the process has held since the last reset, in MB (Linux).
peak_memory <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

# What the process holds now, in MB; the peak is counted anew from here.
held_memory <- function() {
  invisible(gc())
  writeLines("5", "/proc/self/clear_refs")
  peak_memory()
}

# The most memory that the process adds while a call runs, and the size of what the call gives, in MB.
added_memory <- function(call) {
  before <- held_memory()
  result <- call()
  c(added = peak_memory() - before, result = as.numeric(object.size(result)) / 2^20)
}

# Milliseconds of a script that runs the same work in Python, a row per name; it reads the vectors as raw doubles.
peer_milliseconds <- function(script, vectors) {
  python <- Sys.getenv("ANEMONE_PEERS_PYTHON")
  if (python == "") {
    cat("ANEMONE_PEERS_PYTHON is not set: no times of pynapple\n")
    return(matrix(0, 0, 2))
  }
  folder <- tempfile("peers")
  dir.create(folder)
  for (name in names(vectors)) writeBin(as.double(vectors[[name]]), file.path(folder, paste0(name, ".bin")))
  lines <- system2(python, c(script, folder), stdout = TRUE, stderr = FALSE)
  table <- read.delim(text = lines, header = FALSE, col.names = c("name", "wall", "cpu"))
  as.matrix(data.frame(table[-1], row.names = table$name))
}

# Times a call with one thread and with two, and says how many times longer the peer took.
compare_with_peer <- function(name, call, theirs, times) {
  ours <- lapply(c(1, 2), function(threads) {
    options(anemone.threads = threads)
    milliseconds_of(call, times)
  })
  peer <- if (name %in% rownames(theirs)) theirs[name, ] else c(wall = NA, cpu = NA)
  paste0(sprintf("%-16s one thread %5.0f ms (%5.0f of a processor), two %5.0f ms; pynapple %5.0f ms (%5.0f); ", name,
                 ours[[1]][["wall"]], ours[[1]][["cpu"]], ours[[2]][["wall"]], peer[["wall"]], peer[["cpu"]]),
         sprintf("ratio %.1f (%.1f), two threads %.1f", peer[["wall"]] / ours[[1]][["wall"]],
                 peer[["cpu"]] / ours[[1]][["cpu"]], peer[["wall"]] / ours[[2]][["wall"]]))
}
