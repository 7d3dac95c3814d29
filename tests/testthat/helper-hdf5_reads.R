# The rows of every read from an HDF5 file that an expression makes: a list of `from:to`, `NULL` for a data set
# read whole. All reads go through one function, which is watched meanwhile.
reads_of <- function(expr) {
  rows <- list()
  record <- function(piece) rows[length(rows) + 1] <<- list(if (!is.null(piece)) range(piece[[length(piece)]]))
  namespace <- asNamespace("anemone")
  suppressMessages(trace("read_stored", bquote(.(record)(piece)), where = namespace, print = FALSE))
  on.exit(suppressMessages(untrace("read_stored", where = namespace)))
  force(expr)
  rows
}

# An HDF5 file with a movie (200 x 4 x 3), a frame (200 x 5), a signal (200), its time stamps with one gap, and text.
hdf5_example <- function() {
  path <- tempfile(fileext = ".h5")
  file <- hdf5r::H5File$new(path, "w")
  on.exit(file$close_all())
  file[["movie"]] <- array(seq_len(2400) %% 251L, c(3, 4, 200))
  file$create_group("a")
  file[["a/frame"]] <- matrix(as.double(1:1000), 5)
  file[["signal"]] <- as.double(1:200)
  file[["stamps"]] <- c(1:100, 151:250) / 10
  file[["text"]] <- c("a", "b")
  path
}
