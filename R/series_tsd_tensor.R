# A TsdTensor is an array of three or more dimensions, the first of them time, with the attributes of
# a Tsd.

new_TsdTensor <- function(values, time, support, unit = NA_character_) {
  new_Tsd(values, time, support, unit, "TsdTensor")
}

#' @rdname Tsd
#' @export
TsdTensor <- function(time, values, support = NULL, unit = NA_character_, time_units = "s") {
  check_all_given(sys.function(), rlang::current_env())
  series_from(time, values, 3L, support, unit, time_units)
}

#' @rdname Tsd
#' @export
is_TsdTensor <- function(x) inherits(x, "TsdTensor")

#' @export
`[.TsdTensor` <- function(x, i, ..., drop = TRUE) {
  if (nargs() - (!missing(drop)) < 3) {
    if (missing(i)) return(x)
    if (inherits(i, "IntervalSet")) return(restrict(x, i))
    return(plain_values(x)[plain_values(i)])
  }
  if (nargs() - (!missing(drop)) != length(dim(x)) + 1) {
    abort(c("A tensor of {length(dim(x))} dimensions is indexed once per dimension, or by an {.cls IntervalSet}.",
            x = "Got {nargs() - 1 - !missing(drop)} indices.", i = "{.code x[i, , ]} leaves a dimension whole."), "bad_index")
  }
  if (!missing(i) && inherits(i, "IntervalSet")) {
    x <- restrict(x, i)
    i <- seq_len(nrow(x))
  }
  rows <- if (missing(i)) seq_len(nrow(x)) else row_index(i, nrow(x))
  values <- within_bounds(plain_values(x)[rows, ..., drop = FALSE], dim(x))
  chosen_one <- c(FALSE, dim(x)[-1] > 1 & dim(values)[-1] == 1)
  if (drop && any(chosen_one)) values <- drop_dimensions(values, chosen_one)
  new_series(values, time(x)[rows], support(x), series_unit(x))
}

#' R's own error for an index that is out of bounds, as one of ours.
#' @noRd
within_bounds <- function(values, shape, call = rlang::caller_env()) {
  tryCatch(values, error = function(error) {
    abort(c("An index must lie within the series.", x = "It is {paste(shape, collapse = ' x ')}: {conditionMessage(error)}."),
          "bad_index", call = call)
  })
}

#' Drops the dimensions named by a logical; time stays.
#' @noRd
drop_dimensions <- function(values, which_ones) {
  names_left <- dimnames(values)[!which_ones]
  shape <- dim(values)[!which_ones]
  if (length(shape) == 1) return(as.vector(values))
  array(values, shape, if (length(names_left) > 0) names_left)
}

#' @export
as.array.anemone_series <- function(x, ...) {
  values <- plain_values(x)
  if (is.null(dim(values))) array(values, length(values)) else values
}

#' @export
as.data.frame.TsdTensor <- function(x, row.names = NULL, optional = FALSE, ...) {
  cells <- arrayInd(seq_len(prod(dim(x)[-1])), dim(x)[-1])
  columns <- matrix(plain_values(x), nrow(x), nrow(cells))
  colnames(columns) <- apply(cells, 1, paste, collapse = ",")
  data.frame(time = time(x), columns, check.names = FALSE)
}
