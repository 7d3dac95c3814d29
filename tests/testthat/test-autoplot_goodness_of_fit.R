set.seed(5)
drive <- rnorm(3000)
counts <- rbinom(3000, 1, 0.05 * exp(drive / 2))
right <- goodness_of_fit(fit(GLM(), drive, counts))
wrong <- goodness_of_fit(fit(GLM(), drive^2, counts))

test_that("one model shows its curve, the band and the distance", {
  plot <- autoplot(right)
  points <- as.data.frame(right)
  expect_equal(drawn_by(plot, "GeomLine")$y, points$observed)
  expect_equal(drawn_by(plot, "GeomRibbon")$ymax, points$upper)
  expect_match(drawn_by(plot, "GeomText")$label, paste("distance", formatC(right$statistics$distance, digits = 2, format = "g")))
  expect_identical(plot$labels$subtitle, "Grey: 95 % band")
  expect_renders(plot)
})

test_that("several models are told apart by colour and line, and named", {
  plot <- autoplot(right, wrong, other = right)
  drawn <- drawn_by(plot, "GeomLine")
  expect_length(unique(drawn$colour), 3)
  expect_length(unique(drawn$linetype), 3)
  expect_identical(levels(plot$data$model), c("right", "wrong", "other"))
  expect_identical(levels(autoplot(right, wrong, labels = c("a", "b"))$data$model), c("a", "b"))
  expect_renders(plot)
})

test_that("models without a name are numbered", {
  expect_identical(model_labels(NULL, expression(goodness_of_fit(f), b, b)), c("model 1", "b", "model 3"))
})

test_that("units have panels", {
  both <- goodness_of_fit(fit(PopulationGLM(), drive, cbind(a = counts, b = rev(counts))))
  expect_identical(panels_of(autoplot(both), "unit"), c("a", "b"))
})

test_that("what is no result is refused", {
  expect_error(autoplot(right, 3), class = "anemone_error_bad_argument")
  expect_error(autoplot(right, wrong, labels = "a"), class = "anemone_error_bad_argument", regexp = "labels")
})
