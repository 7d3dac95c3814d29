impulse <- Tsd(0:9, c(0, 0, 0, 0, 0, 1, 0, 0, 0, 0))

test_that("the kernel lies where the trim says", {
  at <- function(x) which(as.vector(x) != 0) - 1
  expect_equal(as.vector(convolve_kernel(impulse, 1:3))[5:7], c(1, 2, 3))
  expect_equal(at(convolve_kernel(impulse, 1:3)), 4:6)
  expect_equal(at(convolve_kernel(impulse, 1:3, "left")), 3:5)
  expect_equal(at(convolve_kernel(impulse, 1:3, "right")), 5:7)
  expect_equal(at(convolve_kernel(impulse, 1:4)), 4:7)
})

test_that("it is the open convolution of R, cut", {
  set.seed(2)
  for (n_kernel in c(1, 2, 9, 40, 70)) {
    x <- Tsd(1:60, rnorm(60))
    kernel <- rnorm(n_kernel)
    full <- convolve(as.vector(x), rev(kernel), type = "open")
    first <- list(both = (n_kernel - 1) %/% 2, left = n_kernel - 1, right = 0)
    for (trim in names(first)) {
      expect_equal(as.vector(convolve_kernel(x, kernel, trim)), full[first[[trim]] + 1:60])
    }
  }
})

test_that("nothing crosses a gap", {
  x <- restrict(Tsd(0:19, rep(1, 20)), IntervalSet(c(0, 10, 30), c(4, 14, 40)))
  expect_equal(as.vector(convolve_kernel(x, c(1, 1, 1))), rep(c(2, 3, 3, 3, 2), 2))
  expect_equal(as.vector(convolve_kernel(x, c(1, 1, 1), epochs = IntervalSet(0, 2))), c(2, 3, 2))
})

test_that("a matrix adds a dimension", {
  kernels <- cbind(up = 1:3, flat = 1)
  found <- convolve_kernel(impulse, kernels)
  expect_s3_class(found, "TsdFrame")
  expect_equal(as.vector(found$up), as.vector(convolve_kernel(impulse, 1:3)))
  frame <- TsdFrame(0:9, cbind(a = as.vector(impulse), b = 1))
  tensor <- convolve_kernel(frame, kernels)
  expect_equal(dim(tensor), c(10L, 2L, 2L))
  expect_equal(dimnames(tensor)[2:3], list(c("a", "b"), c("up", "flat")))
  expect_equal(as.vector(tensor[, 1, 1]), as.vector(found$up))
  expect_equal(colnames(convolve_kernel(impulse, unname(kernels))), c("1", "2"))
  one <- convolve_kernel(frame, c(1, 2))
  expect_equal(as.vector(one$a), as.vector(convolve_kernel(impulse, c(1, 2))))
})

test_that("empty and missing", {
  expect_length(convolve_kernel(Tsd(double(), double()), 1), 0)
  expect_equal(which(is.na(convolve_kernel(Tsd(0:9, c(1, 1, 1, NA, rep(1, 6))), c(1, 1, 1)))), 3:5)
  expect_equal(dim(convolve_kernel(TsdFrame(0:2, matrix(0, 3, 0)), 1)), c(3L, 0L))
  expect_snapshot(error = TRUE, {
    convolve_kernel(impulse, numeric())
    convolve_kernel(impulse, c(1, NA))
    convolve_kernel(impulse, "a")
    convolve_kernel(impulse, 1, trim = "middle")
    convolve_kernel(Ts(1:3), 1)
    convolve_kernel(1:3, 1)
  })
})
