# What a call gives with one thread and with four.
by_threads <- function(call) {
  lapply(c(1L, 4L), function(threads) {
    withr::local_options(anemone.threads = threads)
    call()
  })
}

expect_same_for_threads <- function(call) {
  found <- by_threads(call)
  expect_identical(found[[1]], found[[2]])
}

# The most memory of R's own that a call adds, in units of the size of its result.
memory_in_results <- function(call) {
  invisible(gc(reset = TRUE))
  before <- sum(gc(reset = TRUE)[, 2])
  result <- call()
  (sum(gc()[, 6]) - before) * 2^20 / as.numeric(object.size(result))
}

long_train <- function(n = 3e6) Ts(withr::with_seed(2, sort(runif(n, 0, 3600))), IntervalSet(0, 3600))

long_signal <- function(n = 2.1e6) Tsd(seq_len(n) / 600, sin(seq_len(n) / 100))
