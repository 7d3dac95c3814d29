#include <cmath>
#include <stdexcept>

#include "check.hpp"
#include "glm/simulate_spikes.hpp"

using anemone::simulate_spikes;

TEST_CASE("kernel row k reaches the bin k + 1 later") {
  const double drive[] = {0.5, -1, 0.25, 2, 0};
  const double history[] = {-2, 3};
  std::vector<double> means;
  int bin = 0;
  const auto spike_in_first_bin = [&](double mean) {
    means.push_back(mean);
    return bin++ == 0 ? 2 : 0;
  };
  const std::vector<int> counts = simulate_spikes(drive, 5, history, 2, 1e6, spike_in_first_bin);
  CHECK((counts == std::vector<int>{2, 0, 0, 0, 0}));
  const double log_means[] = {0.5, -1 - 4, 0.25 + 6, 2, 0};
  for (int t = 0; t < 5; ++t) CHECK_NEAR(std::log(means[t]), log_means[t], 1e-12);
}

TEST_CASE("a rate without bound is refused") {
  const double drive[] = {0, 0, 0, 0};
  const double history[] = {50};
  const auto always_one = [](double) { return 1; };
  CHECK_THROWS_AS(simulate_spikes(drive, 4, history, 1, 1e3, always_one), std::invalid_argument);
}
