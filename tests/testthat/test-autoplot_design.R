test_that("a design is drawn as an image of its columns", {
  session <- small_session()
  design <- design_matrix(units ~ conv(drive, RaisedCosineLogConv(3), window = 0.1) + drive, session, bin_size = 0.01)
  plot <- autoplot(design, n_rows = 50)
  expect_renders(plot)
  expect_equal(panels_of(plot, "term"), c("conv(drive)", "drive"))
  drawn <- plot$data
  x <- model.matrix(design)[11:60, ]
  expect_equal(drawn$value, as.vector(sweep(x, 2, apply(abs(x), 2, max), "/")), tolerance = 1e-12)
  expect_equal(range(drawn$row), time(design)[c(11, 60)])
  expect_message(autoplot(design(HistoryConv(250), rnorm(600)), n_rows = 20), class = "anemone_message_not_drawn")
  expect_error(autoplot(design, n_rows = 0), class = "anemone_error_bad_argument")
})
