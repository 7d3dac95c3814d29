# What needs all values refuses a handle. Without these methods R's own would take the handle, a list, apart.

#' @export
Ops.anemone_lazy <- function(e1, e2) refuse_lazy(.Generic)

#' @export
Math.anemone_lazy <- function(x, ...) refuse_lazy(.Generic)

#' @export
Summary.anemone_lazy <- function(..., na.rm = FALSE) refuse_lazy(.Generic)

#' @export
mean.anemone_lazy <- function(x, ...) refuse_lazy("mean")

#' @export
median.anemone_lazy <- function(x, na.rm = FALSE, ...) refuse_lazy("median")

#' @export
quantile.anemone_lazy <- function(x, ...) refuse_lazy("quantile")

#' @export
summary.anemone_lazy <- function(object, ...) refuse_lazy("summary")

#' @export
as.data.frame.anemone_lazy <- function(x, row.names = NULL, optional = FALSE, ...) refuse_lazy("as.data.frame")

#' @export
as.vector.anemone_lazy <- function(x, mode = "any") refuse_lazy("as.vector")

#' @export
as.double.anemone_lazy <- function(x, ...) refuse_lazy("as.double")

#' @export
as.matrix.anemone_lazy <- function(x, ...) refuse_lazy("as.matrix")

#' @export
as.array.anemone_lazy <- function(x, ...) refuse_lazy("as.array")

#' @export
as.ts.anemone_lazy <- function(x, ...) refuse_lazy("as.ts")

#' @export
t.anemone_lazy <- function(x) refuse_lazy("t")

#' @export
c.anemone_lazy <- function(...) refuse_lazy("c")

#' @export
cbind.anemone_lazy <- function(..., deparse.level = 1) refuse_lazy("cbind")

#' @export
rbind.anemone_lazy <- function(..., deparse.level = 1) refuse_lazy("rbind")

#' @export
rev.anemone_lazy <- function(x) refuse_lazy("rev")

#' @export
sort.anemone_lazy <- function(x, decreasing = FALSE, ...) refuse_lazy("sort")

#' @export
unique.anemone_lazy <- function(x, incomparables = FALSE, ...) refuse_lazy("unique")

#' @export
diff.anemone_lazy <- function(x, ...) refuse_lazy("diff")

#' @export
split.anemone_lazy <- function(x, f, drop = FALSE, ...) refuse_lazy("split")

#' @export
is.na.anemone_lazy <- function(x) refuse_lazy("is.na")

#' @export
anyNA.anemone_lazy <- function(x, recursive = FALSE) refuse_lazy("anyNA")

#' @export
na.omit.anemone_lazy <- function(object, ...) refuse_lazy("na.omit")

#' @export
`[<-.anemone_lazy` <- function(x, i, ..., value) refuse_lazy("[<-")

refuse_lazy <- function(operation, call = NULL) {
  abort(c("{.fun {operation}} needs values in memory.", x = "The series is a handle on a file.",
          i = paste("Read a part with {.code restrict(x, epochs)} or rows with {.code [}, or all with",
                    "{.code read_all(x)}; {.fun as_unit} changes the unit without reading.")),
        "lazy_series", call = call)
}
