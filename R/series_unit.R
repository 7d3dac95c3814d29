# Units: a table of what can be written, and the factor between two of them.

unit_prefixes <- c(f = 1e-15, p = 1e-12, n = 1e-9, u = 1e-6, "\u00b5" = 1e-6, "\u03bc" = 1e-6, m = 1e-3,
                   c = 1e-2, k = 1e3, M = 1e6, G = 1e9,
                   femto = 1e-15, pico = 1e-12, nano = 1e-9, micro = 1e-6, milli = 1e-3, centi = 1e-2,
                   kilo = 1e3, mega = 1e6, giga = 1e9)

# Each spelling: the dimension it measures and its size in that dimension's base unit.
unit_symbols <- list(
  A = c("A", "1"), V = c("V", "1"), s = c("s", "1"), Hz = c("Hz", "1"), m = c("m", "1"),
  S = c("S", "1"), F = c("F", "1"), W = c("W", "1"), g = c("g", "1"), T = c("T", "1"), Pa = c("Pa", "1"),
  Ohm = c("Ohm", "1"), ohm = c("Ohm", "1"), "\u03a9" = c("Ohm", "1"), "\u2126" = c("Ohm", "1"),
  K = c("K", "1"), rad = c("rad", "1"), deg = c("rad", pi / 180))

spelled_units <- list(
  ampere = c("A", "1"), amp = c("A", "1"), volt = c("V", "1"), second = c("s", "1"), sec = c("s", "1"),
  hertz = c("Hz", "1"), meter = c("m", "1"), metre = c("m", "1"), siemens = c("S", "1"),
  farad = c("F", "1"), watt = c("W", "1"), gram = c("g", "1"), tesla = c("T", "1"), pascal = c("Pa", "1"),
  ohm = c("Ohm", "1"), kelvin = c("K", "1"), radian = c("rad", "1"), degree = c("rad", pi / 180))

# Spellings that take no prefix.
unit_plain <- list(min = c("s", "60"), minute = c("s", "60"), h = c("s", "3600"), hour = c("s", "3600"),
                   day = c("s", "86400"), "%" = c("1", "0.01"), percent = c("1", "0.01"), "1" = c("1", "1"))

#' Convert the values of a series to another unit
#'
#' Files in the Neurodata Without Borders format store SI units; `as_unit(current, "pA")` gives the
#' numbers of a figure. Understood are symbols with a prefix (`"pA"`, `"mV"`, `"kHz"`, `"cm"`), names
#' (`"amperes"`, `"millivolts"`, `"seconds"`), `"deg"` and `"rad"`, `"min"` and `"h"`, `"%"`, and one
#' quotient (`"cm/s"`).
#'
#' @param x A `Tsd`, `TsdFrame` or `TsdTensor` with a unit (see [series_unit()]), or a lazy handle.
#' @param unit The unit wanted, a string.
#' @param ... For methods.
#' @return `x` with its values rescaled and its unit set to `unit`.
#' @section Errors: `anemone_error_unit` where a unit is unknown, missing, or measures something else.
#' @examples
#' as_unit(Tsd(0:2, c(0, 1e-12, 2.5e-12), unit = "amperes"), "pA")
#' @export
as_unit <- function(x, unit, ...) UseMethod("as_unit")

#' @export
as_unit.default <- function(x, unit, ...) {
  check_given(x)
  abort(c("{.arg x} must be a series with values.", x = "Got {describe(x)}."), "bad_argument",
        argument = "x")
}

#' @export
as_unit.Ts <- function(x, unit, ...) as_unit.default(x, unit)

#' @export
as_unit.anemone_series <- function(x, unit, ...) {
  factor <- unit_factor(series_unit(x), unit)
  if (!is.numeric(x) && !is.complex(x)) {
    abort(c("{.arg x} must hold numbers.", x = "It holds {typeof(x)} values."), "bad_argument",
          argument = "x")
  }
  values <- plain_values(x)
  with_values(x, if (factor == 1) values else values * factor, unit)
}

#' What a value in `from` is multiplied with to be in `to`; an error where there is no such number.
#' @noRd
unit_factor <- function(from, to, call = rlang::caller_env()) {
  check_string(to, arg = "unit", call = call)
  if (is.na(from)) {
    abort(c("{.arg x} must have a unit to convert from.", x = "Its unit is {.code NA}.",
            i = "Declare it first, as in {.code series_unit(x) <- \"A\"}."), "unit", to = to, call = call)
  }
  if (identical(from, to)) return(1)
  source <- parse_unit(from, call)
  target <- parse_unit(to, call)
  if (source$dimension == target$dimension) return(source$size / target$size)
  abort(c("{.val {from}} must be convertible to {.val {to}}.",
          x = "One measures {source$dimension}, the other {target$dimension}."),
        "unit", from = from, to = to, call = call)
}

parse_unit <- function(unit, call) {
  parts <- lapply(trimws(strsplit(unit, "/", fixed = TRUE)[[1]]), parse_simple_unit)
  if (length(parts) == 0 || length(parts) > 2 || any(vapply(parts, is.null, NA))) {
    abort(c("A unit must be one that {.fn as_unit} knows.", x = "Got {.val {unit}}.",
            i = "Units look like {.val pA}, {.val mV}, {.val seconds} or {.val cm/s}."),
          "unit", unit = unit, call = call)
  }
  if (length(parts) == 1) return(parts[[1]])
  list(dimension = paste0(parts[[1]]$dimension, "/", parts[[2]]$dimension),
       size = parts[[1]]$size / parts[[2]]$size)
}

#' A symbol or name, with or without a prefix; `NULL` where it is neither.
#' @noRd
parse_simple_unit <- function(unit) {
  word <- sub("s$", "", tolower(unit))
  found <- unit_plain[[unit]] %||% unit_plain[[word]] %||% unit_symbols[[unit]] %||%
    spelled_units[[word]] %||% spelled_units[[tolower(unit)]]
  if (!is.null(found)) return(sized_unit(found))
  for (prefix in names(unit_prefixes)) {
    is_word <- nchar(prefix) > 1
    text <- if (is_word) tolower(unit) else unit
    if (!startsWith(text, prefix)) next
    rest <- substring(text, nchar(prefix) + 1)
    found <- if (!is_word) unit_symbols[[rest]] else {
      spelled_units[[sub("s$", "", rest)]] %||% spelled_units[[rest]]
    }
    if (!is.null(found)) return(sized_unit(found, unit_prefixes[[prefix]]))
  }
}

sized_unit <- function(found, prefix = 1) {
  list(dimension = found[1], size = as.double(found[2]) * prefix)
}
