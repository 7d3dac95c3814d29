# Writing series as NWB's TimeSeries.

put_series <- function(x, name, file, compression) {
  group <- put_series_group(file, name, "TimeSeries")
  values <- plain_values(x)
  if (anyNA(values)) storage.mode(values) <- "double"
  put_data_attributes(put_values(group, "data", values, compression), series_unit(x))
  rate <- constant_rate(time(x))
  if (is.null(rate)) put_stamps(group, time(x), compression) else put_start_and_rate(group, time(x)[1], rate)
  inferred <- if (length(time(x)) > 0) sampled_support(list(time(x)), regular = !is.null(rate)) else new_IntervalSet()
  if (!identical(support(x), inferred)) put_support(support(x), name, file, compression)
  if (is_TsdFrame(x) && !is.null(colnames(x))) put_column_table(x, name, file, compression)
}

put_series_group <- function(file, name, type) {
  group <- put_typed_group(file, file.path("acquisition", name), type)
  put_attributes(group, description = paste("series", name), comments = "no comments")
}

put_data_attributes <- function(data, unit, conversion = 1, offset = 0) {
  put_attributes(data, conversion = as.double(conversion), offset = as.double(offset), resolution = -1,
                 unit = if (is.na(unit)) "unknown" else unit)
}

put_stamps <- function(group, stamps, compression) {
  put_stamp_attributes(put_values(group, "timestamps", as.double(stamps), compression))
}

put_stamp_attributes <- function(stamps) put_attributes(stamps, interval = 1L, unit = "seconds")

put_start_and_rate <- function(group, start, rate) {
  put_attributes(put_scalar(group, "starting_time", as.double(start)), rate = rate, unit = "seconds")
}

#' The rate at which `start + (i - 1) / rate` gives exactly these times, or `NULL`.
#' @noRd
constant_rate <- function(times) {
  n <- length(times)
  if (n < 2 || times[n] <= times[1]) return(NULL)
  mean_rate <- (n - 1) / (times[n] - times[1])
  candidates <- c(round(mean_rate), signif(mean_rate, c(4, 6, 9, 12)), mean_rate, 1 / signif(1 / mean_rate, 6))
  for (rate in unique(candidates)) {
    if (rate > 0 && identical(times[1] + (seq_len(n) - 1) / rate, times)) return(rate)
  }
}

put_events <- function(x, name, file, compression) {
  group <- put_series_group(file, name, "AnnotationSeries")
  data <- put_values(group, "data", rep("", length(x)), compression)
  put_data_attributes(data, "n/a")
  put_stamps(group, time(x), compression)
  if (!identical(support(x), default_support(time(x)))) put_support(support(x), name, file, compression)
}

#' A series that lies in another file: its data set is copied by HDF5. Where each column has a conversion of its own,
#' which a TimeSeries cannot say, the values are written instead, a block of rows at a time.
#' @noRd
put_stored_series <- function(x, name, file, compression) {
  group <- put_series_group(file, name, "TimeSeries")
  with_hdf5(x$path, function(source) {
    if (length(x$conversion) > 1) {
      put_data_attributes(put_scaled(source, x, group, "data", compression), x$unit)
    } else {
      put_data_attributes(copy_values(source, x$dataset, group, "data"), x$unit, x$conversion, x$offset)
    }
    switch(x$time$kind,
           rate = put_start_and_rate(group, x$time$start, x$time$rate),
           given = put_stamps(group, x$time$stamps, compression),
           timestamps = put_stamp_attributes(copy_values(source, x$time$dataset, group, "timestamps")))
  })
  if (!is.null(x$support)) put_support(x$support, name, file, compression)
  if (!is.null(x$columns)) put_lazy_columns(x, name, file, compression)
}

#' The values of a frame that lies in another file, `n_values` of them at a time.
#' @noRd
put_scaled <- function(source, x, group, name, compression, n_values = 2^22) {
  shape <- x$shape
  if (prod(shape) == 0) return(put_empty(group, name, shape, stored_type(double())))
  space <- hdf5r::H5S$new("simple", dims = rev(shape), maxdims = rev(shape))
  written <- group$create_dataset(name, dtype = stored_type(double()), space = space,
                                  chunk_dims = rev(chunk_shape(shape)), gzip_level = compression)
  stored <- source[[x$dataset]]
  n_rows <- max(n_values %/% shape[2], 1)
  for (from in seq(1, shape[1], by = n_rows)) {
    rows <- seq(from, min(from + n_rows - 1, shape[1]))
    written[, rows] <- t(scaled(read_rows(stored, rows[1], rows[length(rows)], NULL), x))
  }
  written
}

#' Copies a data set of another file without its attributes.
#' @noRd
copy_values <- function(source, dataset, group, name) {
  group$obj_copy_from(source, dataset, name)
  copy <- group[[name]]
  for (own in hdf5r::h5attr_names(copy)) copy$attr_delete(own)
  copy
}

put_lazy_columns <- function(x, name, file, compression) {
  none <- matrix(double(), 0, length(x$columns), dimnames = list(NULL, x$columns))
  labels <- x$metadata %||% empty_metadata(length(x$columns))
  put_column_table(new_TsdFrame(none, double(), new_IntervalSet(), metadata = labels), name, file, compression)
}
