// Fits whose sums come from events, beside the same fits on stored columns.

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "design/event_block.hpp"
#include "glm/fit_glm.hpp"

using namespace anemone;

namespace {

constexpr std::size_t kRows = 40000;
constexpr std::size_t kUnits = 10;
constexpr std::size_t kLags = 20;
constexpr std::size_t kFunctions = 4;

struct Recording {
  std::vector<int> positions, counts;
  std::vector<std::size_t> offsets = {0};
  // Of the rows alone.
  std::vector<int> rows, row_counts;
  std::vector<std::size_t> row_offsets = {0};
  std::vector<int> dense = std::vector<int>(kRows * kUnits, 0);
  std::vector<double> kernel, speed;
};

Recording record() {
  std::mt19937 random(21);
  std::normal_distribution<double> normal;
  Recording recording;
  for (std::size_t i = 0; i < kLags * kFunctions; ++i) {
    const double centre = 2.0 + 5.0 * static_cast<double>(i / kLags);
    recording.kernel.push_back(std::exp(-0.1 * std::pow(static_cast<double>(i % kLags) - centre, 2)));
  }
  for (std::size_t row = 0; row < kRows; ++row) recording.speed.push_back(normal(random));
  std::vector<std::size_t> last(kUnits, 0);
  std::vector<std::vector<int>> spikes(kUnits);
  for (std::size_t at = 0; at < kRows + kLags; ++at) {
    for (std::size_t unit = 0; unit < kUnits; ++unit) {
      const double drive = at < kLags ? 0.0 : 0.3 * recording.speed[at - kLags];
      const double pulled = at - last[(unit + 1) % kUnits] < 8 ? 0.8 : 0.0;
      if (std::bernoulli_distribution(0.012 * std::exp(drive + pulled))(random))
        spikes[unit].push_back(static_cast<int>(at));
    }
    for (std::size_t unit = 0; unit < kUnits; ++unit) {
      if (!spikes[unit].empty() && spikes[unit].back() == static_cast<int>(at)) last[unit] = at;
    }
  }
  for (std::size_t unit = 0; unit < kUnits; ++unit) {
    for (int at : spikes[unit]) {
      recording.positions.push_back(at);
      recording.counts.push_back(1);
      if (at < static_cast<int>(kLags)) continue;
      recording.rows.push_back(at - static_cast<int>(kLags));
      recording.row_counts.push_back(1);
      recording.dense[at - kLags + unit * kRows] = 1;
    }
    recording.offsets.push_back(recording.positions.size());
    recording.row_offsets.push_back(recording.rows.size());
  }
  return recording;
}

Design make_design(const Recording& recording) {
  SparseSignals events;
  events.positions = recording.positions.data();
  events.counts = recording.counts.data();
  events.offsets = recording.offsets;
  events.n_samples = kRows + kLags;
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(recording.speed.data(), kRows, 1));
  blocks.push_back(std::make_unique<EventBlock>(events, std::vector<RowSegment>{{0, kRows, kLags}},
                                                LagKernel{recording.kernel.data(), kLags, kFunctions, -1}));
  return Design(std::move(blocks), kRows);
}

enum class Form { kDense, kSparse };

std::vector<OutputFit> fit(const Recording& recording, Form form, bool stored, int n_threads, std::size_t first = 0,
                           std::size_t n_outputs = kUnits) {
  Response response;
  response.n_rows = kRows;
  response.n_outputs = n_outputs;
  if (form == Form::kDense) {
    response.counts = recording.dense.data() + first * kRows;
  } else {
    response.counts = recording.row_counts.data();
    response.sparse_rows = recording.rows.data();
    response.sparse_offsets.assign(recording.row_offsets.begin() + first,
                                   recording.row_offsets.begin() + first + n_outputs + 1);
  }
  GlmOptions options;
  options.materialise_below = stored ? std::size_t{1} << 40 : 0;
  for (std::size_t output = first; output < first + n_outputs; ++output) {
    options.columns.emplace_back();
    for (std::size_t j = 0; j < 1 + kUnits * kFunctions; ++j) {
      if (j == 0 || (j - 1) / kFunctions != output) options.columns.back().push_back(j);
    }
  }
  ThreadTeam team(n_threads);
  return fit_glm(make_design(recording), {{0, 15000}, {15100, kRows}}, response, *make_family("Poisson", "exp"),
                 options, team);
}

}  // namespace

TEST_CASE("a fit from events is the fit on stored columns") {
  const Recording recording = record();
  CHECK(make_design(recording).is_sparse());
  const auto made = fit(recording, Form::kDense, false, 2);
  const auto stored = fit(recording, Form::kDense, true, 2);
  for (std::size_t output = 0; output < kUnits; ++output) {
    CHECK(made[output].status == FitStatus::kConverged);
    CHECK_NEAR(made[output].intercept, stored[output].intercept, 1e-7);
    CHECK_NEAR(made[output].log_likelihood, stored[output].log_likelihood, 1e-6);
    for (std::size_t j = 0; j < made[output].coefficients.size(); ++j) {
      CHECK_NEAR(made[output].coefficients[j], stored[output].coefficients[j], 1e-7);
    }
  }
}

TEST_CASE("counts without their zeros, threads and company change no bit of a fit from events") {
  const Recording recording = record();
  const auto dense = fit(recording, Form::kDense, false, 1);
  const auto sparse = fit(recording, Form::kSparse, false, 2);
  const auto alone = fit(recording, Form::kSparse, false, 1, 4, 1);
  for (std::size_t output = 0; output < kUnits; ++output) {
    CHECK(dense[output].coefficients == sparse[output].coefficients);
    CHECK(dense[output].log_likelihood == sparse[output].log_likelihood);
  }
  CHECK(alone[0].coefficients == dense[4].coefficients);
  CHECK(alone[0].intercept == dense[4].intercept);
}
