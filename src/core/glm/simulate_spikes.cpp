#include "glm/simulate_spikes.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace anemone {

std::vector<int> simulate_spikes(const double* drive, std::size_t n_bins, const double* history, std::size_t n_lags,
                                 double largest_mean, const std::function<int(double)>& draw_count) {
  std::vector<double> log_mean(drive, drive + n_bins);
  std::vector<int> counts(n_bins);
  for (std::size_t t = 0; t < n_bins; ++t) {
    const double mean = std::exp(log_mean[t]);
    if (!(mean <= largest_mean)) {
      throw std::invalid_argument("the simulated rate grows without bound");
    }
    counts[t] = draw_count(mean);
    if (counts[t] == 0) continue;
    // Spikes are sparse: each adds its after-effect to the bins to come.
    const std::size_t reach = std::min(n_lags, n_bins - t - 1);
    for (std::size_t k = 0; k < reach; ++k) log_mean[t + 1 + k] += counts[t] * history[k];
  }
  return counts;
}

}  // namespace anemone
