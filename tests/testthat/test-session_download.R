content <- as.raw((0:99999 * 7919) %% 251)
served <- tempfile(fileext = ".bin")
writeBin(content, served)
right <- cli::hash_file_sha256(served)

# The address of a server of `served`, ended with the test.
local_server <- function(env = parent.frame()) {
  skip_on_cran()
  skip_if_not_installed("curl")
  port_file <- withr::local_tempfile(.local_envir = env)
  system2(file.path(R.home("bin"), "Rscript"),
          c("--vanilla", shQuote(c(test_path("fixtures", "misbehaving_server.R"), served, port_file))),
          stdout = FALSE, stderr = FALSE, wait = FALSE)
  for (i in 1:100) if (!file.exists(port_file)) Sys.sleep(0.1)
  if (!file.exists(port_file)) skip("no local server could be started")
  url <- paste0("http://127.0.0.1:", readLines(port_file))
  withr::defer(try(suppressWarnings(readLines(paste0(url, "/quit"))), silent = TRUE), env)
  url
}

fetch_here <- function(url, path, ...) fetch_file(url, path, right, pause = c(0.01, 0.01), ...)

test_that("a file is fetched, also through a redirection and after a busy answer", {
  server <- local_server()
  for (case in c("/good", "/moved", "/busy-once")) {
    path <- withr::local_tempfile()
    fetch_here(paste0(server, case), path)
    expect_identical(readBin(path, "raw", 2e5), content)
    expect_false(file.exists(paste0(path, ".part")))
  }
})

test_that("a transfer that breaks off goes on, also where the server ignores ranges", {
  server <- local_server()
  for (case in c("/drop", "/ignores-range")) {
    path <- withr::local_tempfile()
    fetch_here(paste0(server, case), path)
    expect_identical(readBin(path, "raw", 2e5), content)
  }
})

test_that("what was kept of an interrupted transfer is used by the next call", {
  server <- local_server()
  path <- withr::local_tempfile()
  expect_error(fetch_here(paste0(server, "/drop-always"), path), class = "anemone_error_interrupted", regexp = "kept")
  expect_false(file.exists(path))
  expect_identical(file.size(paste0(path, ".part")), 3000)
  fetch_here(paste0(server, "/good"), path)
  expect_identical(readBin(path, "raw", 2e5), content)
})

test_that("a whole part is not asked for again; one of another file is started anew", {
  server <- local_server()
  path <- withr::local_tempfile()
  file.copy(served, paste0(path, ".part"))
  fetch_here(paste0(server, "/good"), path)
  expect_identical(readBin(path, "raw", 2e5), content)
  other <- withr::local_tempfile()
  writeBin(raw(500), paste0(other, ".part"))
  fetch_here(paste0(server, "/good"), other)
  expect_identical(readBin(other, "raw", 2e5), content)
})

test_that("a file with the wrong hash is never kept", {
  server <- local_server()
  path <- withr::local_tempfile()
  expect_error(fetch_here(paste0(server, "/wrong"), path), class = "anemone_error_wrong_hash")
  expect_false(file.exists(path))
  expect_false(file.exists(paste0(path, ".part")))
})

test_that("the server's refusals are errors that carry the status", {
  server <- local_server()
  path <- withr::local_tempfile()
  refused <- expect_error(fetch_here(paste0(server, "/nothing"), path), class = "anemone_error_http")
  expect_identical(refused$status, 404L)
  busy <- expect_error(fetch_here(paste0(server, "/busy"), path), class = "anemone_error_http")
  expect_identical(busy$status, 503L)
  expect_false(file.exists(path))
})

test_that("without a server the error says so, and the cache stays empty", {
  skip_if_not_installed("curl")
  path <- withr::local_tempfile()
  expect_error(fetch_here("http://127.0.0.1:9/nothing", path), class = "anemone_error_offline")
  expect_error(fetch_here("http://nowhere.invalid/x", path), class = "anemone_error_offline")
  expect_false(file.exists(path))
})

test_that("a full disk is an error, and nothing gets into the cache", {
  skip_if_not(file.exists("/dev/full"))
  server <- local_server()
  path <- withr::local_tempfile()
  file.symlink("/dev/full", paste0(path, ".part"))
  expect_error(fetch_here(paste0(server, "/good"), path), class = "anemone_error_disk_full")
  expect_false(file.exists(path))
})

test_that("progress is told while bytes come", {
  server <- local_server()
  path <- withr::local_tempfile()
  expect_no_error(fetch_here(paste0(server, "/drop"), path, progress = TRUE))
})

test_that("a cache that cannot be written is named", {
  skip_if_not_installed("curl")
  blocked <- withr::local_tempfile()
  file.create(blocked)
  expect_error(fetch_here("http://127.0.0.1:9/x", file.path(blocked, "inside", "x.nwb")), class = "anemone_error_cache")
})

test_that("a folder can be the mirror, by the same rule", {
  path <- file.path(withr::local_tempdir(), "cache", "x.nwb")
  from <- paste0("file://", if (.Platform$OS.type == "windows") "/", normalizePath(served, winslash = "/"))
  fetch_here(from, path)
  expect_identical(readBin(path, "raw", 2e5), content)
  unlink(path)
  writeBin(raw(500), paste0(path, ".part"))
  expect_error(fetch_file(from, path, strrep("0", 64)), class = "anemone_error_wrong_hash")
  expect_identical(list.files(dirname(path)), character())
  expect_error(fetch_here(paste0(from, "-none"), path), class = "anemone_error_offline", regexp = "none")
})

test_that("a download that the user stops is gone on with by the next call", {
  skip_on_os("windows")
  server <- local_server()
  path <- withr::local_tempfile()
  child <- withr::local_tempfile(fileext = ".R")
  ready <- withr::local_tempfile()
  writeLines(c(
    sprintf("loadNamespace('anemone', lib.loc = %s)", deparse1(dirname(system.file(package = "anemone")))),
    sprintf("cat(Sys.getpid(), file = '%s')", ready),
    sprintf("tryCatch(anemone:::fetch_file('%s/stuck', '%s', '%s'), interrupt = function(e) NULL)", server, path, right)
  ), child)
  system2(file.path(R.home("bin"), "Rscript"), shQuote(c("--vanilla", child)), stdout = FALSE, stderr = FALSE,
          wait = FALSE)
  waited_for <- function(holds) for (i in 1:100) if (holds()) return(TRUE) else Sys.sleep(0.1)
  part <- paste0(path, ".part")
  started <- waited_for(function() file.exists(part) && file.size(part) > 0)
  skip_if_not(isTRUE(started), "the child did not start in time")
  tools::pskill(as.integer(readLines(ready, warn = FALSE)), tools::SIGINT)
  Sys.sleep(0.5)
  expect_false(file.exists(path))
  expect_lt(file.size(part), length(content))
  fetch_here(paste0(server, "/good"), path)
  expect_identical(readBin(path, "raw", 2e5), content)
})
