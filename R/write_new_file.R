# What all writers do with the name of their file.

#' A name that can be written to: of the right ending, in a folder that is there, and not taken.
#' @noRd
check_new_file <- function(path, ending, overwrite, call = rlang::caller_env()) {
  check_string(path, "path", call)
  check_flag(overwrite, "overwrite", call)
  if (!grepl(paste0("[.]", ending, "$"), path) || !dir.exists(dirname(path))) {
    abort(c("{.arg path} must end in {.file .{ending}} and lie in a folder that exists.", x = "Got {.file {path}}."),
          "bad_argument", argument = "path", path = path, call = call)
  }
  if (overwrite || !file.exists(path)) return(invisible(path))
  abort(c("{.arg path} must be a new file.", x = "{.file {path}} exists.",
          i = "{.code overwrite = TRUE} replaces it."), "file_exists", path = path, call = call)
}

#' Writes to a file beside `path` and renames it, so that a failure leaves no half of a file.
#' @noRd
write_beside <- function(path, write) {
  partial <- tempfile(".partial-", tmpdir = dirname(path))
  on.exit(unlink(partial))
  write(partial)
  file.rename(partial, path)
  invisible(path)
}
