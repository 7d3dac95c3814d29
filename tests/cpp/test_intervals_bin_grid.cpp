#include <stdexcept>
#include <vector>

#include "check.hpp"
#include "intervals/bin_grid.hpp"

using namespace anemone;

namespace {

std::vector<std::int64_t> n_bins_of(double start, double end, double bin, PartialBins partial) {
  std::vector<std::int64_t> n;
  for (const BinRun& run : bin_epochs({&start, &end, 1}, bin, partial).runs) n.push_back(run.n);
  return n;
}

}  // namespace

TEST_CASE("the last bin of an epoch is kept while its centre is inside") {
  CHECK(n_bins_of(0, 10, 3, PartialBins::keep)[0] == 3);
  CHECK(n_bins_of(0, 10, 4, PartialBins::keep)[0] == 3);
  CHECK(n_bins_of(0, 10, 15, PartialBins::keep)[0] == 1);
  CHECK(n_bins_of(0, 10, 30, PartialBins::keep)[0] == 0);
}

TEST_CASE("whole bins only, counted by the clock") {
  CHECK(n_bins_of(0, 10, 3, PartialBins::drop)[0] == 3);
  CHECK(n_bins_of(0, 10, 4, PartialBins::drop)[0] == 2);
  CHECK(n_bins_of(0, 0.3, 0.1, PartialBins::drop)[0] == 3);
  CHECK(n_bins_of(1.7e9, 1.7e9 + 0.7, 0.1, PartialBins::drop)[0] == 7);
  CHECK(n_bins_of(3e6, 3e6 + 3600, 1.0 / 30.0, PartialBins::drop)[0] == 108000);
  CHECK(n_bins_of(2, 2, 0.1, PartialBins::drop)[0] == 0);
}

TEST_CASE("a bin shorter than a tick is refused") {
  CHECK_THROWS_AS(n_bins_of(0, 1, 1e-10, PartialBins::drop), std::invalid_argument);
  CHECK_THROWS_AS(n_bins_of(0, 1, -1, PartialBins::drop), std::invalid_argument);
}

TEST_CASE("a bin is covered when it lies whole inside the support") {
  const double start = 0.0, first = -1.0, n = 12.0;
  const BinGrid grid = explicit_grid(&start, &first, &n, 1, 0.1);
  const std::vector<double> starts = {0.0, 0.55};
  const std::vector<double> ends = {0.3, 1.0};
  std::vector<int> covered(grid.n_bins());
  bins_inside(grid, {starts.data(), ends.data(), 2}, covered.data());
  CHECK((covered == std::vector<int>{0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0}));
}
