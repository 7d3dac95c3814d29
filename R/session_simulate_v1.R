# Six cells of a visual cortex that sees white noise. The filters over time are sums of raised cosines in bins of 1 ms, so
# that a model with this basis in these bins can reach the truth.
v1_truth <- list(
  bin_size = 0.001, frame_s = 0.025017, window = 160,
  temporal = list(early = c(0, 0.35, 1, 0.2, -0.6, -0.35, -0.1, 0), late = c(0, 0, 0.35, 1, 0.2, -0.6, -0.35, 0)),
  history_window = 50, history = c(-4, -2, -0.6, 0.25, 0.1),
  base_hz = c(6, 5, 8, 4, 5, 5), gain = c(1.1, 1.2, 0.9, 1.3, 1.2, 0.45),
  kind = rep(c("simple", "direction selective", "complex"), c(4, 1, 1)))

simulate_v1 <- function(size, truth = v1_truth) {
  cells <- v1_cells(size, truth)
  fields <- v1_fields(cells, size)
  path <- tempfile("white-noise-", fileext = ".h5")
  seen <- write_white_noise(path, size, fields)
  kernels <- v1_kernels(truth)
  history <- drop(basis_kernel(RaisedCosineLogConv(length(truth$history)), truth$history_window) %*% truth$history)
  counts <- vapply(seq_len(nrow(cells)), function(i) {
    base <- log(cells$base_hz[i] * truth$bin_size)
    cpp_simulate_spikes(base + v1_drive(cells[i, ], seen[, i, ], kernels, truth), history, largest_mean = 1e3)
  }, integer(floor(size[1] * truth$frame_s / truth$bin_size)))
  epochs <- new_IntervalSet(0, nrow(counts) * truth$bin_size, metadata_frame(list(tags = list("white noise")), 1))
  list(units = drawn_units(list(counts), cells$unit, 0, truth$bin_size, epochs),
       stimulus = white_noise_handle(path, size, truth$frame_s), epochs = epochs,
       truth = list(cells = cells, fields = fields, temporal = filter_table(kernels, truth$bin_size),
                    history = filter_table(cbind(history), truth$bin_size),
                    frame_s = truth$frame_s, bin_size = truth$bin_size))
}

white_noise_handle <- function(path, size, frame_s) {
  new_lazy_series(path, "frames", as.double(size),
                  list(kind = "rate", start = 0, end = (size[1] - 1) * frame_s, rate = 1 / frame_s))
}

#' Where in the picture each cell looks, in pixels from its upper left corner, and at what.
#' @noRd
v1_cells <- function(size, truth) {
  n <- length(truth$kind)
  around <- function(middle, spread) round(middle * stats::runif(n, 1 - spread, 1 + spread), 3)
  edge <- min(size[2:3])
  data.frame(unit = as.character(seq_len(n)), kind = truth$kind, row = around(size[2] / 2, 0.25),
             column = around(size[3] / 2, 0.25), orientation = sample((seq_len(n) - 1) * pi / n),
             wavelength = around(edge / 3, 0.2), width = around(edge / 9, 0.15),
             phase = round(stats::runif(n, 0, 2 * pi), 3), base_hz = truth$base_hz, gain = truth$gain)
}

#' The two phases of each cell's Gabor, rows x columns, of unit length.
#' @noRd
v1_fields <- function(cells, size) {
  fields <- lapply(split(cells, seq_len(nrow(cells))), function(cell) {
    row <- row(matrix(0, size[2], size[3])) - 0.5 - cell$row
    column <- col(row) - 0.5 - cell$column
    along <- column * cos(cell$orientation) + row * sin(cell$orientation)
    envelope <- exp(-(row^2 + column^2) / (2 * cell$width^2))
    lapply(c(even = 0, odd = -pi / 2), function(shift) {
      field <- envelope * cos(2 * pi * along / cell$wavelength + cell$phase + shift)
      field / sqrt(sum(field^2))
    })
  })
  stats::setNames(fields, cells$unit)
}

#' Draws the frames into a file, a megabyte at a time, and returns what each field sees: frames x cells x phases.
#' @noRd
write_white_noise <- function(path, size, fields) {
  # HDF5 wants time last in R; a frame's columns then run first.
  pixels <- sapply(unlist(fields, recursive = FALSE), function(field) as.vector(t(field)))
  file <- hdf5r::H5File$new(path, mode = "w")
  on.exit(file$close_all())
  per_chunk <- max(1, min(size[1], 2^20 %/% prod(size[2:3])))
  frames <- file$create_dataset("frames", dtype = hdf5r::h5types$H5T_STD_I8LE, gzip_level = NULL,
                                space = hdf5r::H5S$new("simple", dims = rev(size), maxdims = rev(size)),
                                chunk_dims = c(rev(size[2:3]), per_chunk))
  seen <- matrix(0, size[1], ncol(pixels))
  for (from in seq(1, size[1], by = per_chunk)) {
    rows <- from:min(size[1], from + per_chunk - 1)
    chunk <- array(2L * (stats::runif(length(rows) * nrow(pixels)) < 0.5) - 1L, c(rev(size[2:3]), length(rows)))
    frames[, , rows] <- chunk
    seen[rows, ] <- crossprod(matrix(chunk, ncol = length(rows)), pixels)
  }
  aperm(array(seen, c(size[1], 2, length(fields))), c(1, 3, 2))
}

#' The filters over time, scaled so that what a held frame of white noise drives has about unit variance.
#' @noRd
v1_kernels <- function(truth) {
  basis <- basis_kernel(RaisedCosineLinearConv(length(truth$temporal[[1]])), window_size = truth$window)
  kernels <- sapply(truth$temporal, function(weights) drop(basis %*% weights))
  of_frame <- (seq_len(truth$window) - 1) %/% round(truth$frame_s / truth$bin_size)
  sweep(kernels, 2, sqrt(colSums(rowsum(kernels, of_frame)^2)), `/`)
}

#' What a cell adds to the log of its rate in every bin, from what its two fields see in every frame.
#' @noRd
v1_drive <- function(cell, seen, kernels, truth) {
  n_bins <- floor(nrow(seen) * truth$frame_s / truth$bin_size)
  frame <- floor((seq_len(n_bins) - 0.5) * truth$bin_size / truth$frame_s) + 1
  response <- function(phase, kernel) past_sum(seen[frame, phase], kernels[, kernel])
  cell$gain * switch(cell$kind,
    simple = response(1, "early"),
    "direction selective" = (response(1, "early") + response(2, "late")) / sqrt(2),
    complex = (response(1, "early")^2 + response(2, "early")^2) / 2 - 1)
}

filter_table <- function(kernels, bin_size) {
  table <- data.frame(filter = rep(colnames(kernels), each = nrow(kernels)),
                      lag_s = seq_len(nrow(kernels)) * bin_size, value = as.vector(kernels))
  if (ncol(kernels) == 1) table["filter"] <- NULL
  table
}
