# Two epochs with a gap in the signal, an epoch shorter than the windows, coupling and plain columns.
operator_design <- function() {
  set.seed(3)
  units <- TsGroup(lapply(1:4, function(i) sort(runif(60, 0, 20))), support = IntervalSet(0, 20))
  time <- seq(0.005, 20, by = 0.01)
  value <- rnorm(length(time))
  value[700:710] <- NA
  data <- list(units = units, drive = Tsd(time, value), speed = Tsd(time, sin(time)))
  design_matrix(units ~ conv(drive, RaisedCosineLogConv(3), window = 0.2) + speed +
                  coupling(RaisedCosineLogConv(4), window = 0.3) + history(RaisedCosineLogConv(2), window = 0.1),
                data = data, epochs = IntervalSet(c(1, 12, 15), c(10, 12.05, 19)), bin_size = 0.01)
}

test_that("products equal those of the stored columns", {
  design <- operator_design()
  x <- model.matrix(design)
  known <- stats::complete.cases(x)
  expect_gt(sum(!known), 0)
  for (n in c(1, 9)) {
    w <- matrix(rnorm(ncol(x) * n), ncol(x), dimnames = list(NULL, letters[1:n]))
    r <- matrix(rnorm(nrow(x) * n), nrow(x))
    eta <- design_multiply(design, w)
    expect_identical(is.na(eta[, 1]), !known)
    expect_equal(eta[known, ], (x[known, ] %*% w)[, seq_len(n)], tolerance = 1e-12, ignore_attr = TRUE)
    expect_equal(design_crossprod(design, r), crossprod(x[known, ], r[known, ]), tolerance = 1e-12)
    expect_equal(sum(eta[known, ] * r[known, ]), sum(w * design_crossprod(design, r)), tolerance = 1e-12)
  }
  v <- rnorm(nrow(x))
  expect_equal(design_gram(design, v), crossprod(x[known, ], v[known] * x[known, ]), tolerance = 1e-12)
  expect_equal(design_gram(design), crossprod(x[known, ]), tolerance = 1e-12)
  expect_equal(design_gram(design, columns = 2:5), crossprod(x[known, 2:5]), tolerance = 1e-12)
})

test_that("rows may be a range or a sample", {
  design <- operator_design()
  x <- model.matrix(design)
  w <- rnorm(ncol(x))
  for (rows in list(100:300, sort(sample(nrow(x), 80)))) {
    kept <- rows[stats::complete.cases(x[rows, ])]
    expect_equal(design_multiply(design, w, rows), x[rows, ] %*% w, tolerance = 1e-12, ignore_attr = TRUE)
    r <- rnorm(nrow(x))
    expect_equal(design_crossprod(design, r, rows), crossprod(x[kept, ], r[kept]), tolerance = 1e-12)
    expect_equal(design_gram(design, r, rows), crossprod(x[kept, ], r[kept] * x[kept, ]), tolerance = 1e-12)
    expect_equal(design_gram(design, rows = rows), crossprod(x[kept, ]), tolerance = 1e-12)
  }
})

test_that("products have the same bits for one thread and two, and for an output alone", {
  design <- operator_design()
  w <- matrix(rnorm(3 * ncol(design)), ncol(design))
  r <- matrix(rnorm(3 * nrow(design)), nrow(design))
  all <- function() list(design_multiply(design, w), design_crossprod(design, r), design_gram(design))
  one <- withr::with_options(list(anemone.threads = 1L), all())
  two <- withr::with_options(list(anemone.threads = 2L), all())
  expect_identical(one, two)
  expect_identical(design_multiply(design, w[, 2]), one[[1]][, 2, drop = FALSE])
  expect_identical(design_crossprod(design, r[, 2]), one[[2]][, 2, drop = FALSE])
})

test_that("`%*%` multiplies from both sides", {
  design <- operator_design()
  w <- rnorm(ncol(design))
  expect_identical(`%*%.Design`(design, w), design_multiply(design, w))
  r <- matrix(rnorm(2 * nrow(design)), 2)
  expect_identical(`%*%.Design`(r, design), t(design_crossprod(design, t(r))))
  expect_identical(`%*%.Design`(r[1, ], design), t(design_crossprod(design, r[1, ])))
  skip_if(getRversion() < "4.3.0")
  expect_identical(design %*% w, design_multiply(design, w))
})

test_that("operands of the wrong size and rows that are none are refused", {
  design <- operator_design()
  expect_error(design_multiply(design, 1:3), class = "anemone_error_length")
  expect_error(design_crossprod(design, 1:3), class = "anemone_error_length")
  expect_error(design_multiply(design, "a"), class = "anemone_error_bad_argument")
  expect_error(design_multiply(design, numeric(ncol(design)), rows = c(3, 2)), class = "anemone_error_bad_argument")
  expect_error(design_gram(design, rows = 0), class = "anemone_error_bad_argument")
  expect_error(design_gram(1), class = "anemone_error_bad_argument")
})
