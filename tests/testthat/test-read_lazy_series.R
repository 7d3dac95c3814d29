test_that("a handle on any data set reads what the file holds, time first", {
  path <- hdf5_example()
  movie <- lazy_series(path, "movie", rate = 40, start = 2, unit = "lux", conversion = 0.5, offset = 1)
  expect_s3_class(movie, c("LazyTsdTensor", "anemone_lazy"), exact = TRUE)
  expect_identical(dim(movie), c(200L, 4L, 3L))
  stored <- aperm(array(seq_len(2400) %% 251, c(3, 4, 200)), 3:1)
  expect_identical(read_all(movie), TsdTensor(2 + 0:199 / 40, stored * 0.5 + 1, unit = "lux"))
  expect_identical(read_all(lazy_series(path, "signal", times = "stamps")),
                   Tsd(c(1:100, 151:250) / 10, 1:200 + 0, IntervalSet(c(0.1, 15.1), c(10, 25))))
})

test_that("times may be given; columns have names, metadata and conversions", {
  path <- hdf5_example()
  stamps <- c(1:100, 151:250) / 10
  frame <- lazy_series(path, "a/frame", times = stamps, columns = letters[1:5], metadata = list(shank = 1:5),
                       conversion = 10^(0:4))
  whole <- TsdFrame(stamps, t(matrix(as.double(1:1000), 5)) * rep(10^(0:4), each = 200), columns = letters[1:5],
                    metadata = list(shank = 1:5), support = IntervalSet(c(0.1, 15.1), c(10, 25)))
  expect_identical(read_all(frame), whole)
  expect_identical(frame[150:152, c("b", "d")], whole[150:152, c("b", "d")])
  epochs <- IntervalSet(c(9, 20), c(15.2, 21))
  expect_identical(restrict(frame, epochs), restrict(whole, epochs))
  expect_identical(colnames(frame), letters[1:5])
  file.remove(path)
  expect_identical(time(frame), stamps)
  expect_identical(support(frame), support(whole))
})

test_that("what makes no series is refused", {
  path <- hdf5_example()
  expect_error(lazy_series(path, "nothing", rate = 1), "movie", class = "anemone_error_unreadable_object")
  expect_error(lazy_series(path, "a", rate = 1), class = "anemone_error_unreadable_object")
  expect_error(lazy_series(path, "text", rate = 1), class = "anemone_error_unreadable_object")
  expect_error(lazy_series(path, "signal"), class = "anemone_error_bad_argument")
  expect_error(lazy_series(path, "signal", rate = 1, times = "stamps"), class = "anemone_error_bad_argument")
  expect_error(lazy_series(path, "signal", rate = 0), class = "anemone_error_bad_argument")
  expect_error(lazy_series(path, "signal", times = 1:3), class = "anemone_error_length")
  expect_error(lazy_series(path, "signal", times = 200:1), class = "anemone_error_unsorted")
  expect_error(lazy_series(path, "movie", times = "text"), class = "anemone_error_unreadable_object")
  expect_error(lazy_series(path, "signal", rate = 1, conversion = 1:3), class = "anemone_error_bad_argument")
  expect_error(lazy_series(path, "signal", rate = 1, support = IntervalSet(0, 5)), class = "anemone_error_outside_support")
  expect_error(lazy_series("none.h5", "signal", rate = 1), class = "anemone_error_missing_file")
  expect_error(read_all(lazy_series(path, "signal", times = "signal")[1:5, 1]), class = "anemone_error_bad_index")
})
