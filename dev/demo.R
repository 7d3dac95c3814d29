# The main job on the shipped recording: from an NWB file to fitted, plotted, compared models. Leaves pictures
# and a report in demo-output/.

suppressPackageStartupMessages(library(anemone))

output <- "demo-output"
dir.create(output, showWarnings = FALSE)
report <- file(file.path(output, "report.txt"), "w")

step <- function(text) cat("demo:", text, "\n")

note <- function(title, value) {
  writeLines(c("", title, strrep("-", nchar(title)), utils::capture.output(print(value))), report)
}

picture <- function(name, plot, width = 7, height = 4) {
  ggplot2::ggsave(file.path(output, paste0(name, ".png")), plot, width = width, height = height, dpi = 150,
                  bg = "white")
}

step("opening the recording: example_session(\"current_clamp\")")
session <- example_session("current_clamp")
session$current <- as_unit(session$stimulus, "pA")
steps <- subset(session$epochs, has_tag(tags, "steps"))
print(session)
note("The recording", session)
picture("1-traces", autoplot(session, epochs = steps[c(8, 12, 16)], members = c("current", "response", "units")), height = 5)

step("firing rate against current")
tuning <- compute_tuning_curves(session$units, session$current, bins = seq(-55, 105, by = 10), epochs = steps)
note("Firing rate against current", tuning)
picture("2-tuning-curve", autoplot(tuning))

step("three models on the step sweeps, bins of 1 ms")
picture("3-basis", autoplot(RaisedCosineLogConv(8, window_size = 200), bin_size = 0.001))
f0 <- spike_glm(units ~ current, data = session, epochs = steps, bin_size = 0.001)
f1 <- update(f0, . ~ conv(current, RaisedCosineLogConv(8), window = 0.2))
f2 <- update(f1, . ~ . + history(RaisedCosineLogConv(6), window = 0.1))
note("The model with current and history", summary(f2))
picture("4-filters", autoplot(f2))
picture("5-rate", autoplot(f2, type = "rate", epochs = steps[c(8, 12, 16)]))

step("goodness of fit by time rescaling")
fits <- list("current" = f0, "current filter" = f1, "with history" = f2)
tested <- lapply(fits, goodness_of_fit)
note("Goodness of fit of the last model", tested[[3]])
picture("6-goodness-of-fit", autoplot(tested[[1]], tested[[2]], tested[[3]], labels = names(fits)))

step("held-out sweeps: every third sweep is left out of the fit")
held_out <- steps[seq(3, length(steps), by = 3)]
trained <- update(f2, epochs = steps[setdiff(seq_along(steps), seq(3, length(steps), by = 3))])
bits <- score(trained, epochs = held_out, score_type = "bits-per-spike")
note("Bits per spike on held-out sweeps", bits)

comparison <- compare_models(f0, f1, f2)
note("The models on the rows they share", comparison)
picture("7-comparison", autoplot(comparison), height = 3)
close(report)

print(comparison)
cat(sprintf("demo: held-out sweeps: %.2f bits per spike\n", bits))
cat("demo: pictures and report.txt are in", paste0(output, "/"), "\n")
