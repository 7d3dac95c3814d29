#' Categories as columns
#'
#' One column per category, 1 where the sample is of it and 0 elsewhere.
#'
#' @inheritParams raised_cosine
#' @param categories The categories: strings or numbers, all different; they are sorted. A single whole
#'   number k stands for 0 to k - 1; a factor for its levels, in their order.
#' @param out_of_category Whether samples of no category give a row of zeros; `FALSE` makes them an error.
#' @return A basis: a list of the arguments above, `categories` sorted.
#' @section Errors:
#' `anemone_error_bad_argument` for categories that repeat, and for a sample of no category where
#' `out_of_category = FALSE`.
#' @examples
#' compute_features(Category(c("left", "right")), c("right", "left", "right", "none"))
#' @export
Category <- function(categories, out_of_category = TRUE, label = NULL) {
  new_basis(list(categories = categories, out_of_category = out_of_category, label = label), "Category")
}

#' @export
validate_basis.Category <- function(basis, call) {
  check_flag(basis$out_of_category, arg = "out_of_category", call = call)
  basis$categories <- sorted_categories(basis$categories, call)
  NextMethod()
}

sorted_categories <- function(categories, call) {
  if (is.factor(categories)) return(levels(categories))
  one_count <- is.numeric(categories) && length(categories) == 1
  if (one_count) check_count(categories, arg = "categories", lower = 1, call = call)
  if (one_count) return(seq_len(categories) - 1)
  known <- is.character(categories) || is.numeric(categories)
  if (known && !anyNA(categories) && !anyDuplicated(categories)) return(sort(categories, method = "radix"))
  abort(c("{.arg categories} must be strings or numbers, all different.",
          x = if (known) "{.val {categories[duplicated(categories)]}} comes twice or is missing."
              else "Got {describe(categories)}."),
        "bad_argument", argument = "categories", value = categories, call = call)
}

#' @export
n_basis_funcs.Category <- function(basis) length(basis$categories)

#' @export
check_samples.Category <- function(signal, basis, call) {
  if (is.factor(signal$values)) signal$values <- as.character(signal$values)
  unknown <- unique(signal$values[!signal$values %in% basis$categories])
  if (basis$out_of_category || length(unknown) == 0) return(signal)
  abort(c("Every sample must be of a known category.", x = "Got {.val {unknown}}.",
          i = "The categories are {.val {basis$categories}}; {.code out_of_category = TRUE} makes others zero."),
        "bad_argument", argument = "x", value = unknown, call = call)
}

#' @export
data_range.Category <- function(basis, x) c(-Inf, Inf)

#' @export
basis_features.Category <- function(basis, signals, call) {
  evaluate_channels(basis, signals, channel_ranges(basis, signals), call)
}

#' @export
evaluate_basis.Category <- function(basis, x, range, ...) {
  values <- outer(x, basis$categories, `==`) + 0
  values[is.na(values)] <- 0
  values
}

#' @export
evaluate_on_grid.Category <- function(basis, ...) {
  size <- check_grid_sizes(basis, list(...))
  if (size != n_basis_funcs(basis)) {
    abort(c("The grid of a category has as many positions as there are categories.",
            x = "Got {size} instead of {n_basis_funcs(basis)}."),
          "bad_input", n_expected = n_basis_funcs(basis), n_given = size)
  }
  list(x1 = basis$categories, y = evaluate_basis(basis, basis$categories, c(-Inf, Inf)))
}

#' @export
describe_basis.Category <- function(basis) {
  paste0(length(basis$categories), " categories: ", cli::format_inline("{.val {basis$categories}}"))
}

#' @export
feature_names.Category <- function(basis, channel_names, labels = leaf_labels(basis)) {
  indexed_names(labels, attr(basis, "input_shape")[[1]], channel_names[[1]], basis$categories)
}
