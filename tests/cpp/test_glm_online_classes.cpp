#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "glm/online_classes.hpp"

using namespace anemone;

namespace {

constexpr std::size_t kRows = 900;

// Three classes that follow two columns, the second of them far from 0, beside a constant column.
struct ClassRows {
  std::vector<double> x = std::vector<double>(3 * kRows, 1.0);
  std::vector<int> y = std::vector<int>(kRows);
  ClassRows() {
    unsigned state = 7;
    for (std::size_t t = 0; t < kRows; ++t) {
      x[t] = std::sin(0.37 * t);
      x[t + kRows] = std::cos(1.1 * t) + 20.0;
      state = state * 1103515245u + 12345u;
      const double noise = static_cast<double>((state >> 16) % 100) / 40.0 - 1.25;
      y[t] = x[t] + noise > 0.5 ? 0 : (x[t + kRows] - 20.0 + noise > 0.0 ? 1 : 2);
    }
  }
  Design design() const {
    std::vector<std::unique_ptr<Block>> blocks;
    blocks.push_back(std::make_unique<DenseBlock>(x.data(), kRows, 3));
    return Design(std::move(blocks), kRows);
  }
  Response labels() const {
    Response response;
    response.counts = y.data();
    response.n_rows = kRows;
    response.n_outputs = 1;
    return response;
  }
};

ClassifierOptions ridge(double strength) {
  ClassifierOptions options;
  PenaltySetting setting;
  setting.kind = "Ridge";
  for (std::size_t i = 0; i < 9; ++i) setting.columns.push_back(i);
  setting.strength.assign(9, strength);
  setting.n_values = 9;
  options.penalties.push_back(setting);
  return options;
}

OnlineClassState after(const ClassRows& rows, const std::vector<std::vector<RowRange>>& batches,
                       const ClassifierOptions& options, int n_threads) {
  const Design design = rows.design();
  ThreadTeam team(n_threads);
  std::vector<OnlineClassState> states(1);
  for (const auto& batch : batches) take_class_batch(design, batch, rows.labels(), 3, options, team, states);
  return states[0];
}

}  // namespace

TEST_CASE("one batch of classes is the fit of its rows, a constant column left out") {
  const ClassRows rows;
  const Design design = rows.design();
  ThreadTeam team(1);
  ClassifierOptions options;
  options.search.tolerance = 1e-12;
  const ClassifierFit best = fit_classifier(design, {{0, kRows}}, rows.labels(), 3, options, team)[0];
  const ClassifierFit fit = report_online_classes(after(rows, {{{0, kRows}}}, options, 1), 3, 3, options, 0);
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(fit.states[i] == best.states[i]);
    CHECK_NEAR(fit.coefficients[i], best.coefficients[i], 1e-8);
  }
  for (std::size_t i = 0; i < 144; ++i) CHECK_NEAR(fit.covariance[i], best.covariance[i], 1e-6);
  CHECK_NEAR(fit.effective_df, 6.0, 0.0);
  CHECK_NEAR(fit.n_entries, 900.0, 0.0);
  CHECK(std::isnan(fit.log_likelihood));
}

TEST_CASE("batches of classes end near the fit of all rows, with the same bits for any number of threads") {
  const ClassRows rows;
  const Design design = rows.design();
  const std::vector<std::vector<RowRange>> batches = {{{0, 300}}, {{300, 420}, {430, 600}}, {{600, kRows}}};
  for (const ClassifierOptions& options : {ClassifierOptions(), ridge(0.05)}) {
    ThreadTeam team(1);
    const ClassifierFit best = fit_classifier(design, {{0, 420}, {430, kRows}}, rows.labels(), 3, options, team)[0];
    const OnlineClassState state = after(rows, batches, options, 1);
    const OnlineClassState by_threads = after(rows, batches, options, 3);
    CHECK(state.point == by_threads.point);
    CHECK(state.curvature == by_threads.curvature);
    const ClassifierFit fit = report_online_classes(state, 3, 3, options, 0);
    for (std::size_t i = 0; i < 9; ++i) {
      if (fit.states[i] != ColumnState::kEstimated) continue;
      const double error = std::sqrt(best.covariance[i + 12 * i]);
      CHECK_NEAR(fit.coefficients[i], best.coefficients[i], 0.3 * error);
      CHECK_NEAR(std::sqrt(fit.covariance[i + 12 * i]), error, 0.05 * error);
    }
    CHECK_NEAR(fit.n_entries, 890.0, 0.0);
  }
}

TEST_CASE("rows that weigh nothing leave what is known of classes as it was") {
  const ClassRows rows;
  const Design design = rows.design();
  ThreadTeam team(1);
  std::vector<OnlineClassState> states = {after(rows, {{{0, 300}}}, {}, 1)};
  const std::vector<double> point = states[0].point;
  const std::vector<double> weights(kRows, 0.0);
  Response labels = rows.labels();
  labels.weights = weights.data();
  labels.n_weights = 1;
  take_class_batch(design, {{300, kRows}}, labels, 3, {}, team, states);
  CHECK(states[0].point == point);
  CHECK_NEAR(states[0].total_weight, 300.0, 0.0);
}
