# A handle on an array (time first) written to an HDF5 file of this run, its times given as stamps.
lazy_array <- function(values, stamps, chunk = NULL, dtype = NULL, conversion = 1, offset = 0) {
  path <- tempfile(fileext = ".h5")
  file <- hdf5r::H5File$new(path, "w")
  stored <- if (is.null(dim(values))) values else aperm(values)
  chunk_dims <- if (!is.null(chunk)) c(dim(stored)[-length(dim(stored))], chunk)
  file$create_dataset("values", stored, dtype = dtype, chunk_dims = chunk_dims)
  file$create_dataset("stamps", as.double(stamps), chunk_dims = NULL)
  file$close_all()
  time <- list(kind = "timestamps", start = stamps[1], end = stamps[length(stamps)], dataset = "stamps")
  new_lazy_series(path, "values", dim(values) %||% length(values), time, "a.u.", conversion, offset)
}

`%||%` <- function(x, y) if (is.null(x)) y else x

small_movie <- function(n_frames = 60) {
  withr::local_seed(8)
  array(sample.int(256, n_frames * 12, replace = TRUE) - 1L, c(n_frames, 3, 4))
}

small_stamps <- function(n_frames = 60) 0.01 + 0:(n_frames - 1) * 0.025017

movie_units <- function() {
  withr::local_seed(9)
  TsGroup(list(a = sort(runif(40, 0, 1.5)), b = sort(runif(15, 0, 1.5)), none = double()),
          support = IntervalSet(0, 1.6))
}
