coupled_fit <- function() {
  set.seed(1)
  coupling <- array(0, c(3, 3, 1))
  coupling[2, 1, 1] <- 0.8
  drawn <- simulate_recurrent(coupling, log(c(0.3, 0.2, 0.3)), matrix(c(1, 0.5)), n_bins = 4000,
                              inverse_link_function = "exp", seed = 1)
  cells <- TsdFrame((1:4000 - 0.5) / 100, drawn$counts, support = IntervalSet(0, 40))
  colnames(cells) <- c("a", "b", "c")
  spike_glm(cells ~ coupling(HistoryConv(3)) + history(HistoryConv(2)), data = list(cells = cells), bin_size = 0.01)
}

test_that("strengths are sums of filters, with their errors and tests", {
  fit <- coupled_fit()
  strengths <- coupling_strengths(fit, adjust = "none")
  expect_s3_class(strengths, "coupling_strengths")
  expect_identical(nrow(strengths), 6L)
  curves <- as.data.frame(filters(fit))
  curves <- curves[curves$term == "coupling", ]
  sums <- tapply(curves$estimate, paste(curves$unit, curves$from), sum)
  expect_equal(strengths$strength, as.vector(sums[paste(strengths$unit, strengths$from)]))
  columns <- grep("coupling:a", names(coef(fit["b"])))
  pair <- which(strengths$unit == "b" & strengths$from == "a")
  covariance <- vcov(fit["b"])[columns, columns]
  expect_equal(strengths$std.error[pair], sqrt(sum(covariance)))
  estimate <- coef(fit["b"])[columns]
  expect_equal(strengths$statistic[pair], drop(estimate %*% solve(covariance, estimate)))
  expect_lt(strengths$p.value[pair], 1e-6)
  expect_equal(strengths$peak_lag_s[pair], 0.01)
  expect_gt(min(strengths$p.value[-pair]), 0.001)
})

test_that("p-values are adjusted over all pairs", {
  fit <- coupled_fit()
  plain <- coupling_strengths(fit, adjust = "none")
  expect_equal(coupling_strengths(fit)$p.adjusted, stats::p.adjust(plain$p.value, "holm"))
})

test_that("pairs that never fire together are reported as such", {
  counts <- cbind(a = rep(c(1, 0, 0, 0), 100), b = rep(c(0, 0, 1, 0), 100))
  counts[, "b"] <- counts[, "b"] * rep(c(1, 0, 1, 1), each = 100)
  cells <- TsdFrame((1:400 - 0.5) / 100, counts, support = IntervalSet(0, 4))
  fit <- suppressMessages(spike_glm(cells ~ coupling(HistoryConv(1)), data = list(cells = cells), bin_size = 0.01))
  strengths <- coupling_strengths(fit)
  expect_identical(strengths$never, c(TRUE, TRUE))
  expect_identical(strengths$strength, c(-Inf, -Inf))
  plot <- autoplot(strengths)
  expect_identical(drawn_by(plot, "GeomPoint")$shape, c(4, 4))
  expect_renders(plot)
})

test_that("models without coupling are refused", {
  session <- example_session("current_clamp")
  fit <- small_fit(units ~ history(RaisedCosineLogConv(3), window = 0.05))
  expect_error(coupling_strengths(fit), class = "anemone_error_no_filters")
  expect_error(coupling_strengths(coupled_fit(), adjust = "best"), class = "anemone_error_bad_argument")
})
