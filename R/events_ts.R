# A Ts is a double vector of times in seconds, ascending, with the attribute `support`.

new_Ts <- function(times = double(), support) {
  structure(as.double(times), support = support, class = c("Ts", "anemone_series"))
}
