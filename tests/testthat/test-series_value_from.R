position <- Tsd(0:4, c(0, 10, 20, 30, 40), unit = "cm")

test_that("the nearest sample answers, a tie goes to the later one", {
  x <- Ts(c(0.4, 0.5, 3.2, 4))
  expect_identical(as.vector(value_from(x, position)), c(0, 10, 30, 40))
  expect_identical(as.vector(value_from(x, position, mode = "before")), c(0, 0, 30, 40))
  expect_identical(as.vector(value_from(x, position, mode = "after")), c(10, 10, 40, 40))
  expect_identical(series_unit(value_from(x, position)), "cm")
})

test_that("times outside the epochs are dropped, and no value crosses a gap", {
  gappy <- Tsd(c(0, 1, 8, 9), 1:4, support = IntervalSet(c(0, 7), c(3, 9)))
  x <- Ts(c(0.2, 2.9, 5, 7.1, 8.2))
  matched <- value_from(x, gappy)
  expect_identical(time(matched), c(0.2, 2.9, 7.1, 8.2))
  expect_identical(as.vector(matched), c(1L, 2L, 3L, 3L))
  expect_identical(as.vector(value_from(x, gappy, mode = "before")), c(1L, 2L, NA, 3L))
  expect_equal(support(matched), support(gappy))
})

test_that("one sample in an epoch answers on its own side only", {
  single <- Tsd(1, 5, support = IntervalSet(0, 2))
  expect_identical(as.vector(value_from(Ts(c(0.5, 1, 2)), single, mode = "before")), c(NA, 5, 5))
})

test_that("the result has the shape of the series, for any kind of x", {
  frame <- TsdFrame(0:2, cbind(a = 1:3, b = 4:6), metadata = list(k = 1:2))
  matched <- value_from(Ts(c(0.1, 1.9)), frame)
  expect_identical(as.matrix(matched), cbind(a = c(1L, 3L), b = c(4L, 6L)))
  expect_equal(matched$k, 1:2)
  tensor <- TsdTensor(0:2, array(1:12, c(3, 2, 2)))
  expect_equal(as.array(value_from(Ts(1.1), tensor))[1, , ], array(1:12, c(3, 2, 2))[2, , ])
  words <- Tsd(0:2, c("a", "b", "c"))
  expect_identical(as.vector(value_from(Ts(c(0, 1.2)), words)), c("a", "b"))
  expect_identical(as.vector(value_from(Tsd(c(0.1, 2), c(9, 9)), position)), c(0, 20))
  group <- value_from(TsGroup(list(u = c(0.1, 3), v = double())), position)
  expect_identical(lapply(group, as.vector), list(u = c(0, 30), v = double()))
})

test_that("empty sides and bad arguments", {
  expect_length(value_from(Ts(), position), 0)
  expect_identical(as.vector(value_from(Ts(1), Tsd(double(), double(), IntervalSet(0, 2)))), NA_real_)
  expect_error(value_from(Ts(1), Ts(1)), class = "anemone_error_bad_argument")
  expect_error(value_from(Ts(1), position, mode = "near"), class = "anemone_error_bad_argument")
})

test_that("values are those of a search by hand, for any number of threads and any type", {
  withr::local_seed(4)
  samples <- sort(c(runif(300, 0, 10), 3, 3, 3))
  times <- sort(c(runif(2000, -1, 11), samples[c(5, 9)]))
  series <- Tsd(samples, seq_along(samples), IntervalSet(0, 10))
  inside <- times[times >= 0 & times <= 10]
  before <- findInterval(inside, samples)
  expect_identical(as.integer(value_from(Ts(times), series, mode = "before")),
                   replace(ifelse(inside %in% 3, match(3, samples), before), before == 0, NA))
  nearest <- vapply(inside, function(t) max(which(abs(samples - t) == min(abs(samples - t)))), 0L)
  expect_identical(as.integer(value_from(Ts(times), series)), nearest)
  types <- list(as.double, as.integer, as.logical, as.character, as.complex)
  for (as_type in types) {
    typed <- Tsd(samples, as_type(seq_along(samples)), IntervalSet(0, 10))
    expect_identical(as.vector(value_from(Ts(times), typed, mode = "after")),
                     as_type(seq_along(samples))[as.vector(value_from(Ts(times), series, mode = "after"))])
  }
  expect_same_for_threads(function() value_from(long_train(), long_signal(), epochs = IntervalSet(c(0, 2000), c(1900, 3500))))
})

test_that("drifting and clumped samples are found too", {
  withr::local_seed(5)
  samples <- cumsum(c(rep(0.001, 500), rexp(500, 3), rep(1e-4, 500)))
  times <- sort(runif(3000, 0, max(samples)))
  found <- value_from(Ts(times), Tsd(samples, seq_along(samples)), mode = "before")
  expect_identical(as.integer(found), findInterval(times[times >= samples[1]], samples))
})
