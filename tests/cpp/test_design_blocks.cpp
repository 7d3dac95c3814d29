#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <stdexcept>
#include <vector>

#include "block_contract.hpp"
#include "check.hpp"
#include "design/dense_block.hpp"
#include "design/design.hpp"
#include "design/event_block.hpp"
#include "design/lagged_block.hpp"
#include "design/products.hpp"

using namespace anemone;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Two epochs of 300 and 5 rows, each with 12 samples before it and 4 after.
const std::vector<RowSegment> kSegments = {{0, 300, 12}, {300, 5, 328}};
constexpr std::size_t kSamples = 12 + 300 + 4 + 12 + 5 + 4;
constexpr std::size_t kRows = 305;

std::vector<double> sparse_signal(unsigned seed) {
  std::mt19937 random(seed);
  std::poisson_distribution<int> counts(0.2);
  std::vector<double> signal(kSamples);
  for (double& value : signal) value = counts(random);
  return signal;
}

std::vector<double> kernel_values(std::size_t n_lags, std::size_t n_functions) {
  std::vector<double> values(n_lags * n_functions);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(1.0 + i);
  return values;
}

double lagged_by_definition(const std::vector<double>& signal, const LagKernel& kernel, std::size_t row,
                            std::size_t function) {
  const RowSegment& segment = kSegments[row < 300 ? 0 : 1];
  double sum = 0.0;
  for (std::size_t k = 0; k < kernel.n_lags; ++k) {
    const auto at = static_cast<std::ptrdiff_t>(segment.origin + row - segment.first_row) + kernel.advance -
                    static_cast<std::ptrdiff_t>(k);
    sum += kernel.values[k + function * kernel.n_lags] * signal[at];
  }
  return sum;
}

std::vector<double> matrix_of(std::unique_ptr<Block> block) {
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::move(block));
  const Design design(std::move(blocks), kRows);
  std::vector<unsigned char> marks(kRows, 0);
  design.mark_invalid(marks);
  std::vector<double> values(kRows * design.n_columns());
  materialise(design, unmarked_runs(marks), values.data());
  return values;
}

SparseSignals sparse_view(const std::vector<double>& signal, std::vector<int>& positions, std::vector<int>& counts) {
  for (std::size_t i = 0; i < signal.size(); ++i) {
    if (signal[i] == 0.0) continue;
    positions.push_back(static_cast<int>(i));
    counts.push_back(static_cast<int>(signal[i]));
  }
  SparseSignals events;
  events.positions = positions.data();
  events.counts = counts.data();
  events.offsets = {0, positions.size()};
  events.n_samples = signal.size();
  return events;
}

}  // namespace

TEST_CASE("lagged and event blocks are the convolution by its definition") {
  const std::vector<double> signal = sparse_signal(1);
  for (std::ptrdiff_t advance : {-1, 0, 3}) {
    for (std::size_t n_lags : {std::size_t{1}, std::size_t{7}, std::size_t{12}}) {
      const std::vector<double> values = kernel_values(n_lags, 3);
      const LagKernel kernel = {values.data(), n_lags, 3, advance};
      std::vector<int> positions, counts;
      const auto lagged = matrix_of(std::make_unique<LaggedBlock>(signal.data(), kSamples, 1, kSegments, kernel));
      const auto events =
          matrix_of(std::make_unique<EventBlock>(sparse_view(signal, positions, counts), kSegments, kernel));
      for (std::size_t function = 0; function < 3; ++function) {
        for (std::size_t row = 0; row < kRows; ++row) {
          const double expected = lagged_by_definition(signal, kernel, row, function);
          CHECK_NEAR(lagged[row + function * kRows], expected, 1e-12);
          CHECK_NEAR(events[row + function * kRows], expected, 1e-12);
        }
      }
    }
  }
}

TEST_CASE("a missing sample spoils the rows whose window holds it, and no others") {
  std::vector<double> signal = sparse_signal(2);
  const std::vector<double> values = kernel_values(5, 1);
  const LagKernel kernel = {values.data(), 5, 1, -1};
  signal[12 + 100] = kNaN;
  const LaggedBlock block(signal.data(), kSamples, 1, kSegments, kernel);
  std::vector<unsigned char> marks(kRows, 0);
  block.mark_invalid(marks);
  for (std::size_t row = 0; row < kRows; ++row) CHECK(marks[row] == (row > 100 && row <= 105));

  std::vector<unsigned char> known(kSamples, 1);
  known[12 + 100] = 0;
  std::vector<int> positions, counts;
  SparseSignals events = sparse_view(sparse_signal(2), positions, counts);
  events.known = known.data();
  std::vector<unsigned char> event_marks(kRows, 0);
  EventBlock(events, kSegments, kernel).mark_invalid(event_marks);
  CHECK(event_marks == marks);
}

TEST_CASE("windows outside the signal are refused") {
  const std::vector<double> signal(kSamples, 0.0);
  const std::vector<double> values = kernel_values(13, 1);
  const LagKernel kernel = {values.data(), 13, 1, -1};
  CHECK_THROWS_AS(LaggedBlock(signal.data(), kSamples, 1, kSegments, kernel), std::invalid_argument);
}

