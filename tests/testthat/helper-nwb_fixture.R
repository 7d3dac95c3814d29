# A recording of tests/testthat/fixtures, unpacked for this run of the tests.
nwb_fixture <- function(name) {
  unpacked <- file.path(tempdir(), "nwb_fixtures", name)
  if (file.exists(unpacked)) return(unpacked)
  dir.create(dirname(unpacked), showWarnings = FALSE)
  packed <- gzfile(testthat::test_path("fixtures", paste0(name, ".gz")), "rb")
  on.exit(close(packed))
  writeBin(readBin(packed, "raw", n = 1e7), unpacked)
  unpacked
}
