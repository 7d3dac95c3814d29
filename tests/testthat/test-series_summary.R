test_that("summaries print and are tables", {
  expect_snapshot(for (x in all_classes()) print(summary(x)))
  expect_snapshot({
    summary(Tsd(0:2, c("a", "b", "a")))
    summary(Tsd(0:2, c(TRUE, NA, TRUE)))
  })
  table <- as.data.frame(summary(all_classes()$TsdFrame))
  expect_equal(table$of, c("a", "b"))
  expect_equal(table$mean, c(2.5, 6.5))
  expect_equal(as.data.frame(summary(all_classes()$Tsd))$missing, 1)
  expect_equal(as.data.frame(summary(all_classes()$TsGroup))$n, c(3, 0))
  steps <- as.data.frame(summary(all_classes()$Ts))
  expect_equal(c(steps$min, steps$max), c(0, 2))
})

test_that("nothing can be summarised, too", {
  for (x in empty_classes()) {
    expect_s3_class(summary(x), "summary_series")
    expect_output(print(summary(x)))
  }
})
