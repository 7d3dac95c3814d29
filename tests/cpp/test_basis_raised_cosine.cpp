#include <limits>

#include "basis/raised_cosine.hpp"
#include "check.hpp"

using anemone::raised_cosine_linear;
using anemone::raised_cosine_log;
using anemone::RaisedCosineLogOptions;

TEST_CASE("linear bumps of width 2 add up to 2 between the peaks") {
  for (const double position : {0.3, 0.5, 0.61}) {
    double values[7];
    raised_cosine_linear(&position, 1, 7, 2.0, values);
    double sum = 0.0;
    for (const double value : values) sum += value;
    CHECK_NEAR(sum, 2.0, 1e-13);
  }
}

TEST_CASE("logarithmic bumps start at their peak and, if asked to, end at 0") {
  RaisedCosineLogOptions options;
  options.n_functions = 5;
  const double ends[] = {0.0, 1.0};
  double values[10];
  raised_cosine_log(ends, 2, options, values);
  CHECK_NEAR(values[0], 1.0, 1e-14);
  for (int function = 0; function < 5; ++function) CHECK_NEAR(values[2 * function + 1], 0.0, 1e-14);
  options.enforce_decay_to_zero = false;
  raised_cosine_log(ends, 2, options, values);
  CHECK_NEAR(values[9], 1.0, 1e-14);
}

TEST_CASE("what has no position has no value") {
  const double positions[] = {std::numeric_limits<double>::quiet_NaN(), -1.0};
  double values[6];
  raised_cosine_linear(positions, 2, 3, 2.0, values);
  CHECK(std::isnan(values[0]) && std::isnan(values[4]) && values[5] == 0.0);
  RaisedCosineLogOptions options;
  options.n_functions = 3;
  raised_cosine_log(positions, 2, options, values);
  CHECK(std::isnan(values[0]) && std::isnan(values[1]));
}
