# From regularizer and strength to what the core reads: a list of settings, each a list of `kind`, 0-based `columns`,
# `strength` and `ratio` (targets by 1, or by units), `group` of each column from 0 (NA for none), `order`, `circular`.

#' The penalties of a specification on the columns of a design.
#' @noRd
penalty_settings <- function(spec, columns, n_units, call = rlang::caller_env()) {
  if (!is.null(spec$penalties)) return(spec$penalties)
  if (regularizer_kind(spec$regularizer) == "UnRegularized" || nrow(columns) == 0) return(list())
  regularizer <- as_regularizer(spec$regularizer, call)
  at <- seq_len(nrow(columns)) - 1
  list(penalty_setting(regularizer, spec$regularizer_strength, at, columns$term, n_units, call))
}

#' @param at 0-based columns.
#' @param blocks The block of predictors, or the filter, that each belongs to.
#' @noRd
penalty_setting <- function(regularizer, strength, at, blocks, n_units, call) UseMethod("penalty_setting")

new_penalty_setting <- function(kind, at, strength, ratio = numeric(), group = numeric(), order = 2L,
                                circular = FALSE) {
  list(kind = kind, columns = as.double(at), strength = strength, ratio = as.double(ratio), group = as.double(group),
       order = order, circular = circular)
}

#' @export
penalty_setting.regularizer <- function(regularizer, strength, at, blocks, n_units, call) {
  new_penalty_setting(class(regularizer)[1], at, strength_matrix(strength, length(at), n_units, blocks, call))
}

#' @export
penalty_setting.ElasticNet <- function(regularizer, strength, at, blocks, n_units, call) {
  parts <- lapply(strength, strength_matrix, length(at), n_units, blocks, call)
  width <- max(vapply(parts, ncol, 0L))
  parts <- lapply(parts, function(part) matrix(part, length(at), width))
  new_penalty_setting("ElasticNet", at, parts$strength, ratio = parts$ratio)
}

#' @export
penalty_setting.GroupLasso <- function(regularizer, strength, at, blocks, n_units, call) {
  mask <- regularizer$mask
  if (is.null(mask)) {
    group <- match(blocks, unique(blocks)) - 1
    n_groups <- length(unique(blocks))
  } else {
    check_mask_size(mask, length(at), n_units, call)
    group_of <- function(member) if (any(member == 1)) which(member == 1) - 1 else NA
    group <- apply(mask, seq_along(dim(mask))[-1], group_of)
    n_groups <- dim(mask)[1]
  }
  names <- if (is.null(mask)) unique(blocks)
  strength <- strength_matrix(strength, n_groups, n_units, names, call, "groups")
  new_penalty_setting("GroupLasso", at, strength, group = group)
}

check_mask_size <- function(mask, n_columns, n_units, call) {
  wanted <- c(n_columns, n_units)[seq_len(length(dim(mask)) - 1)]
  if (identical(dim(mask)[-1], as.integer(wanted))) return(invisible())
  slices <- if (length(wanted) > 1) paste0(" and one slice for each of the ", n_units, " units")
  abort(c("The {.arg mask} of {.fn GroupLasso} must have one column for each of the {n_columns} predictors{slices}.",
          x = "Got {describe(mask)}."), "bad_argument", argument = "mask", value = mask, call = call)
}

#' @export
penalty_setting.Smoothness <- function(regularizer, strength, at, blocks, n_units, call) {
  names <- unique(blocks)
  new_penalty_setting("Smoothness", at, strength_matrix(strength, length(names), n_units, names, call, "blocks"),
                      group = match(blocks, names) - 1, order = regularizer$order, circular = regularizer$circular)
}

#' The strength of Ridge on each column, the same for all units; nothing for an unpenalised model.
#' @noRd
ridge_strengths <- function(spec, n_columns, call = rlang::caller_env()) {
  if (regularizer_kind(spec$regularizer) != "Ridge") return(numeric())
  as.vector(strength_matrix(spec$regularizer_strength, n_columns, 1, NULL, call))
}

#' Whether a fit has a penalty that is not 0.
#' @noRd
has_penalty <- function(settings) any(vapply(settings, function(setting) any(setting$strength > 0), NA))

#' Which columns have one best coefficient each, because of a penalty, whatever the other columns say.
#' @noRd
settled_columns <- function(settings, n_columns) {
  settled <- rep(FALSE, n_columns)
  for (setting in settings) {
    if (setting$kind == "Smoothness") next
    strength <- apply(setting$strength, 1, min)
    if (setting$kind == "GroupLasso") strength <- strength[setting$group[seq_along(setting$columns)] + 1]
    settled[setting$columns[!is.na(strength) & strength > 0] + 1] <- TRUE
  }
  settled
}
