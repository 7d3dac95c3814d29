# Writes tests/testthat/fixtures/nemos_glm.rds: data and solutions of NeMoS (development 1e1fa524, double
# precision) for GLMs and population GLMs.
# usage: Rscript data-raw/nemos_glm.R <nemos-golden.json>

golden <- jsonlite::fromJSON(commandArgs(trailingOnly = TRUE)[1])
sections <- c("glm_data", "glm", "glm_mask", "glm_strengths", "glm_missing", "classifier_data", "classifier")
saveRDS(golden[sections], "tests/testthat/fixtures/nemos_glm.rds", compress = "xz")
