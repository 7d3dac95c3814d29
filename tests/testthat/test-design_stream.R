# A movie of 400 frames of 5 x 4 pixels, at 25 ms, and cells that it drives; a section holds some 60 rows.
streamed <- function(expr, bytes = 60 * 20 * 8) withr::with_options(list(anemone.block_bytes = bytes), expr)

driven_cells <- function(values, stamps) {
  withr::local_seed(3)
  drive <- as.vector(scale(values[, 2, 3] - values[, 4, 1]))
  rate <- exp(-1.5 + 0.4 * c(0, drive[-length(drive)]))
  counts <- stats::rpois(length(rate), rate)
  other <- stats::rpois(length(rate), 0.4)
  spikes <- function(n) rep(stamps, n) + 0.001 + 0.002 * sequence(n)
  TsGroup(list(a = spikes(counts), b = spikes(other)), support = IntervalSet(stamps[1], stamps[length(stamps)] + 0.025))
}

stream_example <- function(n_frames = 400, missing = NULL, ...) {
  withr::local_seed(8)
  values <- array(sample.int(256, n_frames * 20, replace = TRUE) - 1, c(n_frames, 5, 4))
  values[missing, 2, 2] <- NaN
  stamps <- 1 + 0:(n_frames - 1) * 0.025
  cells <- driven_cells(replace(values, is.nan(values), 0), stamps)
  lazy <- lazy_array(values, stamps, ...)
  held <- read_all(lazy)
  list(lazy = list(units = cells, movie = lazy), held = list(units = cells, movie = held))
}

both_designs <- function(formula, example, ...) {
  list(held = design_matrix(formula, example$held, ...), lazy = streamed(design_matrix(formula, example$lazy, ...)))
}

expect_same_design <- function(designs) {
  expect_equal(designs$lazy$blocks[[1]]$kind, "streamed")
  expect_equal(designs$held$blocks[[1]]$kind, "lagged")
  expect_equal(designs$lazy$columns, designs$held$columns, tolerance = 1e-12)
  expect_equal(designs$lazy$runs, designs$held$runs)
  expect_equal(designs$lazy$lost, designs$held$lost)
  expect_equal(designs$lazy$alignment, designs$held$alignment)
  expect_equal(streamed(model.matrix(designs$lazy)), model.matrix(designs$held), tolerance = 1e-12)
}

small_kernel <- RaisedCosineLinearConv(3)

test_that("a lazy movie gives the columns that it gives in memory, however it comes onto the bins", {
  example <- stream_example()
  epochs <- IntervalSet(c(1, 5), c(3.2, 11))
  ways <- list(c("last", 0.025), c("last", 0.01), c("mean", 0.05), c("interpolate", 0.01), c("interpolate", 0.04))
  for (way in ways) {
    align <- way[1]
    expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.2, align = align), example,
                                    epochs = epochs, bin_size = as.numeric(way[2])))
  }
  expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.1), example, bin_size = 0.025))
})

test_that("windows of any kind, and what precedes the support, are as in memory", {
  example <- stream_example()
  epochs <- IntervalSet(c(1, 6), c(3.2, 6.1))
  for (causality in c("causal", "anti-causal", "acausal")) {
    expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.225, causality = causality), example,
                                    epochs = epochs, bin_size = 0.025))
  }
  for (before in list(NA, 0, "hold")) {
    expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.25, before = before), example,
                                    epochs = epochs, bin_size = 0.025))
  }
  expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.075, lookback = FALSE), example,
                                  epochs = epochs, bin_size = 0.025))
  # Of the second epoch nothing is left.
  expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.25, lookback = FALSE), example,
                                  epochs = epochs, bin_size = 0.025))
})

test_that("missing frames, gaps in the recording and chunks in the file are as in memory", {
  expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.1),
                                  stream_example(missing = c(50:52, 200)), bin_size = 0.025))
  example <- stream_example(chunk = 7, conversion = 2, offset = -3)
  example$lazy$movie$support <- IntervalSet(c(1, 6), c(4, 10))
  example$held$movie <- read_all(example$lazy$movie)
  expect_same_design(both_designs(units ~ conv(movie, small_kernel, window = 0.1), example, bin_size = 0.025))
})

