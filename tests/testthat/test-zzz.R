# What is no model, series or file; the first argument of every function we export.
nonsense <- list(3, "a", NULL, list(), data.frame())

test_that("generics of models say what they want", {
  for (verb in list(tidy, glance, augment, fit, score, predict_proba, filters, curves, coupling_strengths,
                    goodness_of_fit, save_params, with_cluster_errors)) {
    for (x in nonsense) expect_error(verb(x), class = "anemone_error")
  }
  expect_snapshot(error = TRUE, {
    tidy(3)
    fit("a")
  })
})

test_that("no exported function answers nonsense with an error of R's own", {
  withr::local_dir(withr::local_tempdir())
  # ggplot2 has an error of its own.
  for (name in setdiff(getNamespaceExports("anemone"), "autoplot")) {
    verb <- getExportedValue("anemone", name)
    if (!is.function(verb) || length(formals(verb)) == 0) next
    needed <- setdiff(names(formals(verb))[vapply(formals(verb), identical, NA, quote(expr = ))], "...")
    for (x in nonsense) {
      given <- rep(list(x), max(1, length(needed)))
      if (length(needed) > 0) names(given) <- needed
      raw <- tryCatch({
        suppressMessages(suppressWarnings(do.call(verb, given, quote = TRUE)))
        ""
      }, anemone_error = function(error) "", error = function(error) conditionMessage(error))
      expect_identical(raw, "", label = paste0(name, "(", deparse1(x), ")"))
    }
  }
})
