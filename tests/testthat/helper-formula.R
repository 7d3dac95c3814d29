# Two units over two epochs of 10 and 5 s, with a signal at 1 kHz and a group label per epoch; the second
# unit fires 4 ms after the first now and then.
small_session <- function(seed = 1) {
  withr::local_seed(seed)
  support <- IntervalSet(c(0, 20), c(10, 25), metadata = list(block = c("a", "b")))
  stamps <- c(seq(0, 10, by = 0.001), seq(20, 25, by = 0.001))
  drive <- Tsd(stamps, sin(stamps * 3) + rnorm(length(stamps)), support = support)
  first <- sort(c(runif(300, 0, 10), runif(150, 20, 25)))
  second <- sort(c(runif(100, 0, 10), runif(50, 20, 25), first[seq(1, 450, 3)] + 0.004))
  second <- second[second < 10 | (second > 20 & second < 25)]
  units <- TsGroup(list("7" = first, "9" = second), support = support,
                   metadata = data.frame(region = c("CA1", "CA3")))
  list(units = units, drive = drive, blocks = support)
}
