test_that("the recordings are listed with what is in the cache", {
  cache <- withr::local_tempdir()
  file.create(file.path(cache, "m691l1.nwb"))
  table <- fetch_session(list = TRUE, cache = cache)
  expect_identical(names(table), c("name", "description", "source", "url", "sha256", "cached"))
  expect_identical(nrow(table), 7L)
  expect_true(all(grepl("^[0-9a-f]{64}$", table$sha256)))
  expect_identical(table$url[1], "https://osf.io/download/vf2nj/")
  expect_identical(table$name[table$cached], "m691l1")
})

test_that("a file in the cache is opened without a network", {
  path <- file.path(withr::local_tempdir(), "m691l1.nwb")
  file.copy(system.file("extdata", "linear_track.nwb", package = "anemone"), path)
  recording <- chosen_recording("m691l1.nwb", published_recordings())
  recording$sha256 <- cli::hash_file_sha256(path)
  session <- open_recording(recording, path, progress = FALSE, call = NULL)
  expect_s3_class(session$units, "TsGroup")
  expect_match(format(session)[1], "fetched, source: Sonica Saraf and Tony Movshon")
})

test_that("a file in the cache that is not the published one is replaced or refused, never opened", {
  skip_if_not_installed("curl")
  cache <- withr::local_tempdir()
  path <- file.path(cache, "m691l1.nwb")
  file.copy(system.file("extdata", "linear_track.nwb", package = "anemone"), path)
  withr::local_options(anemone.mirror = "http://127.0.0.1:9/files/")
  expect_message(expect_error(fetch_session("m691l1", cache = cache), class = "anemone_error_offline",
                              regexp = "files/m691l1.nwb"),
                 class = "anemone_message_wrong_cached_file")
})

test_that("unknown names are refused", {
  expect_error(fetch_session("allen"), class = "anemone_error_bad_argument", regexp = "allen_478498617")
  expect_error(fetch_session(), class = "anemone_error_bad_argument", regexp = "name")
})

# Files with the objects of the published ones, by the names that the vignettes ask for.
fetched <- function(members, name, env = parent.frame()) {
  path <- file.path(withr::local_tempdir(.local_envir = env), paste0(name, ".nwb"))
  write_nwb(do.call(Session, members), path)
  recording <- chosen_recording(name, published_recordings())
  recording$sha256 <- cli::hash_file_sha256(path)
  open_recording(recording, path, progress = FALSE, call = NULL)
}

test_that("what the vignettes ask of the head-direction recording is there", {
  units <- TsGroup(list("0" = 10 + 1:80 / 4, "1" = 10 + 1:8 * 2.2, "2" = 10 + 1:90 / 5), support = IntervalSet(0, 40),
                   metadata = list(location = c("adn", "adn", "thalamus")))
  epochs <- IntervalSet(c(0, 10, 30), c(10, 30, 40), metadata = data.frame(tags = c("sleep", "wake", "sleep")))
  ry <- Tsd(1000:2999 / 100, (1:2000 / 50) %% 6.28, unit = "rad")
  mouse <- fetched(list(units = units, rem = IntervalSet(32, 38), ry = ry, epochs = epochs), "Mouse32-140822")
  wake <- subset(mouse$epochs, has_tag(tags, "wake"))
  cells <- subset(mouse$units, location == "adn")
  expect_identical(names(cells[restrict(cells, wake)$rate > 1]), "0")
  heading <- as_circular(mouse$ry, 2 * pi)
  expect_identical(dim(compute_tuning_curves(cells, heading, bins = 8, epochs = wake)$rates), c(8L, 2L))
  expect_identical(c(start(mouse$rem), end(mouse$rem)), c(32, 38))
})

test_that("what the vignettes ask of the visual recording is there, its movie unread", {
  withr::local_options(anemone.lazy_above = 500)
  cortex <- fetched(list(units = TsGroup(list("1" = 1:3 / 2, "34" = 1:5 / 4), support = IntervalSet(0, 2)),
                         whitenoise = TsdTensor(0:59 / 40, small_movie()), epochs = IntervalSet(0, 2)), "m691l1")
  expect_s3_class(cortex$whitenoise, "LazyTsdTensor")
  expect_identical(dim(cortex$whitenoise[1:4, , ]), c(4L, 3L, 4L))
  average <- event_trigger_average(cortex$whitenoise, cortex$units["34"], window = c(-0.05, 0), bin_size = 1 / 40)
  expect_identical(dim(average), c(3L, 1L, 3L, 4L))
  expect_length(project(cortex$whitenoise, as.array(average)[2, 1, , ]), 60)
})
