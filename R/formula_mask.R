# Which unit may drive which: a matrix with one row per fitted unit and one column per source.

check_unit_mask <- function(mask, call) {
  flags <- is.matrix(mask) && (is.logical(mask) || is.numeric(mask)) && all(mask %in% c(0, 1))
  if (flags) return(invisible(mask))
  abort(c("{.arg mask} must be a matrix of `TRUE` and `FALSE`, fitted units by sources.", x = "Got {describe(mask)}."),
        "bad_argument", argument = "mask", value = mask, call = call)
}

#' The mask with rows and columns in the order of the units, named by them.
#' @noRd
named_mask <- function(mask, units, sources, call) {
  storage.mode(mask) <- "logical"
  if (is.null(dimnames(mask))) {
    if (identical(dim(mask), c(length(units), length(sources)))) {
      return(structure(mask, dimnames = list(units, sources)))
    }
    abort(c("{.arg mask} without names must have one row per fitted unit and one column per source.",
            x = "It is {nrow(mask)} x {ncol(mask)}; there are {length(units)} units and {length(sources)} sources.",
            i = "Name its rows and columns by unit."), "bad_argument", argument = "mask", call = call)
  }
  missing <- c(setdiff(units, rownames(mask)), setdiff(sources, colnames(mask)))
  if (length(missing) > 0) {
    abort(c("{.arg mask} must have a row for each fitted unit and a column for each source.",
            x = "It lacks {.val {missing}}."), "bad_argument", argument = "mask", units = missing, call = call)
  }
  mask[units, sources, drop = FALSE]
}
