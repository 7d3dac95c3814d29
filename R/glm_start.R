# Where a search begins, and what is heard of it while it runs.

#' The start of each unit: a matrix with intercepts in its first row, or NULL for the mean alone.
#'
#' @param init_params `NULL`, a fit on the same columns, or a list of `coef` and `intercept`.
#' @noRd
start_matrix <- function(init_params, design, call) {
  if (is.null(init_params)) return(NULL)
  n_columns <- nrow(design$columns)
  n_units <- length(design$units)
  if (inherits(init_params, "anemone_fit")) {
    init_params <- list(coef = init_params$coef_, intercept = init_params$intercept_)
  }
  check_start(init_params, c(n_columns, n_units), n_units, call)
  start <- rbind(as.double(init_params$intercept), matrix(as.double(init_params$coef), n_columns, n_units))
  # What a fit could not estimate, or has at its limit, begins at 0.
  start[!is.finite(start)] <- 0
  start
}

#' @param coef,intercept The shapes of both.
#' @noRd
check_start <- function(start, coef, intercept, call, arg = "init_params", hint = "A fit will do too.") {
  ok <- is.list(start) && setequal(names(start), c("coef", "intercept")) && all(vapply(start, is.numeric, NA)) &&
    length(start$coef) == prod(coef) && length(start$intercept) == prod(intercept)
  if (ok) return(invisible())
  shape <- function(size) paste(size, collapse = " x ")
  abort(c(paste("{.arg {arg}} must be a list of {.field coef}, {shape(coef)}, and {.field intercept},",
                "{shape(intercept)}."),
          x = "Got {describe(start)}.", i = hint), "bad_argument", argument = arg, value = start, call = call)
}

#' A function that is told after each pass how far a fit is, and shows it once it has taken two seconds; NULL where
#' nobody looks.
#' @noRd
progress_of_fit <- function(frame = rlang::caller_env()) {
  if (!isTRUE(getOption("anemone.progress", interactive()))) return(NULL)
  began <- proc.time()[["elapsed"]]
  bar <- NULL
  passes <- 0
  function(n_done, n_units, phase) {
    passes <<- passes + 1
    if (proc.time()[["elapsed"]] - began < 2) return(invisible())
    if (is.null(bar)) {
      bar <<- cli::cli_progress_bar(format = "Fitting: {cli::pb_extra$text}", total = NA, clear = TRUE,
                                    .envir = frame, .auto_close = TRUE)
    }
    cli::cli_progress_update(id = bar, force = TRUE, .envir = frame,
                             extra = list(text = sprintf("pass %d (%s), %d of %d units done", passes, phase, n_done, n_units)))
  }
}
