#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <vector>

#include "block_contract.hpp"
#include "check.hpp"
#include "design/design.hpp"
#include "design/products.hpp"
#include "design/shared_gram.hpp"
#include "design/streamed_block.hpp"

using namespace anemone;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kStored = 500;
const std::vector<std::size_t> kShape = {5, 8};  // of a stored row
constexpr std::size_t kColumns = 40;

// Rows in memory that are handed out as if they were not; counts what is asked for.
class CountingStore : public RowStore {
 public:
  CountingStore(const std::vector<double>& values, std::vector<RowRange>& reads) : values_(values), reads_(reads) {}

  RowPiece read(RowRange rows) override {
    if (rows.end > kStored) throw std::runtime_error("beyond the end");
    reads_.push_back(rows);
    // A copy that the next call takes away.
    held_.assign(values_.begin() + static_cast<std::ptrdiff_t>(rows.begin * kColumns),
                 values_.begin() + static_cast<std::ptrdiff_t>(rows.end * kColumns));
    RowPiece piece;
    piece.numbers = held_.data();
    piece.n_rows = rows.size();
    piece.n_columns = kColumns;
    return piece;
  }

 private:
  const std::vector<double>& values_;
  std::vector<RowRange>& reads_;
  std::vector<double> held_;
};

// Two epochs, the second of them short, on samples that are stored rows, means of rows, points between two, missing or
// 0.
struct Example {
  std::vector<double> stored = anemone_test::normal_numbers(kStored * kColumns, 1);
  std::vector<int> first, count;
  std::vector<double> weight;
  std::vector<double> kernel = anemone_test::normal_numbers(6 * 2, 2);
  std::vector<double> fields = anemone_test::normal_numbers(kColumns * 3, 3);
  std::vector<unsigned char> known;
  mutable std::vector<RowRange> reads;
  std::ptrdiff_t advance = -1;
  bool uses_fields = false;
  bool uses_counts = false;
  bool uses_weights = false;

  std::vector<RowSegment> segments() const { return {{0, 300, 10}, {300, 4, 320}}; }

  void fill() {
    for (std::size_t i = 0; i < 336; ++i) {
      first.push_back(i % 97 == 5 ? SampleMap::kMissing : i % 89 == 7 ? SampleMap::kZero : static_cast<int>(i + i / 3));
      count.push_back(uses_weights ? 1 + (i % 2 == 0) : 1 + static_cast<int>(i % 3));
      weight.push_back(0.25 * static_cast<double>(i % 4));
      known.push_back(first.back() != SampleMap::kMissing);
    }
    stored[100 * kColumns + 3] = kNaN;
    for (std::size_t i = 0; i < first.size(); ++i) {
      const int n = uses_counts || uses_weights ? count[i] : 1;
      if (first[i] >= 0 && first[i] <= 100 && first[i] + n > 100) known[i] = 0;
    }
  }

  SampleMap map() const {
    return {first.data(), uses_counts || uses_weights ? count.data() : nullptr, uses_weights ? weight.data() : nullptr,
            first.size()};
  }

  StoredSamples samples(std::size_t rows_at_once) const {
    auto store = std::make_unique<CountingStore>(stored, reads);
    const StoredScale scale{{2.0}, -0.5};
    if (uses_fields) return StoredSamples(std::move(store), {fields.data(), kColumns, 3}, scale, map(), rows_at_once);
    return StoredSamples(std::move(store), kShape, scale, map(), rows_at_once);
  }

  LagKernel kernel_view() const { return {kernel.data(), 6, 2, advance}; }

  std::unique_ptr<Block> streamed(std::size_t n_values) const {
    return std::make_unique<StreamedBlock>(samples(n_values / kColumns), known.data(), segments(), kernel_view(),
                                           n_values);
  }

  // All samples by the definition, channels with the first dimension fastest.
  std::vector<double> signal() const {
    const std::size_t n_channels = uses_fields ? 3 : kColumns;
    std::vector<double> values(first.size() * n_channels);
    for (std::size_t i = 0; i < first.size(); ++i) {
      std::vector<double> row(kColumns, first[i] == SampleMap::kZero ? 0.0 : kNaN);
      for (std::size_t c = 0; first[i] >= 0 && c < kColumns; ++c) {
        const auto at = [&](int k) {
          return 2.0 * stored[static_cast<std::size_t>(first[i] + k) * kColumns + c] - 0.5;
        };
        row[c] = at(0);
        if (uses_weights && count[i] == 2) row[c] = (1.0 - weight[i]) * at(0) + weight[i] * at(1);
        if (!uses_counts) continue;
        for (int k = 1; k < count[i]; ++k) row[c] += at(k);
        row[c] /= count[i];
      }
      for (std::size_t c = 0; !uses_fields && c < kColumns; ++c) {
        const std::size_t channel = c / kShape[1] + kShape[0] * (c % kShape[1]);
        values[i + channel * first.size()] = row[c];
      }
      for (std::size_t f = 0; uses_fields && f < 3; ++f) {
        double sum = 0.0;
        for (std::size_t c = 0; c < kColumns; ++c) sum += row[c] * fields[c + f * kColumns];
        values[i + f * first.size()] = sum;
      }
    }
    return values;
  }
};

Design design_of(std::unique_ptr<Block> block) {
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::move(block));
  return Design(std::move(blocks), 304);
}

void check_near_all(const std::vector<double>& actual, const std::vector<double>& expected) {
  CHECK(actual.size() == expected.size());
  anemone_test::check_all_near(actual, expected);
}

