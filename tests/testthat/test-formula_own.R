own_session <- function() {
  session <- small_session()
  stamps <- time(session$drive)
  series <- function(values) Tsd(stamps, values, support = support(session$drive))
  session$drives <- TsdFrame(stamps, cbind("9" = sin(7 * stamps), other = 1, "7" = cos(2 * stamps)),
                             support = support(session$drive))
  session$mine <- series(cos(2 * stamps))
  session
}

test_that("own() gives each unit the column of its name", {
  session <- own_session()
  all <- spike_glm(units ~ own(drives) + tuned(own(drives), BSplineEval(4)) +
                     conv(own(drives), RaisedCosineLogConv(2), window = 0.05), session, bin_size = 0.01,
                   trouble = "ignore")
  one <- spike_glm(units["7"] ~ mine + tuned(mine, BSplineEval(4)) + conv(mine, RaisedCosineLogConv(2), window = 0.05),
                   session, bin_size = 0.01, trouble = "ignore")
  expect_equal(as.numeric(logLik(all["7"])), as.numeric(logLik(one)), tolerance = 1e-9)
  expect_equal(unique(all$columns$from), c("7", "9"))
  offset <- spike_glm(units ~ drive + offset(log(2 + own(drives))), session, bin_size = 0.01)
  offset_one <- spike_glm(units["7"] ~ drive + offset(log(2 + mine)), session, bin_size = 0.01)
  expect_equal(as.numeric(logLik(offset["7"])), as.numeric(logLik(offset_one)), tolerance = 1e-12)
  session$drives <- session$drives[, 1:2]
  expect_error(spike_glm(units ~ own(drives), session, bin_size = 0.01), class = "anemone_error_unknown_unit")
})

test_that("own() takes part in interactions and functions, as a variable of each unit", {
  session <- own_session()
  pairs <- list(units ~ own(drives):block, units ~ own(drives) * block, units ~ block / own(drives),
                units ~ poly(own(drives), 2) + drive, units ~ drive:own(drives) + I(own(drives)^2),
                units ~ own(drives):block + block)
  for (formula in pairs) {
    all <- spike_glm(formula, session, session$blocks, bin_size = 0.01, trouble = "stop")
    written <- deparse1(formula)
    alone <- formula(gsub("own(drives)", "mine", sub("units", "units[\"7\"]", written), fixed = TRUE))
    one <- spike_glm(alone, session, session$blocks, bin_size = 0.01)
    expect_equal(as.numeric(logLik(all["7"])), as.numeric(logLik(one)), tolerance = 1e-9, info = written)
    expect_equal(attr(logLik(all["7"]), "df"), attr(logLik(one), "df"), info = written)
    held <- IntervalSet(2, 4, metadata = list(block = "a"))
    expect_equal(as.vector(predict(all["7"], held)), as.vector(predict(one, held)), tolerance = 1e-6, info = written)
  }
})

test_that("the columns of own() say whose they are, and curves run along them", {
  session <- own_session()
  fit <- spike_glm(units ~ own(drives) * block, session, session$blocks, bin_size = 0.01)
  expect_equal(fit$columns$name,
               c("own(drives):7", "own(drives):9", "own(drives):blockb:7", "own(drives):blockb:9", "blockb"))
  expect_equal(unique(fit$columns$term), c("own(drives)", "own(drives):block", "block"))
  table <- curves(fit, n = 5)
  one <- curves(spike_glm(units["7"] ~ mine * block, session, session$blocks, bin_size = 0.01), n = 5)
  own <- subset(table, unit == "7")
  expect_equal(own$term, sub("mine", "own(drives)", one$term))
  # Rates of two fits of the same model, each found to 1e-8 in its gradient.
  expect_equal(own$rate, one$rate, tolerance = 1e-6)
  expect_equal(unique(subset(table, term == "own(drives)")$from), c("7", "9"))
  expect_renders(autoplot(subset(table, term == "own(drives)")))
})

test_that("a variable that is missing in some bins leaves these bins alone out of its functions", {
  session <- own_session()
  session$part <- restrict(session$drive, IntervalSet(c(0, 20), c(8.9995, 25)))
  fit <- spike_glm(units["7"] ~ poly(part, 2), session, session$blocks, bin_size = 0.01)
  expect_equal(nobs(fit), 1400)
  expect_equal(sum(is.na(predict(fit, session$blocks))), 100)
})

test_that("what cannot be a plain term is refused by class", {
  session <- own_session()
  refused <- function(formula) {
    expect_error(spike_glm(formula, session, session$blocks, bin_size = 0.01), class = "anemone_error_formula")
  }
  refused(units ~ own(drives)^block)
  refused(units ~ splines::ns(block, 3))
  refused(units ~ tuned(drive, BSplineEval(4)):block)
  refused(units ~ history(RaisedCosineLogConv(3), window = 0.1):block)
})
