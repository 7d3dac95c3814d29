# Writes src/Makevars: the objects of the core, which R's own make does not look for below src/,
# and the headers each object depends on, which it does not follow either.

sources <- function() {
  files <- c(list.files("src", pattern = "[.]cpp$"),
             file.path("core", list.files("src/core", pattern = "[.]cpp$", recursive = TRUE)))
  sort(files, method = "radix")
}

included_headers <- function(file) {
  lines <- readLines(file.path("src", file), warn = FALSE)
  names <- sub('^#include "([^"]+)".*$', "\\1", grep('^#include "', lines, value = TRUE))
  candidates <- c(file.path("core", names), names)
  candidates[file.exists(file.path("src", candidates))]
}

all_headers <- function(file) {
  found <- character()
  queue <- file
  while (length(queue) > 0) {
    new <- setdiff(included_headers(queue[1]), found)
    found <- c(found, new)
    queue <- c(queue[-1], new)
  }
  sort(found, method = "radix")
}

object_of <- function(file) sub("[.]cpp$", ".o", file)

dependency_line <- function(file) {
  headers <- all_headers(file)
  if (length(headers) == 0) return(character())
  paste0(object_of(file), ": ", paste(headers, collapse = " "))
}

files <- sources()
writeLines(c(
  "CXX_STD = CXX17",
  "PKG_CPPFLAGS = -Icore",
  "PKG_CXXFLAGS = $(CXX_VISIBILITY) -pthread",
  "PKG_LIBS = -pthread",
  paste("OBJECTS =", paste(object_of(files), collapse = " ")),
  "",
  # The first rule of a Makevars becomes make's default goal, so it has to be this one.
  "all: $(SHLIB)",
  "",
  unlist(lapply(files, dependency_line))
), "src/Makevars")
