by_hand <- function(values, field) apply(values, 1, function(sample) sum(sample * field))

test_that("a projection is the weighted sum of each sample", {
  movie <- small_movie()
  stamps <- small_stamps()
  field <- matrix(seq(-1, 1, length.out = 12), 3)
  dense <- TsdTensor(stamps, movie + 0.5, unit = "a.u.")
  found <- project(dense, field)
  expect_s3_class(found, "Tsd")
  expect_equal(as.vector(found), by_hand(movie + 0.5, field))
  expect_identical(time(found), stamps)
  expect_identical(series_unit(found), "a.u.")
  expect_equal(as.vector(project(TsdTensor(stamps, movie), field)), by_hand(movie, field))
  expect_equal(as.vector(project(TsdFrame(0:1, matrix(1:4, 2)), c(1, -1))), c(-2, -2))
})

test_that("several fields give a column each, lazy or not, whatever the blocks and threads", {
  stamps <- small_stamps()
  dense <- TsdTensor(stamps, small_movie() * 2 - 1, unit = "a.u.")
  fields <- event_trigger_average(dense, movie_units(), c(-0.1, 0))[3, 1:2, , ]
  fields <- array(fields, c(2, 3, 4), list(c("a", "b"), NULL, NULL))
  expected <- project(dense, fields)
  expect_identical(colnames(expected), c("a", "b"))
  for (rows in c(1, 7, 1000)) {
    withr::local_options(anemone.block_bytes = rows * 12 * 8)
    withr::local_options(anemone.threads = rows)
    expect_equal(project(lazy_array(small_movie(), stamps, conversion = 2, offset = -1), fields), expected)
  }
  epochs <- IntervalSet(c(0.1, 1), c(0.5, 1.2))
  lazy <- lazy_array(small_movie(), stamps, conversion = 2, offset = -1)
  expect_equal(project(lazy, fields, epochs), project(dense, fields, epochs))
  expect_equal(project(lazy, fields[1, , ]), expected[, "a"], ignore_attr = TRUE)
})

test_that("missing values make their time missing; empty epochs give nothing", {
  movie <- small_movie()
  movie[7, 2, 2] <- NA
  for (series in list(TsdTensor(small_stamps(), movie), lazy_array(movie, small_stamps()))) {
    expect_identical(which(is.na(as.vector(project(series, matrix(1, 3, 4))))), 7L)
    expect_length(project(series, matrix(1, 3, 4), IntervalSet(50, 51)), 0)
  }
})

test_that("an average over lags is a set of fields, one lag of it one field", {
  dense <- TsdTensor(small_stamps(), small_movie())
  average <- event_trigger_average(dense, c(0.3, 0.7), c(-0.1, 0))
  expect_identical(ncol(project(dense, average)), 5L)
  expect_s3_class(project(dense, average[2, , ]), "Tsd")
  expect_identical(series_unit(project(dense, average)), NA_character_)
})

test_that("bad fields are refused", {
  dense <- TsdTensor(small_stamps(), small_movie())
  expect_snapshot(error = TRUE, {
    project(1:3, 1)
    project(Tsd(0:1, 0:1), 1)
    project(dense, "a")
    project(dense, 1:12)
    project(dense, matrix(1, 4, 3))
  })
})
