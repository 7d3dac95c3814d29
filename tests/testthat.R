library(testthat)
library(anemone)

test_check("anemone")
