#' Design of a model of spiking
#'
#' Turns a formula into a design: bins the spikes, aligns the signals to the bins and describes the columns,
#' without storing them. [spike_glm()] does this for you; here the design can be looked at, stored with
#' `model.matrix()`, or handed to [fit()] with a [GLM()].
#'
#' @param object A formula as in [spike_glm()], or a fitted [spike_glm()], whose recipe is then bound to
#'   `data` and `epochs` again.
#' @param data,epochs,bin_size,before,lookback,overlap,family As in [spike_glm()].
#' @param x A `Design`.
#' @param ... Not used.
#' @return A `Design`: `dim()` gives rows and columns, `time()` the centres of the bins in seconds (`NULL` where rows
#'   have no times), `model.matrix()` the columns as numbers (rows that cannot be computed are `NaN`), `print()` the
#'   terms, how each signal was aligned, and what was lost.
#' @inheritSection spike_glm Errors
#' @examples
#' session <- example_session("current_clamp")
#' design <- design_matrix(units ~ conv(stimulus, RaisedCosineLogConv(5), window = 0.1),
#'                         data = session, epochs = session$epochs[1:2], bin_size = 0.001)
#' design
#' model.matrix(design)[900:903, ]
#' @export
design_matrix <- function(object, ...) UseMethod("design_matrix")

#' @export
design_matrix.default <- function(object, ...) {
  check_given(object)
  abort(c("{.arg object} must be a formula or a fit of one.", x = "Got {describe(object)}.",
          i = "For example {.code design_matrix(units ~ current, data = session, bin_size = 0.001)}."),
        "bad_argument", argument = "object", value = object)
}

#' @rdname design_matrix
#' @export
design_matrix.formula <- function(object, data, epochs = NULL, bin_size = NULL, before = NA,
                                  lookback = TRUE, overlap = c("error", "once", "stack"), family = "Poisson", ...) {
  overlap <- check_choice(overlap, overlap_choices)
  kind <- formula_family(family, rlang::current_env())$kind
  design_from_formula(object, data, epochs, bin_size, before, lookback, overlap, rlang::current_env(), kind)$design
}

#' @rdname design_matrix
#' @export
design_matrix.spike_glm <- function(object, epochs = NULL, data = NULL, ...) {
  rebind(object, data, epochs, rlang::current_env())
}

#' @noRd
design_from_formula <- function(formula, data, epochs, bin_size, before, lookback, overlap, call, kind = "count",
                                weights = NULL) {
  check_data(data, call)
  check_flag(lookback, call = call)
  env <- if (inherits(formula, "formula")) environment(formula) else globalenv()
  scope <- new_scope(data, epochs, env)
  scope[c("kind", "bin_size")] <- list(kind, bin_size)
  parsed <- parse_spike_formula(formula, call)
  source <- response_source(parsed$response, scope, call)
  epochs <- fit_epochs(source$fitted, epochs, overlap, bin_size, call)
  source <- labels_of_epochs(source, parsed$response, scope, epochs, call)
  scope$epochs <- epochs
  grid <- response_grid(source$fitted, epochs, bin_size, call)
  settings <- list(bin_size = if (isTRUE(grid$timeless)) NULL else grid$bin_size,
                   before = check_before(before, call), lookback = lookback, overlap = overlap, kind = kind,
                   weights = weights)
  spec <- new_DesignSpec(formula, parsed, scope, settings, call)
  bind_design(spec, source, scope, epochs, grid, call)
}

#' The recipe of a fit on other data or epochs.
#' @noRd
rebind <- function(fit, data, epochs, call, needs_response = TRUE) {
  if (is.null(data)) data <- fit$data
  if (is.null(data)) {
    abort(c("The fit does not hold its data.", i = "Give new data, or fit with {.code keep_data = TRUE}."),
          "no_data", call = call)
  }
  check_data(data, call)
  spec <- fit$design_spec
  env <- rlang::new_environment(spec$captured, parent = globalenv())
  scope <- new_scope(data, if (is.null(epochs) && spec$settings$kind != "count") fit$epochs else epochs, env)
  scope[c("kind", "bin_size")] <- list(spec$settings$kind, spec$settings$bin_size)
  scope$classes <- unclass(fit)[["classes_"]]
  unknown <- !needs_response && lacks_response(spec, scope)
  source <- if (unknown) silent_source(spec, data, epochs %||% fit$epochs) else {
    response_source(spec$response, scope, call)
  }
  epochs <- fit_epochs(source$fitted, if (is.null(epochs)) fit$epochs else epochs, spec$settings$overlap,
                       spec$settings$bin_size, call)
  source <- labels_of_epochs(source, spec$response, scope, epochs, call)
  scope$epochs <- epochs
  grid <- response_grid(source$fitted, epochs, spec$settings$bin_size, call)
  bind_design(spec, source, scope, epochs, grid, call)$design
}

