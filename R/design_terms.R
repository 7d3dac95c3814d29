#' Parts of a design, and designs side by side
#'
#' `design["conv(stimulus)"]` is the design of these terms alone, `cbind()` puts the columns of designs over the same
#' rows beside each other. Nothing is stored by either.
#'
#' @param x A `Design`, see [design_matrix()] and [design()].
#' @param i Terms, by label or position: those that `print()` lists.
#' @param ... For `cbind()`, designs.
#' @param deparse.level Not used.
#' @return A `Design`. Its valid rows are those that its own terms can be computed in. `cbind()` keeps the counts and
#'   the offset of the first design that has them.
#' @section Errors: `anemone_error_bad_argument` for a term that is not there; `anemone_error_time_mismatch` and
#'   `anemone_error_length` for designs over different rows.
#' @examples
#' session <- example_session("current_clamp")
#' design <- design_matrix(units ~ conv(stimulus, RaisedCosineLogConv(5), window = 0.1) + response,
#'                         data = session, epochs = session$epochs[1:2], bin_size = 0.002)
#' design["response"]
#' cbind(design["response"], design["conv(stimulus)"])
#' @name design_terms
#' @export
`[.Design` <- function(x, i, ...) {
  if (nargs() > 2) {
    abort(c("A design is cut into terms, not into rows and columns.",
            i = paste("{.code model.matrix(design)} stores its columns; {.arg epochs} of {.fn design_matrix} choose",
                      "its rows.")),
          "bad_argument", argument = "i")
  }
  terms <- design_terms(x)
  at <- if (is.character(i)) match(i, terms) else match(i, seq_along(terms))
  if (anyNA(at) || length(at) == 0) {
    abort(c("Terms of a design are chosen by label or position.", x = "There is no {.val {i[is.na(at)]}}.",
            i = "It has {.val {terms}}."), "bad_argument", argument = "i", value = i)
  }
  chosen <- terms[sort(unique(at))]
  kept <- which(x$columns$term %in% chosen)
  design <- x
  design$blocks <- chosen_blocks(x, chosen)
  design$columns <- x$columns[kept, ]
  rownames(design$columns) <- NULL
  design$terms <- x$terms[names(x$terms) %in% chosen]
  moved <- function(columns) lapply(columns, function(own) match(intersect(own + 1, kept), kept) - 1)
  design$output_columns <- moved(x$output_columns)
  design$references <- moved(x$references)
  design$alignment <- x$alignment[names(x$alignment) %in% c(chosen, unlist(lapply(chosen, term_variables)))]
  find_rows_again(design, x)
}

#' The labels of the terms of a design, in order of their columns.
#' @noRd
design_terms <- function(design) unique(design$columns$term)

term_variables <- function(label) tryCatch(all.vars(str2lang(label)), error = function(error) label)

#' The blocks of some terms; plain variables share a block, of which these columns remain.
#' @noRd
chosen_blocks <- function(design, chosen) {
  end <- 0
  blocks <- lapply(design$blocks, function(block) {
    own <- seq_len(block_width(block)) + end
    end <<- end + length(own)
    terms <- design$columns$term[own]
    keep <- terms %in% chosen
    if (!any(keep)) return(NULL)
    if (all(keep)) return(block)
    block$values <- block$values[, keep, drop = FALSE]
    block$term <- plain_label(terms[keep])
    block
  })
  Filter(Negate(is.null), blocks)
}

block_width <- function(block) {
  switch(block$kind,
         dense = ncol(block$values), lagged = ncol(block$signal) * ncol(block$kernel),
         streamed = (if (is.null(block$fields)) prod(block$shape) else ncol(block$fields)) * ncol(block$kernel),
         events = (length(block$offsets) - 1) * ncol(block$kernel), local = block$n_functions,
         category = block$n_levels, product = block_width(block$left) * block_width(block$right),
         `side by side` = sum(vapply(block$blocks, block_width, 0)))
}

#' A design whose valid rows are found anew, with what the response loses as in `like`.
#' @noRd
find_rows_again <- function(design, like) {
  usable <- like$usable %||% logical()
  from_response <- like$lost[names(like$lost) %in% c("units", "offset")]
  design <- find_valid_rows(design, usable)
  design$lost <- c(from_response, design$lost)
  design$lost <- design$lost[design$lost > 0]
  design
}

#' @rdname design_terms
#' @export
cbind.Design <- function(..., deparse.level = 1) {
  designs <- list(...)
  call <- rlang::current_env()
  lapply(designs, check_class, "Design", arg = "...", call = call)
  check_designs_align(designs, call)
  counted <- Find(function(design) !is.null(design$response), designs)
  together <- counted %||% designs[[1]]
  for (name in c("offset", "weights")) together[[name]] <- first_of(designs, name)
  together$blocks <- unlist(lapply(designs, `[[`, "blocks"), recursive = FALSE)
  together$columns <- stack_columns(lapply(designs, `[[`, "columns"))
  together$terms <- unlist(unname(lapply(designs, `[[`, "terms")), recursive = FALSE)
  together$alignment <- unlist(lapply(designs, `[[`, "alignment"))
  units <- together$units
  starts <- cumsum(c(0, vapply(designs, ncol, 0L)))
  columns_used <- function(field, all) {
    lapply(seq_along(units), function(unit) {
      unlist(lapply(seq_along(designs), function(k) {
        own <- designs[[k]][[field]]
        starts[k] + if (length(own) > 0) own[[unit]] else if (all) seq_len(ncol(designs[[k]])) - 1
      }))
    })
  }
  any_of <- function(field) any(vapply(designs, function(design) length(design[[field]]) > 0, NA))
  together$output_columns <- if (any_of("output_columns")) columns_used("output_columns", TRUE) else list()
  together$references <- if (any_of("references")) columns_used("references", FALSE) else list()
  usable <- Filter(length, lapply(designs, `[[`, "usable"))
  together["usable"] <- list(if (length(usable) > 0) Reduce(`&`, usable))
  together$lost <- first_of(designs, "lost")
  find_rows_again(together, together)
}

first_of <- function(designs, name) {
  values <- Filter(Negate(is.null), lapply(designs, `[[`, name))
  if (length(values) > 0) values[[1]]
}

#' Data frames of columns, one below the other; what one of them does not say is NA.
#' @noRd
stack_columns <- function(columns) {
  names <- unique(unlist(lapply(columns, names)))
  filled <- lapply(columns, function(part) {
    for (name in setdiff(names, names(part))) part[[name]] <- rep(NA, nrow(part))
    part[names]
  })
  stacked <- do.call(rbind, filled)
  stacked$name <- make.unique(stacked$name)
  stacked
}

check_designs_align <- function(designs, call) {
  rows <- vapply(designs, nrow, 0L)
  if (any(rows != rows[1])) {
    abort(c("Designs side by side must have the same rows.", x = "They have {rows}."), "length", call = call)
  }
  timed <- lapply(Filter(has_times, designs), time)
  if (all(vapply(timed, same_times, NA, timed[[1]]))) return(invisible())
  abort(c("Designs side by side must have the same times.", x = "They differ.",
          i = "Make them over the same epochs with one {.arg bin_size}."), "time_mismatch", call = call)
}
