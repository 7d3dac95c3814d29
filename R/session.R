#' Sessions: the named objects of one recording
#'
#' A session is a list-like collection of series, spike trains and intervals. `session$name` gives one of
#' them; what lies in a file is read on first use. `session$name <- series` gives a session with one more,
#' `session$name <- NULL` with one less. Wherever a function takes a session, a named list of series
#' does as well.
#'
#' @param ... Named series, spike trains, interval sets.
#' @return `Session()` gives a session; `session_members()` a data frame with one row per member and the
#'   columns `name`, `type`, `shape`, `unit`, `start` and `end` (seconds; `NA` where that is not
#'   known without reading) and `read` (is it in memory?).
#' @examples
#' session <- example_session("current_clamp")
#' session
#' names(session)
#' session$epochs
#' session_members(session)
#' @export
Session <- function(...) {
  members <- list(...)
  named <- !is.null(names(members)) && all(nzchar(names(members))) && !anyDuplicated(names(members))
  if (length(members) > 0 && !named) {
    abort(c("{.arg ...} must be arguments with names of their own.", x = "Got {describe(names(members))}."),
          "bad_argument", argument = "...")
  }
  new_Session(members)
}

# A session is a list of `members` (values, or `nwb_member`s not read yet) and `source`, a list that says
# which door it came through (`door`), and from which file (`path`, `version`) if any.
new_Session <- function(members = list(), source = list(door = "put together in R")) {
  structure(list(members = members, source = source), class = "Session")
}

session_parts <- function(x) unclass(x)$members

#' @export
names.Session <- function(x) names(session_parts(x)) %||% character()

#' @export
length.Session <- function(x) length(session_parts(x))

#' @export
`$.Session` <- function(x, name) session_member(x, name)

#' @export
`[[.Session` <- function(x, i, ...) session_member(x, i)

#' @export
`[.Session` <- function(x, i) new_Session(session_parts(x)[i], unclass(x)$source)

#' @export
as.list.Session <- function(x, ...) {
  stats::setNames(lapply(names(x), function(name) x[[name]]), names(x))
}

session_member <- function(x, name, call = rlang::caller_env()) {
  members <- session_parts(x)
  if (is.numeric(name) && name >= 1 && name <= length(members)) name <- names(members)[name]
  if (!name %in% names(members)) {
    abort(c("The session must have a member {.val {name}}.", x = "It has none of that name.",
            i = paste("Nearest: {.val {nearest_names(as.character(name), names(members))}};",
                      "{.code names(session)} lists all.")),
          "unknown_member", name = name, call = NULL)
  }
  member <- members[[name]]
  if (inherits(member, "nwb_member")) read_member(member) else member
}

#' @export
`$<-.Session` <- function(x, name, value) {
  members <- session_parts(x)
  members[[name]] <- value
  new_Session(members, unclass(x)$source)
}

#' @export
`[[<-.Session` <- function(x, i, value) `$<-.Session`(x, i, value)

#' @rdname Session
#' @param session A session.
#' @export
session_members <- function(session) {
  check_class(session, "Session")
  rows <- lapply(session_parts(session), member_row)
  table <- do.call(rbind, c(list(member_row(NULL)[0, ]), rows))
  table <- cbind(name = names(session), table)
  row.names(table) <- NULL
  table
}

member_row <- function(member) {
  facts <- if (inherits(member, "nwb_member")) member else value_facts(member)
  data.frame(type = facts$type, shape = shape_text(facts$type, facts$shape), unit = facts$unit,
             start = facts$start, end = facts$end, read = !inherits(member, "nwb_member"))
}

#' What the table of contents says of a value in memory.
#' @noRd
value_facts <- function(x) {
  range <- value_span(x)
  list(type = class(x)[1], shape = value_shape(x), start = range[1], end = range[2],
       unit = if (inherits(x, "anemone_lazy")) x$unit else attr(x, "unit", exact = TRUE) %||% NA_character_)
}

value_shape <- function(x) {
  if (inherits(x, "TsGroup")) return(c(length(x$ids), length(x$times)))
  if (inherits(x, "IntervalSet")) return(length(x$start))
  dim(x) %||% length(x)
}

value_span <- function(x) {
  if (inherits(x, "anemone_lazy")) return(c(x$time$start, x$time$end))
  support <- if (inherits(x, "IntervalSet")) x else if (inherits(x, "TsGroup")) x$support else attr(x, "support")
  if (is.null(support)) return(c(NA_real_, NA_real_))
  c(finite_range(support$start)[1], finite_range(support$end)[2])
}

shape_text <- function(type, shape) {
  sizes <- format(shape, big.mark = ",", trim = TRUE)
  what <- switch(type,
                 TsGroup = c(if (shape[1] == 1) " unit, " else " units, ", if (shape[2] == 1) " spike" else " spikes"),
                 IntervalSet = if (shape[1] == 1) " interval" else " intervals",
                 Ts = if (shape[1] == 1) " event" else " events", NULL)
  if (is.null(what)) paste(sizes, collapse = " x ") else paste0(sizes, what, collapse = "")
}

#' @importFrom utils .DollarNames
#' @export
.DollarNames.Session <- function(x, pattern = "") grep(pattern, names(x), value = TRUE)

#' @export
format.Session <- function(x, ...) {
  source <- unclass(x)$source
  title <- c(if (!is.null(source$path)) paste0(" ", basename(source$path)),
             if (!is.null(source$version)) paste0(" (NWB ", source$version, ")"))
  c(paste0("<Session>", paste(title, collapse = ""), ": ", source$door), members_text(session_members(x)))
}

members_text <- function(table) {
  if (nrow(table) == 0) return("  (no members)")
  # Of seconds a hundredth will do; recordings of a few seconds are written out.
  place <- if (any(table$end - table$start > 10, na.rm = TRUE)) 2 else 10
  span <- paste(seconds_text(round(table$start, place)), "to", seconds_text(round(table$end, place)), "s")
  span[is.na(table$start)] <- ""
  columns <- list(name = table$name, type = table$type, shape = table$shape,
                  unit = ifelse(is.na(table$unit), "", table$unit), span = span)
  cells <- Map(function(cell, name) format(c(name, cell)), columns, names(columns))
  paste0("  ", trimws(do.call(paste, c(unname(cells), sep = "  ")), "right"))
}

#' @export
print.Session <- function(x, ...) print_lines(x)