#' Whether data have no response, and none is needed: no term filters spikes, and the bins are known without it.
#' @noRd
lacks_response <- function(spec, scope) {
  filtered <- vapply(spec$terms, inherits, NA, c("history_term", "coupling_term"))
  kind <- spec$settings$kind
  # Labels that are not known are the matter of class_source().
  if (any(filtered) || kind == "class" || (kind != "count" && !is.data.frame(scope$data))) return(FALSE)
  name <- used_variables(response_base(spec$response))
  !all(name %in% names(scope$data)) && is.null(scope_env_get(scope$env, name[1]))
}

#' Stands for a response that is not known: units without spikes, or without counts in the rows of a data frame.
#' @noRd
silent_source <- function(spec, data, epochs) {
  n <- length(spec$units)
  if (is.data.frame(data)) {
    counts <- matrix(0, nrow(data), n, dimnames = list(NULL, spec$units))
    units <- new_binned_counts(counts, NULL, empty_metadata(n), "real", call = NULL)
  } else {
    units <- new_TsGroup(double(), rep(0, n + 1), spec$units, support = epochs %||% support(Find(is_series, data)))
  }
  list(fitted = units, all = units)
}

check_data <- function(data, call) {
  named <- !is.null(names(data)) && all(nzchar(names(data)))
  if ((inherits(data, "Session") || is.list(data)) && (named || length(data) == 0)) return(invisible(data))
  abort(c("{.arg data} must be a session or a named list of series.", x = "Got {describe(data)}.",
          i = "For example {.code list(units = spikes, current = stimulus)}."),
        "bad_argument", argument = "data", call = call)
}

#' The epochs of a fit: those given, checked, or what the response was recorded in.
#' @noRd
fit_epochs <- function(units, epochs, overlap, bin_size, call) {
  if (inherits(units, "binned_counts")) {
    if (is.null(epochs)) return(NULL)
    # A signal was restricted to them.
    if (.subset2(units, "kind") != "count" && !is.null(.subset2(units, "times"))) return(epochs)
    abort(c("Counts that are binned already bring their own epochs.",
            i = "Restrict the counts instead of giving {.arg epochs}."), "bad_argument", argument = "epochs",
          call = call)
  }
  if (is.null(epochs)) return(support(units))
  settle_overlaps(epochs, overlap, bin_size %||% 1, call)
}

#' @export
print.Design <- function(x, ...) print_lines(x)

#' @export
format.Design <- function(x, ...) {
  n_valid <- count_valid_rows(x)
  size <- 8 * x$n_rows * nrow(x$columns)
  c(sprintf("<Design> %s rows x %d columns%s", big(x$n_rows), nrow(x$columns), units_shown(x)),
    paste0(if (!is.null(x$bin_size)) sprintf("bins of %g s; ", x$bin_size), big(n_valid), " rows used"),
    lost_lines(x),
    if (nrow(x$columns) > 0) term_lines(x),
    if (length(x$alignment) > 0) {
      paste0("alignment: ", paste0(names(x$alignment), " = ", x$alignment, collapse = ", "))
    },
    sprintf("stored, the columns would take %s", format(structure(size, class = "object_size"), units = "auto")))
}

units_shown <- function(design) {
  n <- length(design$units)
  if (n == 0) "" else sprintf(" for %d unit%s", n, if (n == 1) "" else "s")
}

big <- function(n) format(n, big.mark = ",", scientific = FALSE, trim = TRUE)

lost_lines <- function(design) {
  lost <- design$lost[design$lost > 0]
  c(if (length(lost) > 0) {
      paste0("lost: ", paste0(big(lost), " (", names(lost), ")", collapse = ", "))
    },
    if (isTRUE(design$grid$n_incomplete > 0)) {
      sprintf("%d epoch%s with an incomplete last bin, which was dropped", design$grid$n_incomplete,
              if (design$grid$n_incomplete == 1) "" else "s")
    })
}

term_lines <- function(design) {
  terms <- unique(design$columns$term)
  at <- split(seq_along(design$columns$term), factor(design$columns$term, terms))
  n <- lengths(at)
  ends <- vapply(at, function(own) {
    inside <- sub("^.*(:[^:[]+)?(\\[[^[]*\\])$", "\\2", design$columns$name[range(own)])
    several <- grepl("\\[.*\\[", design$columns$name[own[1]])
    if (length(own) == 1 || several || any(inside == design$columns$name[range(own)])) return("")
    paste0(": ", inside[1], " ... ", inside[2])
  }, "")
  paste0("  ", format(terms), "  ", format(n), " column", ifelse(n == 1, "", "s"), ends)
}