TEST_CASE("tiles span runs, and blocks side by side equal their columns") {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  std::vector<double> stored(kRows * 2);
  for (double& value : stored) value = normal(random);
  const std::vector<double> signal = sparse_signal(4);
  const std::vector<double> values = kernel_values(4, 2);
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(stored.data(), kRows, 2));
  blocks.push_back(
      std::make_unique<LaggedBlock>(signal.data(), kSamples, 1, kSegments, LagKernel{values.data(), 4, 2, -1}));
  const Design design(std::move(blocks), kRows);
  const std::vector<RowRange> runs = {{3, 10}, {20, 21}, {30, 290}, {301, 305}};
  std::vector<double> matrix(kRows * 4);
  materialise(design, runs, matrix.data());
  const double weights[] = {0.5, -1.0, 2.0, 0.25};
  const double intercept = 0.75;
  std::vector<double> eta(kRows, kNaN);
  ThreadTeam team(2);
  multiply(design, runs, weights, &intercept, 1, eta.data(), team);
  std::size_t n_rows = 0;
  for (const RowTile& tile : cut_into_tiles(runs)) n_rows += tile.n_rows;
  CHECK(n_rows == count_rows(runs));
  CHECK(cut_into_tiles(runs).size() == 2);
  std::vector<double> identity(25, 0.0);
  for (int i = 0; i < 5; ++i) identity[6 * i] = 1.0;
  std::vector<double> squares(kRows, kNaN);
  quadratic_form(design, runs, identity.data(), squares.data());
  for (std::size_t row = 0; row < kRows; ++row) {
    double expected = intercept;
    double square = 1.0;
    for (std::size_t j = 0; j < 4; ++j) {
      expected += weights[j] * matrix[row + j * kRows];
      square += matrix[row + j * kRows] * matrix[row + j * kRows];
    }
    const bool inside = (row >= 3 && row < 10) || row == 20 || (row >= 30 && row < 290) || row >= 301;
    CHECK(std::isnan(eta[row]) == !inside);
    if (inside) CHECK_NEAR(eta[row], expected, 1e-12);
    if (inside) CHECK_NEAR(squares[row], square, 1e-10);
  }
}

TEST_CASE("dense blocks keep the contract of blocks") {
  const std::vector<double> stored = anemone_test::normal_numbers(kRows * 3, 5);
  anemone_test::check_block(DenseBlock(stored.data(), kRows, 3), {{3, 10}, {20, 21}, {30, 290}, {301, 305}});
}

TEST_CASE("lagged and event blocks keep the contract of blocks") {
  std::vector<double> signal = sparse_signal(6);
  for (std::ptrdiff_t advance : {-1, 0, 3}) {
    for (std::size_t n_lags : {std::size_t{1}, std::size_t{7}, std::size_t{12}}) {
      const std::vector<double> values = kernel_values(n_lags, 3);
      const LagKernel kernel = {values.data(), n_lags, 3, advance};
      std::vector<int> positions, counts;
      const SparseSignals events = sparse_view(signal, positions, counts);
      const std::vector<RowRange> runs = {{0, 10}, {20, 21}, {30, 290}, {300, 305}};
      anemone_test::check_block(LaggedBlock(signal.data(), kSamples, 1, kSegments, kernel), runs);
      anemone_test::check_block(EventBlock(events, kSegments, kernel), runs);
    }
  }
}

TEST_CASE("rows that do not ascend are refused") {
  CHECK_THROWS_AS(runs_of_rows({3, 3}), std::invalid_argument);
  CHECK(runs_of_rows({1, 2, 5}).size() == 2);
}

TEST_CASE("lagged blocks of long kernels keep the contract of blocks") {
  constexpr std::size_t kLong = 9000, kLags = 500;
  const std::vector<double> signal = anemone_test::normal_numbers(kLong + 2 * kLags, 7);
  const std::vector<double> values = anemone_test::normal_numbers(kLags * 3, 8);
  const LaggedBlock block(signal.data(), signal.size(), 1, {{0, 6000, kLags}, {6000, 3000, 6000 + 2 * kLags}},
                          {values.data(), kLags, 3, -1});
  CHECK(block.panel_rows() > kTileRows);
  for (const RowTile& tile : cut_into_tiles({{0, kLong}}, kLong)) anemone_test::check_block_products(block, tile, 2);
}

TEST_CASE("lagged blocks of many channels keep the contract of blocks") {
  constexpr std::size_t kChannels = 37;
  const std::vector<double> signal = anemone_test::normal_numbers(kSamples * kChannels, 9);
  for (std::ptrdiff_t advance : {-1, 0, 3}) {
    for (std::size_t n_lags : {std::size_t{1}, std::size_t{7}, std::size_t{12}}) {
      const std::vector<double> values = kernel_values(n_lags, 3);
      const LagKernel kernel = {values.data(), n_lags, 3, advance};
      const LaggedBlock block(signal.data(), kSamples, kChannels, kSegments, kernel);
      CHECK(block.touches_per_row() < block.panel_touches());
      anemone_test::check_block(block, {{0, 10}, {20, 21}, {30, 290}, {300, 305}});
    }
  }
}
