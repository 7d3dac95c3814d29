test_that("plot() prints what autoplot() makes, for everything a user holds", {
  withr::local_pdf(NULL)
  session <- example_session("current_clamp")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  objects <- list(session, session$units, session$epochs, restrict(session$stimulus, steps[1]),
                  RaisedCosineLogConv(5, window_size = 100),
                  fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2)),
                  compute_autocorrelogram(session$units, 0.001, 0.05))
  for (object in objects) {
    expect_s3_class(picture <- plot(object), "ggplot")
    expect_identical(ggplot2::ggplot_build(picture)$data, ggplot2::ggplot_build(autoplot(object))$data)
  }
})
