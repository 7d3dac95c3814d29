# A DesignSpec is the recipe of a design: a plain list of the `response` (an expression), `terms`, `plain`
# variables, `offsets`, the `settings` bin_size, before and lookback, the `units`, `captured`, the variables that were
# found only where the formula was written, and `constants`, the same for what terms are made with. Binding it to data
# gives a Design; new data means binding it again.

new_DesignSpec <- function(formula, parsed, scope, settings, call) {
  # Without bins of a known width a window counts rows.
  in_rows <- settings
  in_rows$bin_size <- settings$bin_size %||% 1
  plain <- split_plain(parsed$plain, call)
  specials <- lapply(parsed$specials, make_term, settings = in_rows, scope = scope, call = call)
  terms <- set_references(label_terms(c(specials, plain$own)), plain_labels(plain$plain, call))
  spec <- list(formula = strip_env(formula), response = parsed$response, terms = terms,
               plain = if (!is.null(plain$plain)) list(formula = plain$plain), offsets = parsed$offsets,
               settings = settings)
  spec$captured <- capture_variables(spec, scope)
  # What bases and windows were written with: for update(), where the place that defined it is gone.
  spec$constants <- capture(lapply(parsed$specials, used_variables), scope)
  structure(spec, class = "DesignSpec")
}

# A formula drags along the environment it was written in, and saveRDS() would write all of it.
strip_env <- function(formula) {
  environment(formula) <- baseenv()
  formula
}

capture_variables <- function(spec, scope) {
  signals <- lapply(spec$terms, function(term) lapply(c(term$signal, term$signals, term$by, term$from), used_variables))
  capture(c(signals, if (!is.null(spec$plain)) used_variables(spec$plain$formula[[2]]),
            lapply(spec$offsets, used_variables), used_variables(spec$settings$weights)),
          scope)
}

#' The values of names that are neither in the data nor in the epochs.
#' @noRd
capture <- function(names, scope) {
  names <- setdiff(unlist(names), c(names(scope$data), names(scope$epochs$metadata)))
  values <- lapply(stats::setNames(names, names), scope_env_get, env = scope$env)
  values[!vapply(values, is.null, NA)]
}

#' Binds a recipe to data.
#'
#' @return list(design, spec): the recipe comes back with what its plain variables learned.
#' @noRd
bind_design <- function(spec, source, scope, epochs, grid, call) {
  settings <- spec$settings
  settings$bin_size <- grid$bin_size
  timeless <- isTRUE(grid$timeless)
  settings$timeless <- timeless
  response <- response_counts(source$fitted, grid)
  check_kind(response$counts, source$fitted, settings$kind, call)
  bound <- lapply(spec$terms, bind_term, source = source, scope = scope, grid = grid,
                  settings = settings, call = call)
  blocks <- lapply(bound, `[[`, "block")
  columns <- lapply(bound, `[[`, "columns")
  how <- lapply(bound, `[[`, "how")
  learned <- vapply(bound, function(part) !is.null(part[["term"]]), NA)
  spec$terms[learned] <- lapply(bound[learned], `[[`, "term")
  if (!is.null(spec$plain)) {
    plain <- bind_plain(spec$plain, scope, grid, call)
    blocks <- c(blocks, list(list(kind = "dense", term = plain_label(plain$columns$term), values = plain$values)))
    columns <- c(columns, list(plain$columns))
    how <- c(how, plain$how)
    spec$plain <- plain$plain
  }
  units <- names(source$fitted)
  spec$units <- units
  labels <- if (settings$kind == "class") .subset2(source$fitted, "labels")
  offset <- bind_offsets(spec$offsets, scope, grid, units, call)
  weights <- bind_weights(settings$weights, scope, grid, units, call)
  columns <- do.call(rbind, unname(columns)) %||% column_table(character(), character())
  rownames(columns) <- NULL
  design <- new_Design(
    blocks = unname(blocks), n_rows = grid_n_bins(grid), columns = columns, terms = spec$terms,
    output_columns = columns_of_units(columns, units, spec$terms), response = response$counts, units = units,
    offset = offset, weights = weights, n_missing = response$n_missing,
    bin_size = if (!timeless) grid$bin_size, epochs = epochs, usable = usable_rows(response$known, offset)
  )
  if (!is.null(labels)) design$classes <- list(values = labels$classes, factor = labels$factor)
  design$references <- reference_columns(design, spec$terms)
  spec$terms <- design$terms <- lapply(spec$terms, learn_means, design)
  design$grid <- grid
  design$alignment <- unlist(how)
  design$lost <- c(c(units = sum(response$known == 0L), offset = sum(!finite_rows(offset))), design$lost)
  design$lost <- design$lost[design$lost > 0]
  check_rows_left(design, call)
  list(design = design, spec = spec)
}

#' Spikes that were counted here must be what the law can have.
#' @noRd
check_kind <- function(counts, units, kind, call) {
  if (inherits(units, "binned_counts") || kind %in% c("count", "real", "class")) return(invisible())
  check_response_values(as.matrix(counts), kind, "formula", call)
}

#' The weights of the bins, from an expression in the variables of the data; a bin whose weight is not known has none.
#' @noRd
bind_weights <- function(expr, scope, grid, units, call) {
  if (is.null(expr)) return(NULL)
  values <- bind_offsets(list(expr), scope, grid, units, call)
  values[!is.finite(values)] <- 0
  as_weights(values, nrow(values), length(units), call)
}

#' The plain variables share a block: by name where they are few.
#' @noRd
plain_label <- function(terms, n_named = 3) {
  terms <- unique(terms)
  if (length(terms) <= n_named) paste(terms, collapse = " + ") else "variables"
}

usable_rows <- function(known, offset) {
  if (all(known == 1L) && is.null(offset)) return(logical())
  known == 1L & (if (is.null(offset)) TRUE else finite_rows(offset))
}

finite_rows <- function(offset) if (is.null(offset)) logical() else rowSums(!is.finite(offset)) == 0

check_rows_left <- function(design, call) {
  if (count_valid_rows(design) > 0) return(invisible())
  lost <- paste0(names(design$lost), " (", design$lost, ")", collapse = ", ")
  abort(c("No row is left to fit.",
          x = "Of {design$n_rows} bins, these terms cannot be computed in: {lost}.",
          i = "Shorten the windows, choose longer epochs, or say what came before with {.code before = 0}."),
        "no_valid_rows", lost = design$lost, call = call)
}
