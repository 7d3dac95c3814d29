#include <cmath>
#include <vector>

#include "analysis/tuning_curves.hpp"
#include "check.hpp"

using namespace anemone;

TEST_CASE("values fall into half-open bins, the last one closed") {
  const std::vector<double> edges = {0, 1, 2};
  const std::vector<double> values = {-0.1, 0, 0.999, 1, 2, 2.1, NAN};
  std::vector<int> bin(values.size());
  bin_of_values(values.data(), values.size(), edges.data(), edges.size(), bin.data());
  CHECK((bin == std::vector<int>{-1, 0, 0, 1, 1, -1, -1}));
}

TEST_CASE("an event takes the closest sample of its own epoch") {
  const std::vector<double> feature_times = {0, 1, 2, 10};
  const std::vector<int> bin = {0, 0, 1, kNoBin};
  const BinnedFeature feature{feature_times.data(), bin.data(), 4, 2};
  const std::vector<double> times = {0.2, 1.6, 5, 9.9, 0.5};
  const std::vector<double> offsets = {0, 4, 5};
  const std::vector<double> start = {0, 9}, end = {2, 11};
  std::vector<int> counts(4, 0);
  ThreadTeam team(2);
  count_events_by_feature({times.data(), offsets.data(), 2}, feature, {start.data(), end.data(), 2}, team,
                          counts.data());
  CHECK((counts == std::vector<int>{1, 1, 1, 0}));
}

TEST_CASE("two axes span a grid, the first fastest") {
  const std::vector<double> edges = {0, 1, 2}, wide = {0, 5, 10, 15};
  const std::vector<double> x = {0.5, 1.5, 1.5, 3}, y = {1, 6, 15, 1};
  std::vector<int> bin(4);
  bin_of_samples({{x.data(), edges.data(), 3}, {y.data(), wide.data(), 4}}, 4, bin.data());
  CHECK((bin == std::vector<int>{0, 3, 5, kNoBin}));
}

TEST_CASE("a signal is averaged in the bins of the closest samples") {
  const std::vector<double> feature_times = {0, 1, 2};
  const std::vector<int> bin = {0, 1, 0};
  const BinnedFeature feature{feature_times.data(), bin.data(), 3, 2};
  const std::vector<double> times = {0.1, 0.9, 1.9, 2}, values = {1, 5, 3, NAN};
  const std::vector<double> start = {0}, end = {2};
  std::vector<int> n(2, 0);
  std::vector<double> mean(2, 0.0), squares(2, 0.0);
  ThreadTeam team(1);
  average_by_feature({times.data(), values.data(), 4, 1}, feature, {start.data(), end.data(), 1}, team,
                     {n.data(), mean.data(), squares.data()});
  CHECK((n == std::vector<int>{2, 1}));
  CHECK((mean == std::vector<double>{2, 5}));
  CHECK((squares == std::vector<double>{2, 0}));
}
