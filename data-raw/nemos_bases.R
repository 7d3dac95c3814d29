# Writes tests/testthat/fixtures/nemos_bases.rds: inputs and outputs of NeMoS (development 1e1fa524, double
# precision) for bases, convolutions, compositions and identifiability constraints.
# usage: Rscript data-raw/nemos_bases.R <nemos-golden.json>

golden <- jsonlite::fromJSON(commandArgs(trailingOnly = TRUE)[1])
sections <- c("inputs_bases", "bases_eval", "bases_grid", "inputs_conv", "convolution", "bases_conv",
              "composition", "identifiability")
saveRDS(golden[sections], "tests/testthat/fixtures/nemos_bases.rds", compress = "xz")
