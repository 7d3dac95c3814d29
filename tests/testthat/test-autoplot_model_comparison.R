set.seed(6)
drive <- cbind(a = rnorm(2000), b = rnorm(2000))
counts <- rpois(2000, exp(-2 + drive[, 1]))

test_that("models are compared by AIC and bits per spike, in the order given", {
  compared <- compare_models(small = fit(GLM(), drive[, "b"], counts), large = fit(GLM(), drive, counts))
  plot <- autoplot(compared)
  dots <- drawn_by(plot, "GeomPoint")
  expect_equal(sort(dots$x), sort(c(compared$delta_AIC, compared$bits_per_spike)))
  expect_identical(y_axis_of(plot)$label, c("large", "small"))
  expect_setequal(trimws(drawn_by(plot, "GeomText")$label),
                  c(formatC(compared$delta_AIC, 0, format = "f"), formatC(compared$bits_per_spike, 2, format = "f")))
  expect_renders(plot)
})

test_that("a few units have panels, many are dots with their median", {
  many <- matrix(rpois(8 * 2000, exp(-2 + drive[, 1])), 2000, dimnames = list(NULL, letters[1:8]))
  compare <- function(counts) {
    compare_models(small = fit(PopulationGLM(), drive[, "b", drop = FALSE], counts), large = fit(PopulationGLM(), drive, counts))
  }
  expect_identical(panels_of(autoplot(compare(many[, 1:3])), "unit"), c("a", "b", "c"))
  compared <- compare(many)
  lines <- drawn_by(autoplot(compared), "GeomErrorbar")
  medians <- tapply(compared$bits_per_spike, compared$model, stats::median)
  expect_true(all(vapply(medians, function(median) any(abs(lines$x - median) < 1e-12), NA)))
  expect_renders(autoplot(compared))
})
