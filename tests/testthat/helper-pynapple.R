# Vectors that pynapple gave, by name; see data-raw/pynapple_fixtures.py.
pynapple_numbers <- function() {
  table <- read.csv(gzfile(test_path("fixtures", "pynapple.csv.gz")), colClasses = c("character", "character"))
  values <- suppressWarnings(as.numeric(table$value))
  split(values, factor(table$name, levels = unique(table$name)))
}
