lazy_session <- function(name, above) {
  withr::local_options(anemone.lazy_above = above)
  session <- read_nwb(nwb_fixture(name))
  for (member in names(session)) {
    if (startsWith(session_members(session)$type[match(member, names(session))], "Lazy")) session[[member]] <- session[[member]]
  }
  session
}

test_that("long series are handles that know their shape and unit", {
  session <- lazy_session("tutorial.nwb", 1000)
  expect_s3_class(session$stimulus, c("LazyTsd", "anemone_lazy"), exact = TRUE)
  expect_equal(dim(session$stimulus), length(read_nwb(nwb_fixture("tutorial.nwb"))$stimulus))
  expect_identical(series_unit(session$stimulus), "A")
})

test_that("read_all() gives what an eager read gives", {
  lazy <- lazy_session("kinds.nwb", 19)
  eager <- read_nwb(nwb_fixture("kinds.nwb"))
  for (name in c("lfp", "movie", "position", "heading")) {
    expect_s3_class(lazy[[name]], "anemone_lazy")
    expect_identical(read_all(lazy[[name]]), eager[[name]])
  }
  expect_identical(read_all(1:3), 1:3)
})

test_that("as_unit() changes a handle as it changes a series", {
  current <- as_unit(lazy_session("tutorial.nwb", 1000)$stimulus, "pA")
  expect_s3_class(current, "LazyTsd")
  expect_equal(read_all(current), as_unit(read_nwb(nwb_fixture("tutorial.nwb"))$stimulus, "pA"), tolerance = 1e-14)
  expect_error(as_unit(current, "mV"), class = "anemone_error_unit")
})

test_that("a handle refuses arithmetic instead of reading everything", {
  current <- lazy_session("tutorial.nwb", 1000)$stimulus
  expect_error(current * 2, class = "anemone_error_lazy_series")
  expect_error(exp(current), class = "anemone_error_lazy_series")
  expect_error(max(current), class = "anemone_error_lazy_series")
})

test_that("a handle prints what it is without reading", {
  current <- lazy_session("tutorial.nwb", 1000)$stimulus
  current$path <- "gone.nwb"
  expect_snapshot(print(current))
})

test_that("support ends at gaps of more than 1.5 median steps", {
  expect_length(sampled_support(list(c(0, 1, 2, 3.4, 4.4))), 1)
  many <- c(0:30, 40:60)
  expect_identical(sampled_support(list(many))$end, c(30, 60))
  expect_identical(sampled_support(list(5))$start, 5)
  expect_length(sampled_support(list(c(0, 1, 5, 6, 50))), 1)
  expect_error(check_stamps(c(0, NA, 1), "x"), class = "anemone_error_unsorted_times")
})

test_that("what needs values refuses a handle, epochs and windows read their part", {
  session <- lazy_session("tutorial.nwb", 1000)
  handle <- session$stimulus
  refused <- list(
    quote(mean(handle)), quote(summary(handle)), quote(bin_average(handle, 0.1)), quote(bin_counts(handle, 0.1)),
    quote(smooth_gaussian(handle, 0.1))
  )
  for (call in refused) expect_error(eval(call), class = "anemone_error_lazy_series")
  epochs <- session$epochs[1]
  expect_identical(handle[epochs], restrict(handle, epochs))
  part <- window(handle, handle$time$start, handle$time$start + 0.01)
  expect_identical(as.vector(part), as.vector(read_all(handle))[seq_along(part)])
})
