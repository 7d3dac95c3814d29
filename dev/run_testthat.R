# Runs the suite against the installed package and writes "passed failed skipped", counted in
# test cases, to the file named by the first argument; the second keeps matching test files.
arguments <- commandArgs(TRUE)
filter <- if (length(arguments) > 1 && nzchar(arguments[2])) arguments[2]
files <- list.files("tests/testthat", "^test-.*[.][rR]$")
if (!any(grepl(if (is.null(filter)) "" else filter, files))) {
  writeLines("0 0 0", arguments[1])
  quit(status = 0)
}

results <- as.data.frame(testthat::test_dir(
  "tests/testthat", package = "anemone", load_package = "installed", filter = filter,
  reporter = "summary", stop_on_failure = FALSE
))
failed <- results$failed > 0 | results$error
skipped <- results$skipped & !failed
writeLines(paste(sum(!failed & !skipped), sum(failed), sum(skipped)), arguments[1])
