# The names of the panels of a plot, in order, one per value of a facetting variable.
panels_of <- function(plot, variable = "panel") {
  as.character(unique(ggplot2::ggplot_build(plot)$layout$layout[[variable]]))
}

# The data a layer draws, of the first layer of a geom.
drawn_by <- function(plot, geom) {
  kinds <- vapply(plot$layers, function(layer) class(layer$geom)[1], "")
  ggplot2::layer_data(plot, which(kinds == geom)[1])
}

# The breaks and labels of the y axis of one panel.
y_axis_of <- function(plot, panel = 1) {
  y <- ggplot2::ggplot_build(plot)$layout$panel_params[[panel]]$y
  at <- y$get_breaks()
  data.frame(at = at[!is.na(at)], label = y$get_labels()[!is.na(at)])
}

expect_renders <- function(plot) {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_s3_class(plot, "ggplot")
  expect_silent(ggplot2::ggplotGrob(plot))
}

small_fit <- function(formula, ...) {
  session <- example_session("current_clamp")
  session$current <- as_unit(session$stimulus, "pA")
  steps <- subset(session$epochs, has_tag(tags, "steps"))
  suppressMessages(spike_glm(formula, session, epochs = steps[8:16], bin_size = 0.002, trouble = "ignore", ...))
}
