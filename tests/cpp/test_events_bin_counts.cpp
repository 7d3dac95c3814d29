#include <algorithm>
#include <random>
#include <vector>

#include "check.hpp"
#include "events/bin_counts.hpp"
#include "events/sparse_counts.hpp"

using namespace anemone;

namespace {

BinGrid grid_of(const std::vector<double>& start, const std::vector<double>& first, const std::vector<double>& n,
                double bin) {
  return explicit_grid(start.data(), first.data(), n.data(), start.size(), bin);
}

std::vector<int> dense(const std::vector<double>& times, const BinGrid& grid) {
  std::vector<int> counts(grid.n_bins(), 0);
  count_times(times.data(), times.size(), grid, counts.data());
  return counts;
}

std::vector<int> dense_from_sparse(const std::vector<double>& times, const BinGrid& grid) {
  const std::vector<double> offsets = {0.0, static_cast<double>(times.size())};
  const SparseCounts sparse = count_sparsely({times.data(), offsets.data(), 1}, grid);
  std::vector<int> counts(grid.n_bins(), 0);
  for (std::size_t i = 0; i < sparse.positions.size(); ++i) {
    counts[static_cast<std::size_t>(sparse.positions[i])] += sparse.counts[i];
  }
  return counts;
}

// The definition: the bin whose ticks hold the time's tick.
std::vector<int> by_definition(const std::vector<double>& times, const BinGrid& grid) {
  std::vector<int> counts;
  for (const BinRun& run : grid.runs) {
    for (std::int64_t k = 0; k < run.n; ++k) {
      int count = 0;
      for (const double time : times) {
        const std::int64_t tick = grid.clock.tick(time);
        count += tick >= grid.edge(run, k) && tick < grid.edge(run, k + 1) && tick < run.past;
      }
      counts.push_back(count);
    }
  }
  return counts;
}

}  // namespace

TEST_CASE("events are counted where a person expects, also before the epoch") {
  const std::vector<double> times = {0.0, 0.1, 0.15, 0.3, 0.3, 0.7};
  const BinGrid grid = grid_of({0.2, 0.6}, {-2, 0}, {5, 2}, 0.1);
  CHECK((dense(times, grid) == std::vector<int>{1, 2, 0, 2, 0, 0, 1}));
  CHECK(dense_from_sparse(times, grid) == dense(times, grid));
}

TEST_CASE("spikes on the grid are not misplaced late in a recording") {
  for (const double start : {0.0, 4e6, 1.7e9}) {
    for (const double bin : {0.1, 1.0 / 30.0, 0.001}) {
      const BinGrid grid = grid_of({start}, {0}, {1000}, bin);
      std::vector<double> times;
      for (int i = 0; i < 1000; ++i) times.push_back(start + i * bin);
      CHECK(dense(times, grid) == std::vector<int>(1000, 1));
      CHECK(dense_from_sparse(times, grid) == std::vector<int>(1000, 1));
    }
  }
}

TEST_CASE("the quick bin is the bin by definition, on and off the grid") {
  std::mt19937 random(3);
  for (const double start : {-7.3, 0.0, 1.0 / 3.0, 4e6, 1.7e9}) {
    for (const double bin : {0.1, 1.0 / 30.0, 0.007, 3e-6}) {
      std::vector<double> times;
      std::uniform_real_distribution<double> anywhere(0.0, 60.0 * bin);
      std::uniform_int_distribution<int> step(0, 240);
      for (int i = 0; i < 200; ++i) times.push_back(start + anywhere(random));
      for (int i = 0; i < 200; ++i) times.push_back(start + step(random) * bin / 4.0);
      std::sort(times.begin(), times.end());
      const BinGrid grid = grid_of({start, start, start}, {-2, 5, 0}, {10, 50, 7}, bin);
      CHECK(dense(times, grid) == by_definition(times, grid));
      CHECK(dense_from_sparse(times, grid) == by_definition(times, grid));
    }
  }
}

TEST_CASE("epochs that share an end point count its event once") {
  const std::vector<double> start = {0.0, 0.57};
  const std::vector<double> end = {0.57, 1.0};
  const BinGrid grid = bin_epochs({start.data(), end.data(), 2}, 0.1, PartialBins::keep);
  const std::vector<double> times = {0.05, 0.57, 0.99, 1.0};
  CHECK((dense(times, grid) == std::vector<int>{1, 0, 0, 0, 0, 0, 1, 0, 0, 0}));
}

TEST_CASE("units are counted side by side, empty ones too") {
  const std::vector<double> times = {0.5, 1.5, 1.6};
  const std::vector<double> offsets = {0, 1, 1, 3};
  const BinGrid grid = grid_of({0}, {0}, {2}, 1.0);
  std::vector<int> counts(6, 0);
  count_trains({times.data(), offsets.data(), 3}, grid, counts.data());
  CHECK((counts == std::vector<int>{1, 0, 0, 0, 0, 2}));
}
