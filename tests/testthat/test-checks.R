test_that("an argument that was left out is named, whoever checks it", {
  left_out <- function(expr, argument) {
    error <- expect_error(expr, class = "anemone_error_bad_argument")
    expect_match(conditionMessage(error), paste0("`", argument, "`.* must be given"))
  }
  left_out(BSplineEval(), "n_basis_funcs")
  left_out(OrthExponentialConv(), "n_basis_funcs` and `decay_rates")
  left_out(RaisedCosineLogConv(window_size = 10), "n_basis_funcs")
  left_out(Tsd(1:3), "values")
  left_out(compute_features(), "basis")
  left_out(spike_glm(units ~ 1), "data")
  left_out(spike_glm(data = list()), "formula")
  left_out(curves(), "fit")
  left_out(filters(), "fit")
  left_out(create_convolutional_predictor(), "kernel")
  left_out(subset(IntervalSet(0, 1)), "subset")
  left_out(score(), "object")
  left_out(design_matrix(), "object")
})
