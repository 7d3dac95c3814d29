test_that("colours are distinct, of any number", {
  expect_identical(anemone_palette(1), "#0072B2")
  expect_length(unique(anemone_palette(7)), 7)
  expect_length(unique(anemone_palette(20)), 20)
  expect_identical(anemone_palette(0), character())
  expect_error(anemone_palette(-1), class = "anemone_error_bad_argument")
})

test_that("neighbouring colours differ in lightness, for grey print", {
  lightness <- grDevices::convertColor(t(grDevices::col2rgb(anemone_palette(4))) / 255, "sRGB", "Lab")[, 1]
  expect_true(all(abs(diff(lightness)) > 20))
})

test_that("the theme is complete and scales with its type", {
  expect_true(attr(theme_anemone(), "complete"))
  expect_equal(theme_anemone(14)$text$size, 14)
  expect_error(theme_anemone(0), class = "anemone_error_bad_argument")
})

test_that("labels have their unit where there is one", {
  expect_identical(axis_label(c("current", "position"), c("pA", NA)), c("current (pA)", "position"))
  expect_identical(axis_label(c("a", "b"), "Hz"), c("a (Hz)", "b (Hz)"))
  expect_identical(format_plain(c(0, 0.5, 1)), c("0", "0.5", "1"))
})

test_that("more panels than a page holds are counted in a message", {
  expect_message(expect_identical(first_panels(letters, "units", most = 3), c("a", "b", "c")), "first 3 of 26 units",
                 class = "anemone_message_not_drawn")
  expect_silent(expect_identical(first_panels(c("a", "b"), "units"), c("a", "b")))
})
