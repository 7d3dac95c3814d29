# A file of pynapple or numpy, unpacked for this run of the tests.
npz_fixture <- function(name) {
  folder <- file.path(tempdir(), "npz_fixtures")
  if (!dir.exists(folder)) utils::unzip(testthat::test_path("fixtures", "npz_fixtures.zip"), exdir = folder)
  file.path(folder, paste0(name, ".npz"))
}