test_that("products do not depend on how many rows are held", {
  example <- stream_example()
  formula <- units ~ conv(movie, small_kernel, window = 0.1) + history(RaisedCosineLogConv(2), window = 0.1)
  held <- design_matrix(formula, example$held, bin_size = 0.025)
  withr::local_seed(1)
  w <- matrix(rnorm(2 * ncol(held)), ncol(held))
  r <- matrix(rnorm(2 * nrow(held)), nrow(held))
  v <- rnorm(nrow(held))
  for (rows in c(9, 60, 350)) {
    streamed(bytes = rows * 20 * 8, {
      lazy <- design_matrix(formula, example$lazy, bin_size = 0.025)
      expect_equal(design_multiply(lazy, w), design_multiply(held, w), tolerance = 1e-12)
      expect_equal(design_crossprod(lazy, r), design_crossprod(held, r), tolerance = 1e-12)
      expect_equal(design_gram(lazy), design_gram(held), tolerance = 1e-12)
      expect_equal(design_gram(lazy, v), design_gram(held, v), tolerance = 1e-12)
      sample <- seq(10, 390, by = 17)
      expect_equal(design_multiply(lazy, w, rows = sample), design_multiply(held, w, rows = sample), tolerance = 1e-12)
    })
  }
})

test_that("a fit over a lazy movie is the fit over the movie in memory", {
  example <- stream_example()
  formula <- units ~ conv(movie, small_kernel, window = 0.1, penalty = ridge(0.01))
  fits <- list(held = spike_glm(formula, example$held, bin_size = 0.025),
               lazy = streamed(spike_glm(formula, example$lazy, bin_size = 0.025)))
  expect_equal(fits$lazy$design$blocks[[1]]$kind, "streamed")
  expect_equal(coef(fits$lazy), coef(fits$held), tolerance = 1e-10)
  expect_equal(vcov(fits$lazy["a"]), vcov(fits$held["a"]), tolerance = 1e-8)
  part <- IntervalSet(2, 4)
  streamed({
    expect_equal(predict(fits$lazy, newdata = example$lazy, epochs = part),
                 predict(fits$held, newdata = example$held, epochs = part), tolerance = 1e-10)
    expect_equal(residuals(fits$lazy), residuals(fits$held), tolerance = 1e-10)
    expect_equal(score(fits$lazy, newdata = example$lazy, epochs = part),
                 score(fits$held, newdata = example$held, epochs = part), tolerance = 1e-10)
  })
})

test_that("each pass reads the data set once, in contiguous blocks that are never all of it", {
  example <- stream_example()
  lazy <- streamed(design_matrix(units ~ conv(movie, small_kernel, window = 0.1), example$lazy, bin_size = 0.025))
  rows <- streamed(reads_of(design_multiply(lazy, rep(1, ncol(lazy)))))
  first <- vapply(rows, `[[`, 0, 1)
  last <- vapply(rows, `[[`, 0, 2)
  expect_equal(first[-1], last[-length(last)] + 1)
  expect_lte(max(last - first + 1), 64)
  expect_gte(sum(last - first + 1), 390)
})

test_that("space reduces a signal before it is convolved, lazy or not", {
  example <- stream_example()
  withr::local_seed(2)
  fields <- array(rnorm(3 * 20), c(3, 5, 4), list(c("x", "y", "z"), NULL, NULL))
  formula <- units ~ conv(movie, small_kernel, window = 0.1, space = fields)
  designs <- list(held = design_matrix(formula, example$held, bin_size = 0.025),
                  lazy = streamed(bytes = 2e4, design_matrix(formula, example$lazy, bin_size = 0.025)))
  expect_equal(unique(designs$held$columns$from), c("x", "y", "z"))
  expect_equal(designs$lazy$blocks[[1]]$kind, "lagged")
  expect_equal(model.matrix(designs$lazy), model.matrix(designs$held), tolerance = 1e-12)
  expect_same_design(list(held = designs$held,
                          lazy = streamed(bytes = 2000, design_matrix(formula, example$lazy, bin_size = 0.025))))

  by_hand <- project(example$held$movie, fields)
  example$held$drive <- by_hand
  plain <- design_matrix(units ~ conv(drive, small_kernel, window = 0.1), example$held, bin_size = 0.025)
  expect_equal(unname(model.matrix(designs$held)), unname(model.matrix(plain)), tolerance = 1e-12)

  spread <- design_matrix(units ~ conv(movie, small_kernel, window = 0.1, space = BSplineEval(4, order = 2) * BSplineEval(3, order = 2)),
                          example$held, bin_size = 0.025)
  expect_equal(ncol(spread), 4 * 3 * 3)
  grid <- evaluate_on_grid(BSplineEval(4, order = 2) * BSplineEval(3, order = 2), 5, 4)$y
  example$held$drive <- project(example$held$movie, aperm(grid, c(3, 1, 2)))
  plain <- design_matrix(units ~ conv(drive, small_kernel, window = 0.1), example$held, bin_size = 0.025)
  expect_equal(unname(model.matrix(spread)), unname(model.matrix(plain)), tolerance = 1e-12)
})

