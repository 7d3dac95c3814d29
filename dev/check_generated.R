# Regenerates NAMESPACE, man and the Rcpp exports in a copy of the sources and compares.
# roxygen2's output depends on its version, so only the one named in DESCRIPTION is compared.
root <- getwd()
copy <- tempfile("anemone")
dir.create(copy)
invisible(file.copy(c("DESCRIPTION", "NAMESPACE", "R", "man", "src"), copy, recursive = TRUE))

Rcpp::compileAttributes(copy)
wanted <- read.dcf("DESCRIPTION", "RoxygenNote")[1]
if (requireNamespace("roxygen2", quietly = TRUE) && packageVersion("roxygen2") == wanted) {
  suppressMessages(roxygen2::roxygenise(copy, load_code = roxygen2::load_installed))
} else {
  cat("roxygen2 ", wanted, " is not installed: NAMESPACE and man are not compared\n", sep = "")
}

generated <- function(path) {
  c("NAMESPACE", "R/RcppExports.R", "src/RcppExports.cpp",
    file.path("man", list.files(file.path(path, "man"), "[.]Rd$")))
}
files <- union(generated(root), generated(copy))
same <- unname(tools::md5sum(file.path(root, files)) == tools::md5sum(file.path(copy, files)))
stale <- files[is.na(same) | !same]
if (length(stale) > 0) cat("stale:", stale, fill = TRUE)
quit(status = as.integer(length(stale) > 0))
