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
  count_events_by_feature({times.data(), offsets.data(), 2}, feature, {start.data(), end.data(), 2},
                          counts.data());
  CHECK((counts == std::vector<int>{1, 1, 1, 0}));
  std::vector<double> n_samples(2, 0.0);
  count_samples(feature, n_samples.data());
  CHECK(n_samples[0] == 2.0 && n_samples[1] == 1.0);
}
