# Four minutes of it, so that the tests stay fast.
short_ring <- function(seed = 1) {
  truth <- replace(head_direction_truth, "length_s", list(c(wake = 120, sleep = 120)))
  do.call(Session, with_random_seed(seed, simulate_head_direction(truth)))
}

test_that("the session has units, heading, two states and the truth", {
  session <- simulate_session("head_direction")
  expect_identical(names(session), c("units", "head_direction", "epochs", "truth"))
  expect_gte(length(session$units), 19)
  expect_gte(tot_length(session$epochs), 20 * 60)
  expect_identical(unlist(session$epochs$tags), c("wake", "sleep"))
  expect_identical(series_unit(session$head_direction), "rad")
  expect_snapshot(print(session))
})

test_that("asleep the head lies still, and the inner direction does not", {
  session <- short_ring()
  asleep <- session$epochs[2]
  expect_identical(length(unique(as.vector(restrict(session$head_direction, asleep)))), 1L)
  expect_gt(sd(cos(as.vector(restrict(session$truth$inner_direction, asleep)))), 0.4)
  awake <- session$epochs[1]
  expect_equal(restrict(session$head_direction, awake), restrict(session$truth$inner_direction, awake))
})

test_that("cells prefer the directions that the truth says", {
  session <- short_ring()
  awake <- session$epochs[1]
  spikes <- restrict(session$units, awake)
  angle <- vapply(names(spikes), function(id) {
    at <- as.vector(value_from(spikes[[id]], session$head_direction))
    atan2(mean(sin(at)), mean(cos(at)))
  }, 0)
  expect_gt(mean(cos(angle - session$truth$cells$preferred_direction)), 0.8)
})

test_that("the bounds of the random ring hold, and filters belong to connections", {
  session <- short_ring(2)
  truth <- session$truth
  expect_setequal(round(truth$cells$preferred_direction * 24 / (2 * pi)), 0:23)
  expect_false(any(truth$connections$unit == truth$connections$from))
  pairs <- unique(truth$filters[c("unit", "from")])
  expect_identical(nrow(pairs), nrow(truth$connections) + 24L)
  expect_equal(range(truth$filters$lag_s), c(0.01, 0.2))
  inhibits <- merge(truth$filters, subset(truth$connections, kind == "opposite"))
  expect_lte(max(inhibits$value), 0)
})

test_that("a model of the true form finds a cell's parameters within their errors", {
  truth <- replace(head_direction_truth, "length_s", list(c(wake = 720, sleep = 10)))
  session <- do.call(Session, with_random_seed(4, simulate_head_direction(truth)))
  session$east <- cos(session$head_direction)
  session$north <- sin(session$head_direction)
  fit <- spike_glm(units["3"] ~ history(RaisedCosineLogConv(4), window = 0.2) +
                     coupling(RaisedCosineLogConv(4), window = 0.2) + east + north, session, epochs = session$epochs[1], bin_size = 0.01,
                   before = 0)
  cell <- session$truth$cells[4, ]
  kind <- session$truth$connections$kind[match(paste(3, 0:23), paste(session$truth$connections$unit,
                                                                     session$truth$connections$from))]
  of_pair <- lapply(kind, function(kind) if (is.na(kind)) numeric(4) else truth$coupling[[kind]])
  expected <- c(log(cell$base_hz * 0.01), truth$history, unlist(of_pair),
                cell$modulation * c(cos(cell$preferred_direction), sin(cell$preferred_direction)))
  free <- which(diag(vcov(fit)) > 0)
  expect_length(free, 1 + 2 + 4 + 23 * 4)
  difference <- (coef(fit) - expected)[free]
  distance <- drop(difference %*% solve(vcov(fit)[free, free], difference))
  expect_lt(distance, stats::qchisq(0.999, length(free)))
})
