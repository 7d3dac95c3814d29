#ifndef ANEMONE_GLM_SIMULATE_SPIKES_HPP
#define ANEMONE_GLM_SIMULATE_SPIKES_HPP

#include <cstddef>
#include <functional>
#include <vector>

namespace anemone {

// Counts of a neuron that feels its own spikes, bin after bin:
//   mean[t] = exp(drive[t] + sum_k history[k] * count[t - 1 - k]),   count[t] = draw_count(mean[t]).
// Before the first bin there are no spikes. Throws std::invalid_argument when a mean exceeds
// `largest_mean`: the history excites itself without bound.
std::vector<int> simulate_spikes(const double* drive, std::size_t n_bins, const double* history, std::size_t n_lags,
                                 double largest_mean, const std::function<int(double)>& draw_count);

}  // namespace anemone

#endif
