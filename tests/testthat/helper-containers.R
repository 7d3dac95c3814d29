# One small value of each class.
all_classes <- function() {
  epochs <- IntervalSet(c(0, 6), c(4, 9), list(kind = factor(c("a", "b")), note = c("x", NA)))
  list(Ts = Ts(c(0, 1, 1, 3, 8), epochs),
       Tsd = Tsd(c(0, 1, 3, 7), c(1.5, NA, 2, -1), epochs, unit = "mV"),
       TsdFrame = TsdFrame(c(0, 1, 3, 7), cbind(a = 1:4, b = 5:8), epochs, metadata = list(side = factor(c("l", "r")))),
       TsdTensor = TsdTensor(c(0, 1, 3, 7), array(1:24, c(4, 2, 3)), epochs, unit = "V"),
       TsGroup = TsGroup(list("7" = c(0, 1, 8), "34" = double()), epochs, list(area = factor(c("V1", "CA1")))),
       IntervalSet = epochs)
}

empty_classes <- function() {
  list(Ts = Ts(), Tsd = Tsd(double(), double()), TsdFrame = TsdFrame(double(), matrix(0, 0, 2)),
       no_columns = TsdFrame(0:2, matrix(0, 3, 0)), TsdTensor = TsdTensor(double(), array(0, c(0, 2, 2))),
       TsGroup = TsGroup(), IntervalSet = IntervalSet())
}
