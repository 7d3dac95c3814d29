test_that("str() says what it is in a line or two", {
  expect_snapshot({
    for (x in all_classes()) str(x)
    str(list(units = all_classes()$TsGroup))
  })
  for (x in empty_classes()) expect_output(str(x))
})
