test_that("the session has what a recorded one has, and the truth", {
  session <- simulate_session("current_injection", seed = 1)
  expect_identical(names(session), c("units", "stimulus", "epochs", "truth"))
  expect_identical(as.vector(table(unlist(session$epochs$tags))[c("noise", "ramp", "steps")]), c(24L, 4L, 12L))
  expect_identical(series_unit(session$stimulus), "pA")
  expect_length(session$stimulus, 120000)
  expect_length(support(session$stimulus), 40)
  expect_identical(names(session$truth$filters), c("term", "lag_s", "value"))
  expect_identical(range(session$truth$filters$lag_s[1:200]), c(0.001, 0.2))
  expect_snapshot(print(session))
})

test_that("a seed gives the same session, and leaves R's generator as it was", {
  set.seed(7)
  expected <- runif(1)
  set.seed(7)
  first <- simulate_session(seed = 3)
  expect_identical(runif(1), expected)
  expect_identical(simulate_session(seed = 3)$units, first$units)
  expect_false(identical(simulate_session(seed = 4)$units, first$units))
  set.seed(1)
  free <- simulate_session(seed = NULL)
  expect_false(identical(simulate_session(seed = NULL)$units, free$units))
})

test_that("unknown models and seeds are refused", {
  expect_error(simulate_session("v9"), class = "anemone_error_bad_argument")
  expect_error(simulate_session(seed = "a"), class = "anemone_error_bad_argument")
  expect_error(simulate_session("v1", size = c(5, 10, 10)), class = "anemone_error_bad_argument", regexp = "size")
  expect_error(simulate_session("v1", size = 100), class = "anemone_error_bad_argument", regexp = "size")
  expect_error(simulate_session("head_direction", size = c(100, 10, 10)), class = "anemone_error_bad_argument",
               regexp = "without frames")
})

test_that("a simulated session, its truth taken out, survives a file", {
  session <- simulate_session("v1", size = c(300, 10, 9))
  session$truth <- NULL
  path <- withr::local_tempfile(fileext = ".nwb")
  write_nwb(session, path)
  back <- read_nwb(path)
  expect_setequal(names(back), names(session))
  expect_equal(back$units$times, session$units$times)
  expect_equal(as.vector(read_all(back$stimulus)), as.vector(read_all(session$stimulus)))
  expect_equal(time(read_all(back$stimulus)), time(read_all(session$stimulus)))
})
