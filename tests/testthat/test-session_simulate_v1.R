small_v1 <- function(seed = 1, size = c(3000, 12, 10)) simulate_session("v1", seed = seed, size = size)

test_that("the session has units, a lazy stimulus at 40 Hz and the truth", {
  session <- small_v1()
  expect_identical(names(session), c("units", "stimulus", "epochs", "truth"))
  expect_s3_class(session$stimulus, "LazyTsdTensor")
  expect_identical(dim(session$stimulus), c(3000, 12, 10))
  frames <- restrict(session$stimulus, IntervalSet(0, 1))
  expect_equal(diff(time(frames)), rep(0.025017, 39))
  expect_setequal(as.vector(frames), c(-1, 1))
  expect_equal(mean(read_all(session$stimulus)), 0, tolerance = 0.01)
  expect_identical(session$truth$cells$unit, names(session$units))
  expect_identical(dim(session$truth$fields[["5"]]$odd), c(12L, 10L))
  expect_equal(sum(session$truth$fields[["5"]]$odd^2), 1)
})

test_that("a seed gives the same frames and spikes, however the frames are cut into chunks", {
  first <- small_v1(3)
  again <- small_v1(3)
  expect_equal(first$units, again$units)
  expect_equal(read_all(first$stimulus), read_all(again$stimulus), ignore_attr = TRUE)
  expect_false(identical(first$units$times, small_v1(4)$units$times))
})

test_that("what a field sees is its product with the frame", {
  path <- withr::local_tempfile(fileext = ".h5")
  fields <- list("1" = list(even = matrix(1:80 / 80, 8), odd = matrix(80:1 / 80, 8)))
  seen <- with_random_seed(1, write_white_noise(path, c(20, 8, 10), fields))
  frames <- read_all(white_noise_handle(path, c(20, 8, 10), 0.025))
  expect_identical(dim(seen), c(20L, 1L, 2L))
  expect_equal(seen[7, 1, 1], sum(unclass(frames)[7, , ] * fields[[1]]$even))
  expect_equal(seen[20, 1, 2], sum(unclass(frames)[20, , ] * fields[[1]]$odd))
})

test_that("the drive holds each frame until the next, and is strictly causal", {
  truth <- v1_truth
  kernels <- cbind(early = c(1, rep(0, 159)), late = 0)
  cell <- data.frame(kind = "simple", gain = 2)
  drive <- v1_drive(cell, cbind(c(1, -1, 3), 0), kernels, truth)
  expect_length(drive, 75)
  expect_equal(drive[c(1, 2, 26, 27, 51, 52)], 2 * c(0, 1, 1, -1, -1, 3))
})

test_that("the drive of a simple cell has about the variance of its gain", {
  kernels <- v1_kernels(v1_truth)
  seen <- with_random_seed(1, cbind(rnorm(4000), rnorm(4000)))
  drive <- v1_drive(data.frame(kind = "simple", gain = 1), seen, kernels, v1_truth)
  expect_equal(sd(drive), 1, tolerance = 0.1)
  energy <- v1_drive(data.frame(kind = "complex", gain = 1), seen, kernels, v1_truth)
  expect_equal(mean(energy), 0, tolerance = 0.1)
})

test_that("a model of the true form finds a simple cell's parameters within their errors", {
  session <- small_v1(2, c(8000, 12, 12))
  field <- session$truth$fields[["1"]]$even
  frames <- read_all(session$stimulus)
  session$seen <- Tsd(time(frames), as.vector(matrix(unclass(frames), 8000) %*% as.vector(field)),
                      support = IntervalSet(0, 8000 * 0.025017))
  fit <- spike_glm(units["1"] ~ conv(seen, RaisedCosineLinearConv(8), window = 0.16) +
                     history(RaisedCosineLogConv(5), window = 0.05), session, epochs = session$epochs, bin_size = 0.001,
                   before = 0, trouble = "ignore")
  curve <- as.data.frame(filters(fit))
  curve <- curve[curve$term != "history", ]
  cell <- session$truth$cells[1, ]
  early <- subset(session$truth$temporal, filter == "early")
  z <- (curve$estimate - cell$gain * early$value) / curve$std.error
  expect_equal(curve$lag_s, early$lag_s)
  expect_lt(max(abs(z), na.rm = TRUE), 4)
  expect_gt(cor(curve$estimate, early$value), 0.95)
})
