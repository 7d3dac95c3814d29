# The pictures of README.md, made by its own example. Run from the checkout with the package installed:
#   Rscript data-raw/readme_figures.R

library(anemone)

session <- example_session("current_clamp")
session$current <- as_unit(session$stimulus, "pA")
steps <- subset(session$epochs, has_tag(tags, "steps"))
f0 <- spike_glm(units ~ current, data = session, epochs = steps, bin_size = 0.001)
f1 <- update(f0, . ~ conv(current, RaisedCosineLogConv(8), window = 0.2))
f2 <- update(f1, . ~ . + history(RaisedCosineLogConv(6), window = 0.1))

save <- function(name, plot, width) {
  ggplot2::ggsave(file.path("man/figures", name), plot, width = width, height = 3.4, dpi = 110, bg = "white")
}
save("README-filters.png", autoplot(f2), 7)
save("README-goodness-of-fit.png",
     autoplot(goodness_of_fit(f0), goodness_of_fit(f1), goodness_of_fit(f2),
              labels = c("current", "current filter", "with history")), 4.5)
