#include <cmath>
#include <stdexcept>

#include "check.hpp"
#include "glm/simulate_network.hpp"

using namespace anemone;

namespace {

// Two units, two lags: filters[receiver, lag, sender].
const double kFilters[] = {-1.0, 0.5, 0.25, 0.0, 0.0, 0.0, 2.0, -3.0};
const double kDrive[] = {0.0, 0.1, 0.2, 0.3, 0.0, -0.1, -0.2, -0.3};

SpikingNetwork two_units() {
  SpikingNetwork network;
  network.n_bins = 4;
  network.n_units = 2;
  network.n_lags = 2;
  network.drive = kDrive;
  network.filters = kFilters;
  return network;
}

}  // namespace

TEST_CASE("each filter reaches its receiver at its lags") {
  const auto family = make_family("Poisson", "exp");
  int calls = 0;
  // Unit 0 fires twice in bin 0, unit 1 once in bin 1.
  const auto chosen = [&](double) {
    const int call = calls++;
    return call == 0 ? 2 : call == 3 ? 1 : 0;
  };
  const NetworkDraw draw = simulate_network(two_units(), *family, 1e6, chosen);
  CHECK((draw.counts == std::vector<int>{2, 0, 0, 0, 0, 1, 0, 0}));
  const double eta[] = {0.0, 0.1 - 2, 0.2 + 0.5, 0.3 + 2, 0.0, -0.1 + 1, -0.2, -0.3 - 3};
  for (int i = 0; i < 8; ++i) CHECK_NEAR(std::log(draw.means[i]), eta[i], 1e-12);
}

TEST_CASE("counts before the first bin are felt, the newest last") {
  const auto family = make_family("Poisson", "exp");
  SpikingNetwork network = two_units();
  const int before[] = {1, 0, 0, 1};
  network.before = before;
  const auto silent = [](double) { return 0; };
  const NetworkDraw draw = simulate_network(network, *family, 1e6, silent);
  CHECK_NEAR(std::log(draw.means[0]), 0.25, 1e-12);
  CHECK_NEAR(std::log(draw.means[1]), 0.1 + 2, 1e-12);
  CHECK_NEAR(std::log(draw.means[5]), -0.1 - 3, 1e-12);
  CHECK_NEAR(std::log(draw.means[2]), 0.2, 1e-12);
}

TEST_CASE("a network without bound is refused") {
  const auto family = make_family("Poisson", "exp");
  const double filters[] = {9.0};
  const double drive[] = {0, 0, 0, 0};
  SpikingNetwork network;
  network.n_bins = 4;
  network.n_units = 1;
  network.n_lags = 1;
  network.drive = drive;
  network.filters = filters;
  const auto always_one = [](double) { return 1; };
  CHECK_THROWS_AS(simulate_network(network, *family, 1e3, always_one), std::invalid_argument);
}
