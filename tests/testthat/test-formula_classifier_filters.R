# Which of three states follows two signals that came before it.
followed_states <- function() {
  withr::with_seed(3, {
    n <- 1200
    drive <- cbind(x = as.vector(stats::filter(rnorm(n), rep(0.5, 4), sides = 1)), z = rnorm(n))
    drive[is.na(drive)] <- 0
    lagged <- rbind(0, drive)[seq_len(n), ]
    eta <- cbind(0, lagged %*% cbind(c(1, 0), c(-0.5, 0.8)))
    p <- exp(eta) / rowSums(exp(eta))
    state <- c("rest", "run", "turn")[apply(p, 1, function(p) sample.int(3, 1, prob = p))]
    at <- seq_len(n) / 10
    list(state = Tsd(at, state), drive = TsdFrame(at, drive))
  })
}

states_fit <- function(formula = state ~ conv(drive, RaisedCosineLinearConv(3), window = 0.5), ...) {
  spike_glm(formula, data = followed_states(), family = "Categorical", ...)
}

test_that("a filter of a class is the kernel times its contrast, with its standard error", {
  model <- states_fit()
  kernel <- model$terms[[1]]$kernel
  for (reference in list(NULL, "rest")) {
    table <- filters(model, reference = reference)
    expect_identical(names(table)[1:5], c("unit", "class", "term", "from", "lag_s"))
    expect_identical(unique(table$class), setdiff(c("rest", "run", "turn"), reference))
    expect_identical(unique(table$from), c("x", "z"))
    coefficients <- tidy(model, reference = reference)
    V <- vcov(model, reference = reference)
    for (class in unique(table$class)) {
      names <- paste0(class, ":", model$columns$name[4:6])
      own <- table[table$class == class & table$from == "z", ]
      estimate <- coefficients$estimate[match(names, paste0(coefficients$class, ":", coefficients$term))]
      expect_equal(own$estimate, drop(kernel %*% estimate))
      expect_equal(own$std.error, sqrt(diag(kernel %*% V[names, names] %*% t(kernel))))
      expect_equal(own$conf.high - own$estimate, qnorm(0.975) * own$std.error)
      expect_equal(own$gain, exp(own$estimate))
      expect_equal(own$lag_s, (1:5) / 10)
    }
  }
  from_mean <- filters(model)
  sums <- tapply(from_mean$estimate, list(from_mean$lag_s, from_mean$from), sum)
  expect_lt(max(abs(sums)), 1e-10)
  wide <- filters(model, simultaneous = TRUE)
  expect_equal(wide$conf.high - wide$estimate, sqrt(qchisq(0.95, 3)) * wide$std.error)
  expect_equal(attr(filters(model, reference = "run")[1:2, ], "reference"), "run")
})

test_that("two classes have the filter of a Bernoulli law, from one class to the other", {
  data <- followed_states()
  runs <- as.integer(plain_values(data$state) == "run")
  data$runs <- Tsd(time(data$state), runs)
  data$state <- Tsd(time(data$state), ifelse(runs == 1, "run", "not"))
  binary <- spike_glm(runs ~ conv(drive, RaisedCosineLinearConv(3), window = 0.5), data = data, family = "Bernoulli")
  classes <- spike_glm(state ~ conv(drive, RaisedCosineLinearConv(3), window = 0.5), data = data,
                       family = "Categorical")
  expected <- filters(binary)
  found <- filters(classes, reference = "not")
  for (name in c("lag_s", "estimate", "std.error", "gain")) {
    expect_equal(found[[name]], expected[[name]], tolerance = 1e-6)
  }
})

test_that("filters of classes are drawn in a colour for each class", {
  model <- states_fit()
  table <- filters(model)
  plot <- autoplot(model)
  line <- drawn_by(plot, "GeomLine")
  expect_setequal(round(line$y, 10), round(table$estimate, 10))
  expect_length(unique(line$colour), 3)
  expect_identical(plot$labels$y, "Log odds")
  expect_identical(plot$labels$subtitle, "Band: 95 % pointwise; against the mean of classes")
  expect_identical(panels_of(plot), c("conv(drive): x", "conv(drive): z"))
  expect_renders(plot)
  gain <- autoplot(model, scale = "gain", reference = "rest")
  expect_identical(gain$labels$y, "Factor on the odds")
  expect_match(gain$labels$subtitle, "against class rest")
  expect_renders(gain)
  expect_renders(autoplot(model, type = "coefficients"))
  expect_error(autoplot(table, layout = "grid"), class = "anemone_error_bad_argument")
  expect_output(print(model), "filters() gives the filters", fixed = TRUE)
})

test_that("what has no filters says so, and a reference is for classes", {
  model <- states_fit(state ~ drive)
  expect_error(filters(model), class = "anemone_error_no_filters")
  expect_error(autoplot(model, type = "filters"), class = "anemone_error_no_filters")
  expect_renders(autoplot(model))
  expect_error(filters(states_fit(), reference = "up"), class = "anemone_error_bad_argument")
  numbers <- small_fit(units ~ conv(current, RaisedCosineLogConv(3), window = 0.05))
  expect_error(filters(numbers, reference = "up"), class = "anemone_error_bad_argument")
})