test_that("a space that does not fit is an error that says so", {
  example <- stream_example()$held
  wrong <- matrix(1, 3, 3)
  expect_error(design_matrix(units ~ conv(movie, small_kernel, window = 0.1, space = wrong), example, bin_size = 0.025),
               class = "anemone_error_shape")
  expect_error(design_matrix(units ~ conv(movie, small_kernel, window = 0.1, space = BSplineEval(5)), example,
                             bin_size = 0.025), class = "anemone_error_bad_argument")
  example$current <- Tsd(1 + 0:399 * 0.025, rnorm(400))
  expect_error(design_matrix(units ~ conv(current, small_kernel, window = 0.1, space = BSplineEval(5)), example,
                             bin_size = 0.025), class = "anemone_error_bad_argument")
})

test_that("a file that is gone stops a pass with an error that names it", {
  example <- stream_example()
  lazy <- streamed(design_matrix(units ~ conv(movie, small_kernel, window = 0.1), example$lazy, bin_size = 0.025))
  unlink(example$lazy$movie$path)
  expect_error(streamed(design_multiply(lazy, rep(1, ncol(lazy)))), class = "anemone_error_missing_file")
})

test_that("many columns go by products and not by panels, to the same fit", {
  withr::local_seed(5)
  stamps <- 1 + 0:599 * 0.025
  values <- matrix(rnorm(600 * 40), 600)
  cells <- driven_cells(array(values[, 1:20], c(600, 5, 4)), stamps)
  data <- list(units = cells, frame = TsdFrame(stamps, values))
  design <- design_matrix(units ~ conv(frame, small_kernel, window = 0.1), data, bin_size = 0.025)
  spec <- PopulationGLM(solver_name = "LBFGS", regularizer = "Ridge", regularizer_strength = 0.05)
  by_products <- fit(spec, design)
  rows <- stats::complete.cases(model.matrix(design))
  stored <- fit(spec, unname(model.matrix(design))[rows, ], design$response[rows, ])
  expect_equal(unname(by_products$coef_), unname(stored$coef_), tolerance = 1e-6)
  expect_equal(unname(by_products$intercept_), unname(stored$intercept_), tolerance = 1e-6)
})

test_that("designs too wide for a Gram matrix are fitted by gradients, lazy or not, and say what they lack", {
  withr::local_seed(6)
  values <- array(sample.int(256, 240 * 1700, replace = TRUE) - 1, c(240, 34, 50))
  stamps <- 1 + 0:239 * 0.025
  example <- list(lazy = list(movie = lazy_array(values, stamps, dtype = hdf5r::h5types$H5T_NATIVE_UINT8)))
  example$lazy$units <- driven_cells(values, stamps)
  example$held <- list(units = example$lazy$units, movie = read_all(example$lazy$movie))
  formula <- units ~ conv(movie, small_kernel, window = 0.1)
  fits <- list(held = spike_glm(formula, example$held, bin_size = 0.025, penalty = ridge(1)),
               lazy = streamed(spike_glm(formula, example$lazy, bin_size = 0.025, penalty = ridge(1)), 1700 * 8 * 100))
  expect_equal(nrow(fits$lazy$coef_), 5100)
  expect_true(all(vapply(fits$lazy$outputs, `[[`, "", "status") == "converged"))
  expect_equal(fits$lazy$coef_, fits$held$coef_, tolerance = 1e-6)
  expect_error(fit(PopulationGLM(solver_name = "Newton", regularizer = "Ridge"), fits$held$design),
               class = "anemone_error_incompatible_solver")
  expect_error(vcov(fits$held), class = "anemone_error_no_standard_error")
  expect_true(all(is.na(filters(fits$held["a"])$std.error)))
  expect_output(print(summary(fits$held["a"])), "more than 5,000 columns")
})

test_that("a batch of a movie in its file updates several neurons as one in memory does, for any number of threads", {
  designs <- both_designs(units ~ conv(movie, small_kernel, window = 0.1), stream_example(), bin_size = 0.025)
  held <- partial_fit(PopulationGLM(), designs$held)
  for (threads in 1:2) {
    withr::local_options(anemone.threads = threads)
    lazy <- streamed(partial_fit(PopulationGLM(), designs$lazy))
    expect_equal(lazy$coef_, held$coef_, tolerance = 1e-10)
  }
})
