test_that("values print class and sizes, support, a few rows and what is hidden", {
  expect_snapshot({
    IntervalSet(c(0, 2), c(1, 3.5), metadata = list(side = c("left", "right"), tags = list("a", c("b", "c"))))
    IntervalSet()
    Ts(c(0.1, 0.52, 1.4), support = IntervalSet(0, 2))
    Ts()
    Tsd(1:100 / 10, sin(1:100), unit = "mV")
    print(Tsd(1.7e9 + 0:3 / 1000, 1:4), n = 2)
    TsdFrame(0:1, matrix(1:16, 2))
    TsdTensor(0:2, array(1:12, c(3, 2, 2)))
    TsGroup(list("7" = c(0.1, 0.4), "34" = 1.5), support = IntervalSet(0, 2), metadata = list(region = c("CA1", "CA3")))
  })
  capture.output(expect_invisible(print(Ts(1))))
})

test_that("a table is as wide as the console, and numbers stay on the right", {
  frame <- TsdFrame(0:2, matrix(c(NaN, 1, 2, 3.5), 3, 12, dimnames = list(NULL, paste0("a long name ", 1:12))))
  for (width in c(50, 80, 120)) {
    withr::local_options(width = width)
    lines <- format(frame)
    expect_true(all(nchar(lines[-(1:2)]) <= width))
  }
  withr::local_options(width = 80)
  expect_match(format(frame)[3], "a long name 1  a long name 2  a long name 3  and 9 columns$")
  expect_match(format(frame)[4], "^ +0 +NaN +3.5 +2")
})

test_that("a frame says what is known of its columns", {
  frame <- TsdFrame(0:1, matrix(1:4, 2), metadata = list(area = c("V1", "V2"), depth = 1:2))
  expect_identical(format(frame)[3], "metadata of the columns: area, depth")
})