void check_example(const Example& example) {
  const std::vector<double> signal = example.signal();
  const std::size_t n_channels = example.uses_fields ? 3 : kColumns;
  const Design held = design_of(std::make_unique<LaggedBlock>(signal.data(), example.first.size(), n_channels,
                                                              example.segments(), example.kernel_view()));
  const std::size_t n = held.n_columns();
  const ValidRows valid = find_valid_rows(held, nullptr);
  const std::vector<double> w = anemone_test::normal_numbers(n * 2, 4);
  const std::vector<double> r = anemone_test::normal_numbers(304 * 2, 5);
  const std::vector<double> intercepts(2, 0.5);
  ThreadTeam team(2), alone(1);
  std::vector<double> matrix(304 * n), eta(304 * 2, 0.0);
  materialise(held, valid.runs, matrix.data());
  multiply(held, valid.runs, w.data(), intercepts.data(), 2, eta.data(), team);
  const std::vector<double> g = multiply_transposed(held, valid.runs, r.data(), 2, team);
  const std::vector<double> gram = shared_gram(held, valid.runs, team);
  for (std::size_t n_values : {std::size_t{1}, 7 * n_channels, 60 * n_channels, 100000 * n_channels}) {
    const Design streamed = design_of(example.streamed(n_values));
    const ValidRows found = find_valid_rows(streamed, nullptr);
    CHECK(found.lost == valid.lost);
    CHECK(found.runs.size() == valid.runs.size());
    std::vector<double> own(304 * n), own_eta(304 * 2, 0.0), eta_alone(304 * 2, 0.0);
    materialise(streamed, found.runs, own.data());
    for (std::size_t i = 0; i < own.size(); ++i) CHECK_NEAR(own[i], matrix[i], 1e-11);
    multiply(streamed, found.runs, w.data(), intercepts.data(), 2, own_eta.data(), team);
    multiply(streamed, found.runs, w.data(), intercepts.data(), 2, eta_alone.data(), alone);
    check_near_all(own_eta, eta);
    CHECK(std::memcmp(own_eta.data(), eta_alone.data(), own_eta.size() * sizeof(double)) == 0);
    check_near_all(multiply_transposed(streamed, found.runs, r.data(), 2, team), g);
    check_near_all(shared_gram(streamed, found.runs, team), gram);
  }
}

}  // namespace

TEST_CASE("a streamed block is the lagged block of its samples, whatever it holds at a time") {
  for (int way = 0; way < 6; ++way) {
    for (std::ptrdiff_t advance : {-1, 0, 6}) {
      Example example;
      example.uses_fields = way >= 3;
      example.uses_counts = way % 3 == 1;
      example.uses_weights = way % 3 == 2;
      example.advance = advance;
      example.fill();
      check_example(example);
    }
  }
}

TEST_CASE("a pass reads each stored row once, in order, and no more than fits") {
  Example example;
  example.fill();
  for (int& row : example.first) row = static_cast<int>(&row - example.first.data());
  const Design design = design_of(example.streamed(50 * kColumns));
  const std::vector<RowRange> runs = {{0, 300}};
  std::vector<double> w(design.n_columns(), 1.0), eta(304);
  const double intercept = 0.0;
  ThreadTeam team(2);
  for (int pass = 0; pass < 2; ++pass) {
    example.reads.clear();
    multiply(design, runs, w.data(), &intercept, 1, eta.data(), team);
    CHECK(example.reads.size() > 5);
    for (std::size_t i = 0; i < example.reads.size(); ++i) {
      CHECK(example.reads[i].size() <= 50);
      if (i > 0) CHECK(example.reads[i].begin == example.reads[i - 1].end);
    }
  }
}

TEST_CASE("what fits into memory is read once for all passes") {
  Example example;
  example.fill();
  const Design design = design_of(example.streamed(1000 * kColumns));
  const std::vector<RowRange> runs = {{0, 90}};
  std::vector<double> w(design.n_columns(), 1.0), eta(304);
  const double intercept = 0.0;
  ThreadTeam team(2);
  for (int pass = 0; pass < 3; ++pass) multiply(design, runs, w.data(), &intercept, 1, eta.data(), team);
  CHECK(example.reads.size() == 1);
}

TEST_CASE("after a store that fails nothing is held") {
  Example example;
  example.fill();
  const Design design = design_of(example.streamed(60 * kColumns));
  std::vector<double> w(design.n_columns(), 1.0), eta(304), again(304);
  const double intercept = 0.0;
  ThreadTeam team(1);
  const std::vector<RowRange> runs = {{30, 60}};
  multiply(design, runs, w.data(), &intercept, 1, eta.data(), team);
  const int row = example.first[70];
  example.first[70] = 100000;
  CHECK_THROWS_AS(multiply(design, {{40, 80}}, w.data(), &intercept, 1, again.data(), team), std::runtime_error);
  example.first[70] = row;
  multiply(design, runs, w.data(), &intercept, 1, again.data(), team);
  for (std::size_t i = 30; i < 60; ++i) CHECK(eta[i] == again[i]);
}

TEST_CASE("a survey says what is known and how far values are spread") {
  Example example;
  example.uses_counts = true;
  example.fill();
  const std::vector<double> signal = example.signal();
  double n = 0.0, sum = 0.0, squares = 0.0;
  for (double value : signal) {
    if (std::isnan(value)) continue;
    n += 1.0;
    sum += value;
  }
  for (double value : signal) {
    if (!std::isnan(value)) squares += (value - sum / n) * (value - sum / n);
  }
  ThreadTeam team(2);
  for (std::size_t n_values : {kColumns, 33 * kColumns, 1000 * kColumns}) {
    const SampleSurvey survey = survey_samples(example.samples(20), n_values, team);
    CHECK(survey.known == example.known);
    CHECK_NEAR(survey.deviation, std::sqrt(squares / (n - 1.0)), 1e-12);
  }
}
