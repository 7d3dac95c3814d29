# Argument checks shared by every exported function. Each names the argument, says what was given and
# how to go on; `call` is the exported function's frame.

#' An error for an argument that has no default and was left out.
#' @noRd
check_given <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  if (!missing(x)) return(invisible())
  abort(c("{.arg {arg}} must be given.", x = "It was left out, and has no default."), "bad_argument",
        argument = arg, call = call)
}

#' The same for all arguments of a function, whose frame is `call`.
#' @noRd
check_all_given <- function(fn, call) {
  required <- setdiff(names(which(vapply(formals(fn), rlang::is_missing, NA))), "...")
  absent <- Filter(function(name) eval(call("missing", as.name(name)), call), required)
  if (length(absent) == 0) return(invisible())
  abort(c("{.arg {absent}} must be given.",
          x = "{cli::qty(absent)}{?It was/They were} left out, and {?has/have} no default."),
        "bad_argument", argument = absent, call = call)
}

check_number <- function(x, arg = rlang::caller_arg(x), lower = -Inf, upper = Inf, strict = FALSE,
                         call = rlang::caller_env()) {
  check_given(x, arg, call)
  ok <- is.numeric(x) && length(x) == 1 && is.finite(x) &&
    if (strict) x > lower && x < upper else x >= lower && x <= upper
  if (isTRUE(ok)) return(invisible(x))
  range <- number_range(lower, upper, strict)
  abort(c("{.arg {arg}} must be one finite number{range}.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, value = x, call = call)
}

check_count <- function(x, arg = rlang::caller_arg(x), lower = 0, call = rlang::caller_env()) {
  check_given(x, arg, call)
  if (is.numeric(x) && length(x) == 1 && is.finite(x) && x >= lower && x == round(x)) {
    return(invisible(x))
  }
  abort(c("{.arg {arg}} must be one whole number of at least {lower}.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, value = x, call = call)
}

check_string <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  check_given(x, arg, call)
  if (is.character(x) && length(x) == 1 && !is.na(x)) return(invisible(x))
  abort(c("{.arg {arg}} must be one string.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, value = x, call = call)
}

check_flag <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  check_given(x, arg, call)
  if (isTRUE(x) || isFALSE(x)) return(invisible(x))
  abort(c("{.arg {arg}} must be `TRUE` or `FALSE`.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, value = x, call = call)
}

check_class <- function(x, classes, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  check_given(x, arg, call)
  if (inherits(x, classes)) return(invisible(x))
  lazy <- inherits(x, "anemone_lazy")
  hint <- if (lazy) {
    paste0("Read a part of it with {.code restrict(", arg, ", epochs)}, or all with {.code read_all(", arg, ")}.")
  } else {
    class_hint(x, classes)
  }
  abort(c("{.arg {arg}} must be {.or {.cls {classes}}}.", x = "Got {describe(x)}.", i = hint),
        if (lazy) "lazy_series" else "bad_argument", argument = arg, value = x, call = call)
}

#' How to come from `x` to one of the classes that are wanted.
#' @noRd
class_hint <- function(x, classes) {
  signals <- c("Tsd", "TsdFrame", "TsdTensor")
  if (inherits(x, "Session")) return("Give one of its members: {.code session$units}.")
  if ("IntervalSet" %in% classes) {
    return(if (length(classes) == 1) "{.code IntervalSet(start, end)} makes one, of a table {.fn as_IntervalSet}.")
  }
  if (!any(c("Ts", "TsGroup", signals) %in% classes)) return(NULL)
  if (inherits(x, "IntervalSet")) return("{.fn interval_centers}, {.fn start} and {.fn end} give times of intervals.")
  if (is.data.frame(x)) return("{.fn as_Tsd} and its kin turn tables into series.")
  if (inherits(x, signals)) {
    if (!any(signals %in% classes)) return("{.code Ts(time(x), support(x))} takes the times of a series.")
    return("{.code x[, \"name\"]} and {.code x[, i, j]} are single signals, {.fn cbind} puts them side by side.")
  }
  if (inherits(x, c("Ts", "TsGroup"))) {
    if (any(signals %in% classes)) return("{.fn bin_counts} makes a signal of events.")
    return("{.code units[[\"id\"]]} is one unit, {.fn TsGroup} makes a group of a list.")
  }
  if (is.numeric(x)) "Times become a series by {.code Ts(times)}, values by {.code Tsd(times, values)}."
}

#' What the default method of a verb over series says.
#' @noRd
refuse_no_series <- function(x, arg = "x", classes = c("Ts", "Tsd", "TsdFrame", "TsdTensor", "TsGroup"),
                             call = rlang::caller_env()) {
  check_given(x, arg, call)
  if (inherits(x, "anemone_lazy")) refuse_lazy(sub("[.].*", "", rlang::call_name(rlang::frame_call(call))), call)
  abort(c("{.arg {arg}} must be {.or {.cls {classes}}}.", x = "Got {describe(x)}.", i = class_hint(x, classes)),
        "bad_argument", argument = arg, value = x, call = call)
}

check_choice <- function(x, choices, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  check_given(x, arg, call)
  if (is.character(x) && length(x) >= 1 && identical(x, choices)) return(choices[1])
  if (is.character(x) && length(x) == 1 && x %in% choices) return(x)
  abort(c("{.arg {arg}} must be one of {.or {.val {choices}}}.", x = "Got {describe(x)}."),
        "bad_argument", argument = arg, value = x, call = call)
}

#' A value in a few words: what it is, and what it holds where that is short.
#' @noRd
describe <- function(x) {
  if (is.null(x)) return("`NULL`")
  if (is.function(x)) return("a function")
  if (is.atomic(x) && !is.object(x) && length(x) == 1) return(paste0("`", format(x), "`"))
  if (is.object(x)) return(paste0("<", paste(class(x), collapse = "/"), ">"))
  if (is.list(x)) return(paste("a list of length", length(x)))
  if (!is.null(dim(x))) return(paste0(a_type(x), " array of ", paste(dim(x), collapse = " x ")))
  paste0(a_type(x), " vector of length ", length(x))
}

a_type <- function(x) paste(if (typeof(x) == "integer") "an" else "a", typeof(x))

number_range <- function(lower, upper, strict) {
  if (lower == -Inf && upper == Inf) return("")
  if (upper == Inf) return(paste(if (strict) " above" else " of at least", lower))
  if (lower == -Inf) return(paste(if (strict) " below" else " of at most", upper))
  paste(if (strict) " strictly between" else " between", lower, "and", upper)
}
