#include <memory>
#include <random>
#include <vector>

#include "block_contract.hpp"
#include "check.hpp"
#include "design/dense_block.hpp"
#include "design/event_gram.hpp"
#include "design/shared_gram.hpp"
#include "parallel/thread_team.hpp"

using namespace anemone;

namespace {

// Three epochs, the second empty and the third shorter than the longer window; each with 14 samples before and 6 after.
const std::vector<RowSegment> kSegments = {{0, 200, 14}, {200, 0, 220}, {200, 6, 234}};
constexpr std::size_t kSamples = 14 + 200 + 6 + 14 + 6 + 6;

struct Trains {
  std::vector<int> positions, counts;
  SparseSignals view;
};

Trains make_trains(std::size_t n_channels, unsigned seed) {
  std::mt19937 random(seed);
  std::poisson_distribution<int> draw(0.2);
  Trains trains;
  trains.view.offsets.push_back(0);
  for (std::size_t channel = 0; channel < n_channels; ++channel) {
    for (std::size_t at = 0; at < kSamples; ++at) {
      const int count = draw(random);
      if (count == 0) continue;
      trains.positions.push_back(static_cast<int>(at));
      trains.counts.push_back(count);
    }
    trains.view.offsets.push_back(trains.positions.size());
  }
  trains.view.positions = trains.positions.data();
  trains.view.counts = trains.counts.data();
  trains.view.n_samples = kSamples;
  return trains;
}

}  // namespace

TEST_CASE("products of event blocks from correlograms are those of their columns, runs and cut windows included") {
  const Trains a = make_trains(3, 1);
  const Trains b = make_trains(2, 2);
  const std::vector<double> kernel_a = anemone_test::normal_numbers(9 * 2, 3);
  const std::vector<double> kernel_b = anemone_test::normal_numbers(5 * 3, 4);
  const EventBlock left(a.view, kSegments, {kernel_a.data(), 9, 2, -1});
  const EventBlock right(b.view, kSegments, {kernel_b.data(), 5, 3, 4});
  const EventBlock* pairs[][2] = {{&left, &left}, {&left, &right}, {&right, &left}, {&right, &right}};
  const std::vector<std::vector<RowRange>> run_sets = {
      {{0, 206}}, {{0, 200}, {200, 206}}, {{3, 4}, {6, 100}, {103, 150}, {201, 203}}, {}};
  for (const auto& pair : pairs) {
    for (const auto& runs : run_sets) {
      RowTile rows;
      for (const RowTile& tile : cut_into_tiles(runs, 1000)) rows = tile;
      const std::vector<double> x = anemone_test::dense_rows(*pair[0], rows);
      const std::vector<double> z = anemone_test::dense_rows(*pair[1], rows);
      const std::size_t n_x = pair[0]->n_columns(), n_z = pair[1]->n_columns();
      std::vector<double> expected(n_x * n_z, 1.0), one(n_x * n_z, 1.0), two(n_x * n_z, 1.0);
      for (std::size_t i = 0; i < n_x; ++i) {
        for (std::size_t j = 0; j < n_z; ++j) {
          for (std::size_t t = 0; t < rows.n_rows; ++t) {
            expected[j + i * n_z] += x[t + i * rows.n_rows] * z[t + j * rows.n_rows];
          }
        }
      }
      ThreadTeam alone(1), couple(2);
      add_event_products(*pair[0], *pair[1], runs, alone, one.data(), n_z);
      add_event_products(*pair[0], *pair[1], runs, couple, two.data(), n_z);
      const double scale = 1e-12 * anemone_test::largest(expected);
      for (std::size_t i = 0; i < n_x; ++i) {
        for (std::size_t j = pair[0] == pair[1] ? i : 0; j < n_z; ++j) {
          CHECK_NEAR(one[j + i * n_z], expected[j + i * n_z], scale);
          CHECK(one[j + i * n_z] == two[j + i * n_z]);
        }
      }
    }
  }
}

TEST_CASE("the shared Gram matrix is that of the columns, whichever way each block's are had") {
  constexpr std::size_t kRows = 4000;
  std::mt19937 random(7);
  std::poisson_distribution<int> draw(0.02);
  std::vector<int> positions, counts;
  SparseSignals events;
  events.offsets.push_back(0);
  for (int channel = 0; channel < 4; ++channel) {
    for (int at = 0; at < static_cast<int>(kRows) + 20; ++at) {
      const int count = draw(random);
      if (count == 0) continue;
      positions.push_back(at);
      counts.push_back(count);
    }
    events.offsets.push_back(positions.size());
  }
  events.positions = positions.data();
  events.counts = counts.data();
  events.n_samples = kRows + 20;
  const std::vector<double> kernel = anemone_test::normal_numbers(10 * 4, 8);
  const std::vector<double> stored = anemone_test::normal_numbers(kRows * 3, 9);
  const std::vector<RowSegment> segments = {{0, kRows, 20}};
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<EventBlock>(events, segments, LagKernel{kernel.data(), 10, 4, -1}));
  blocks.push_back(std::make_unique<DenseBlock>(stored.data(), kRows, 2));
  blocks.push_back(std::make_unique<EventBlock>(events, segments, LagKernel{kernel.data(), 8, 5, -1}));
  blocks.push_back(std::make_unique<DenseBlock>(stored.data() + 2 * kRows, kRows, 1));
  const Design design(std::move(blocks), kRows);
  CHECK(design.is_sparse());
  const std::vector<RowRange> runs = {{0, 1500}, {1600, 4000}};
  CHECK(worth_correlating(dynamic_cast<const EventBlock&>(*design.blocks()[0]),
                          dynamic_cast<const EventBlock&>(*design.blocks()[2]), runs));
  const std::size_t n = design.n_columns();
  std::vector<double> expected(n * n, 0.0);
  std::vector<std::size_t> all(n);
  for (std::size_t j = 0; j < n; ++j) all[j] = j;
  for (const RowTile& tile : cut_into_tiles(runs)) design.gram(tile, nullptr, all, expected.data(), n);
  ThreadTeam alone(1), couple(2);
  const std::vector<double> one = shared_gram(design, runs, alone);
  const std::vector<double> two = shared_gram(design, runs, couple);
  const double scale = 1e-12 * anemone_test::largest(expected);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      CHECK_NEAR(one[i + j * n], expected[i + j * n], scale);
      CHECK(one[i + j * n] == two[i + j * n]);
    }
  }
}

TEST_CASE("event blocks keep the contract of blocks over long rows") {
  std::mt19937 random(5);
  std::poisson_distribution<int> draw(0.05);
  Trains trains;
  trains.view.offsets.push_back(0);
  constexpr std::size_t kLong = 9000;
  for (int channel = 0; channel < 5; ++channel) {
    for (std::size_t at = 0; at < kLong + 40; ++at) {
      const int count = draw(random);
      if (count == 0) continue;
      trains.positions.push_back(static_cast<int>(at));
      trains.counts.push_back(at == 77 ? 70000 : count);
    }
    trains.view.offsets.push_back(trains.positions.size());
  }
  trains.view.positions = trains.positions.data();
  trains.view.counts = trains.counts.data();
  trains.view.n_samples = kLong + 40;
  const std::vector<double> kernel = anemone_test::normal_numbers(30 * 2, 6);
  const EventBlock block(trains.view, {{0, 5000, 30}, {5000, 4000, 5035}}, {kernel.data(), 30, 2, -1});
  for (const RowTile& tile : cut_into_tiles({{0, kLong}}, kLong)) {
    anemone_test::check_block_products(block, tile, 10);
  }
}
