several_terms <- function() {
  session <- small_session()
  design_matrix(units ~ conv(drive, RaisedCosineLogConv(3), window = 0.1) + history(HistoryConv(), window = 0.02) +
                  tuned(drive, BSplineEval(5)) + drive + block, session, session$blocks, bin_size = 0.005)
}

test_that("terms of a design are chosen by label or position, plain variables among them", {
  design <- several_terms()
  all <- model.matrix(design)
  chosen <- design[c("block", "conv(drive)")]
  expect_equal(unique(chosen$columns$term), c("conv(drive)", "block"))
  x <- model.matrix(chosen)
  rows <- complete.cases(all)
  expect_equal(x[rows, ], all[rows, colnames(x)])
  expect_equal(chosen$lost, c("conv(drive)" = 40))
  expect_equal(design["block"]$runs, list(begin = 0, end = 3000))
  expect_equal(design[3]$columns$name, paste0("tuned(drive)[", 1:5, "]"))
  own <- design["history"]
  used <- lapply(own$output_columns, function(at) own$columns$from[at + 1])
  expect_equal(used, list(rep("7", 4), rep("9", 4)))
  expect_error(design["speed"], class = "anemone_error_bad_argument")
  expect_error(design[9], class = "anemone_error_bad_argument")
})

test_that("what is chosen fits as a formula of these terms does", {
  design <- several_terms()
  session <- small_session()
  chosen <- fit(PopulationGLM(), design[c("tuned(drive)", "history")])
  formula <- spike_glm(units ~ history(HistoryConv(), window = 0.02) + tuned(drive, BSplineEval(5)), session,
                       session$blocks, bin_size = 0.005)
  expect_equal(logLik(chosen), logLik(formula), tolerance = 1e-10)
})

test_that("designs side by side are the design of all their terms", {
  design <- several_terms()
  together <- cbind(design["block"], design["history"], design["tuned(drive)"])
  expect_equal(model.matrix(together)[complete.cases(model.matrix(together)), ],
               model.matrix(design[c("block", "history", "tuned(drive)")])[complete.cases(model.matrix(together)),
                                                                           colnames(model.matrix(together))])
  expect_equal(together$response, design$response)
  used <- lapply(together$output_columns, length)
  expect_equal(unlist(used), c(10, 10))
  a <- fit(PopulationGLM(), together)
  b <- fit(PopulationGLM(), design[c("block", "history", "tuned(drive)")])
  expect_equal(as.numeric(logLik(a)), as.numeric(logLik(b)), tolerance = 1e-10)
  session <- small_session()
  other <- design_matrix(units ~ drive, session, session$blocks, bin_size = 0.01)
  expect_error(cbind(design, other), class = "anemone_error_length")
  shifted <- design_matrix(units ~ drive, session, IntervalSet(c(0.001, 20), c(10, 24.999)), bin_size = 0.005)
  expect_error(cbind(design, shifted), class = "anemone_error")
  expect_error(cbind(design, 1:3000), class = "anemone_error_bad_argument")
})

test_that("a printed design says its terms, columns, rows and weight", {
  text <- format(several_terms())
  expect_match(text, "3,000 rows x 18 columns for 2 units", all = FALSE)
  expect_match(text, "2,960 rows used", all = FALSE)
  expect_match(text, "history +8 columns: \\[lag 5 ms\\] ... \\[lag 20 ms\\]", all = FALSE)
  expect_match(text, "stored, the columns would take 421.9 Kb", all = FALSE)
})

test_that("columns are named by the lag where their function peaks, or by number where two share it", {
  design <- several_terms()
  expect_equal(design$columns$name[4:5], c("history:7[lag 5 ms]", "history:7[lag 10 ms]"))
  expect_warning(
    shared <- design_matrix(units ~ history(RaisedCosineLogConv(5), window = 0.02), small_session(), bin_size = 0.005),
    class = "anemone_warning_alike_functions"
  )
  expect_equal(shared$columns$name[1:2], c("history:7[1]", "history:7[2]"))
  rows <- data.frame(y = rpois(50, 1), x = rnorm(50))
  expect_equal(design_matrix(y ~ conv(x, HistoryConv(3)), rows)$columns$name, paste0("conv(x)[lag ", 1:3, "]"))
})

test_that("rows of a design are not cut by an index", {
  expect_error(several_terms()[1:3, ], class = "anemone_error_bad_argument")
  expect_error(several_terms()[, 1], class = "anemone_error_bad_argument")
})
