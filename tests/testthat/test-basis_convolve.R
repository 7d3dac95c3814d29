settings <- list(causal_shift = list("causal", TRUE), causal_noshift = list("causal", FALSE),
                 anticausal_shift = list("anti-causal", TRUE),
                 anticausal_noshift = list("anti-causal", FALSE), acausal = list("acausal", FALSE))

test_that("every causality puts values and NaN where NeMoS does", {
  golden <- nemos("convolution")
  signal <- nemos("inputs_conv")$signal
  for (name in names(settings)) {
    convolve <- function(kernel, x) {
      suppressWarnings(create_convolutional_predictor(kernel, x, settings[[name]][[1]],
                                                      settings[[name]][[2]]))
    }
    expected <- golden[[name]]
    expect_parity(convolve(golden$kernels$K5, signal[1:14, ]), expected$K5_signal_first_14_rows)
    expect_parity(convolve(golden$kernels$K4, signal[1:12, 1]), expected$K4_signal_col0_first_12)
    expect_parity(convolve(golden$kernels$K4, two_epochs(signal[, 1])), expected$K4_col0_two_epochs)
    toy <- convolve(golden$special$toy_K, golden$special$toy_x)
    expect_parity(drop(toy), golden$special[[paste0("toy_", name)]])
  }
})

test_that("the defaults are causal and strictly past, or around the sample without shift", {
  kernel <- c(1, 2, 3)
  x <- c(0, 1, 0, 0, 2, 0)
  expect_parity(drop(create_convolutional_predictor(kernel, x)), c(NA, NA, NA, 2, 3, 2))
  expect_parity(drop(create_convolutional_predictor(kernel, x, "anti-causal")), c(3, 2, 4, NA, NA, NA))
  expect_parity(drop(create_convolutional_predictor(kernel, x, "acausal")), c(NA, 2, 3, 2, 4, NA))
})

test_that("a missing sample spoils every window that holds it", {
  golden <- nemos("convolution")
  signal <- nemos("inputs_conv")$signal[1:12, 1]
  expect_identical(which(is.na(golden$special$nan_in_signal_K4_row5[, 1])), c(1:4, 7:10))
  signal[6] <- NaN
  expect_parity(create_convolutional_predictor(golden$kernels$K4, signal),
                golden$special$nan_in_signal_K4_row5)
  sparse <- c(0, 0, NaN, rep(0, 20))
  expect_identical(which(is.na(create_convolutional_predictor(c(0, 1), sparse))), c(1:2, 4:5))
})

test_that("sparse and dense signals go through the same sums", {
  set.seed(1)
  kernel <- matrix(rnorm(30), 10)
  counts <- rpois(2000, 0.02)
  brute <- sapply(1:3, function(b) {
    sapply(1:2000, function(t) if (t <= 10) NaN else sum(kernel[, b] * counts[t - 1:10]))
  })
  expect_parity(create_convolutional_predictor(kernel, counts), brute)
  dense <- create_convolutional_predictor(kernel, counts + 1)
  expect_parity(dense, sweep(brute, 2, -colSums(kernel)))
})

test_that("a window as long as the signal, and longer", {
  expect_parity(create_convolutional_predictor(1:3, c(1, 1, 1), shift = FALSE), cbind(c(NA, NA, 6)))
  expect_parity(create_convolutional_predictor(1:3, c(1, 1, 1)), cbind(rep(NA, 3)))
  expect_warning(short <- create_convolutional_predictor(1:4, c(1, 1, 1)),
                 class = "anemone_warning_short_epoch")
  expect_parity(short, cbind(rep(NA, 3)))
})

test_that("an epoch shorter than the window warns and is NaN", {
  x <- new_Tsd(rep(1, 12), c(0:1, 10:19), new_IntervalSet(c(0, 10), c(1, 19)))
  expect_warning(out <- create_convolutional_predictor(1:3, x), class = "anemone_warning_short_epoch")
  expect_s3_class(out, "TsdFrame")
  expect_parity(out, cbind(c(NA, NA, NA, NA, NA, rep(6, 7))))
})

test_that("arrays keep their dimensions", {
  x <- array(as.double(1:48), c(8, 2, 3))
  out <- create_convolutional_predictor(matrix(c(1, 0, 0, 1), 2), x)
  expect_identical(dim(out), c(8L, 2L, 3L, 2L))
  expect_identical(out[3:8, 2, 3, 1], x[2:7, 2, 3])
  expect_identical(out[3:8, 2, 3, 2], x[1:6, 2, 3])
})

test_that("bad kernels and signals are refused", {
  expect_snapshot(error = TRUE, {
    create_convolutional_predictor(c(1, NaN), 1:5)
    create_convolutional_predictor(double(), 1:5)
    create_convolutional_predictor(1:2, letters)
    create_convolutional_predictor(1:2, double())
    create_convolutional_predictor(1:3, 1:5, "acausal", shift = TRUE)
    create_convolutional_predictor(1:3, 1:5, "backwards")
  })
  expect_warning(create_convolutional_predictor(1:2, 1:5, "acausal"),
                 class = "anemone_warning_even_window")
  session <- small_session()
  expect_warning(design_matrix(units ~ conv(drive, BSplineConv(4), window = 0.1, causality = "acausal"), session,
                               bin_size = 0.01), class = "anemone_warning_even_window")
})

test_that("time may run along any dimension", {
  x <- array(withr::with_seed(2, rnorm(120)), c(4, 5, 6))
  kernel <- cbind(1:2, c(0.5, -1))
  for (axis in 1:3) {
    made <- create_convolutional_predictor(kernel, x, axis = axis)
    expect_equal(dim(made), c(4, 5, 6, 2))
    line <- switch(axis, x[, 2, 3], x[2, , 3], x[2, 3, ])
    part <- switch(axis, made[, 2, 3, ], made[2, , 3, ], made[2, 3, , ])
    expect_equal(part, create_convolutional_predictor(kernel, line))
  }
  expect_error(create_convolutional_predictor(kernel, x, axis = 4), class = "anemone_error_bad_argument")
  expect_error(create_convolutional_predictor(kernel, Tsd(0:9, 0:9), axis = 2), class = "anemone_error_bad_argument")
})
