#ifndef ANEMONE_GLM_SIMULATE_NETWORK_HPP
#define ANEMONE_GLM_SIMULATE_NETWORK_HPP

#include <cstddef>
#include <functional>
#include <vector>

#include "family/family.hpp"

namespace anemone {

// Neurons that feel each other's spikes. Time runs first in `drive` and in the counts.
struct SpikingNetwork {
  std::size_t n_bins = 0;
  std::size_t n_units = 0;
  std::size_t n_lags = 0;
  const double* drive = nullptr;    // n_bins x n_units
  const double* filters = nullptr;  // n_units (receiver) x n_lags x n_units (sender)
  const int* before = nullptr;      // n_lags x n_units, the newest bin last; or null: silence
};

struct NetworkDraw {
  std::vector<int> counts;    // n_bins x n_units
  std::vector<double> means;  // n_bins x n_units
};

// Counts bin after bin:
//   eta[t, i] = drive[t, i] + sum over k, j of filters[i, k, j] * count[t - 1 - k, j],
//   count[t, i] = draw_count(family.mean(eta[t, i])).
// Throws std::invalid_argument when a mean exceeds `largest_mean`: the network excites itself
// without bound.
NetworkDraw simulate_network(const SpikingNetwork& network, const Family& family, double largest_mean,
                             const std::function<int(double)>& draw_count);

}  // namespace anemone

#endif
