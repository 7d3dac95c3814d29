test_that("members are added, replaced and removed by name, on a new value", {
  session <- example_session("current_clamp")
  more <- session
  more$current <- as_unit(session$stimulus, "pA")
  expect_identical(names(more), c("units", "epochs", "stimulus", "response", "current"))
  expect_identical(names(session), c("units", "epochs", "stimulus", "response"))
  expect_identical(more[["current"]], more$current)
  more$current <- NULL
  expect_identical(names(more), names(session))
  expect_length(session["units"], 1)
})

test_that("an unknown name is an error that suggests the nearest", {
  session <- example_session("current_clamp")
  error <- expect_error(session$stimulu, class = "anemone_error_unknown_member")
  expect_match(conditionMessage(error), "stimulus")
  expect_error(session[["nothing"]], class = "anemone_error_unknown_member")
  expect_error(session$unit, class = "anemone_error_unknown_member")
})

test_that("a session can be put together in R", {
  session <- Session(spikes = Ts(c(0.1, 0.5)), x = Tsd(0:2, 3:5, unit = "V"))
  expect_identical(session_members(session)$type, c("Ts", "Tsd"))
  expect_identical(names(as.list(session)), c("spikes", "x"))
  expect_error(Session(Ts(1)), class = "anemone_error_bad_argument")
  expect_error(Session(a = Ts(1), a = Ts(2)), class = "anemone_error_bad_argument")
  expect_length(Session(), 0)
})

test_that("sessions print as a table of contents", {
  expect_snapshot(print(example_session("current_clamp")))
  expect_snapshot(print(example_session("linear_track")))
  expect_snapshot(print(Session(spikes = Ts(c(0.1, 0.5)), truth = list(a = 1))))
  expect_snapshot(print(Session()))
})
