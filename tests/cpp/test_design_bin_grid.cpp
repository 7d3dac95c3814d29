#include <cmath>
#include <vector>

#include "check.hpp"
#include "design/bin_grid.hpp"

using namespace anemone;

namespace {

BinGrid grid_of(std::vector<BinSegment> segments, double bin_size) {
  BinGrid grid;
  grid.segments = std::move(segments);
  grid.bin_size = bin_size;
  return grid;
}

}  // namespace

TEST_CASE("events are counted where a person expects, also before the epoch") {
  const std::vector<double> times = {0.0, 0.1, 0.15, 0.3, 0.3, 0.7};
  const BinGrid grid = grid_of({{0.2, -2, 5}, {0.6, 0, 2}}, 0.1);
  const SparseCounts counts = count_sparsely(times.data(), {0, times.size()}, grid);
  CHECK((counts.positions == std::vector<int>{0, 1, 3, 6}));
  CHECK((counts.counts == std::vector<int>{1, 2, 2, 1}));
}

TEST_CASE("spikes on the grid are not misplaced late in a recording") {
  for (double start : {0.0, 4e6, 1.7e9}) {
    const double bin = 0.1;
    BinGrid grid = grid_of({{start, 0, 1000}}, bin);
    grid.clock = Clock::for_latest(start + 100.0);
    std::vector<double> times;
    for (int i = 0; i < 1000; ++i) times.push_back(start + i * bin);
    const SparseCounts counts = count_sparsely(times.data(), {0, times.size()}, grid);
    CHECK(counts.positions.size() == 1000);
    for (std::size_t i = 0; i < counts.positions.size(); ++i) CHECK(counts.counts[i] == 1);
  }
}

TEST_CASE("a bin is covered when it lies whole inside the support") {
  const BinGrid grid = grid_of({{0.0, -1, 12}}, 0.1);
  const std::vector<int> covered = covered_bins({0.0, 0.55}, {0.3, 1.0}, grid);
  CHECK((covered == std::vector<int>{0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0}));
}

TEST_CASE("bin means are over the samples of a half-open bin") {
  const std::vector<double> times = {0.0, 0.05, 0.1, 0.35};
  const std::vector<double> values = {1, 3, 5, 7, 10, 30, 50, 70};
  const BinGrid grid = grid_of({{0.0, 0, 4}}, 0.1);
  std::vector<double> means(8);
  average_in_bins(times.data(), 4, values.data(), 2, grid, means.data());
  CHECK_NEAR(means[0], 2.0, 0.0);
  CHECK_NEAR(means[1], 5.0, 0.0);
  CHECK(std::isnan(means[2]));
  CHECK_NEAR(means[3], 7.0, 0.0);
  CHECK_NEAR(means[4], 20.0, 0.0);
}
