#include "inference/time_rescaling.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace anemone {

namespace {

// A mean of 1 or more says that a spike is certain.
double spike_probability(double mean) { return std::min(mean, 1.0 - 1e-12); }

}  // namespace

template <typename Count>
RescaledIntervals rescale_intervals(const double* mean, const Count* counts, const std::vector<RowRange>& runs,
                                    const std::vector<double>& uniform, RescalingCorrection correction) {
  RescaledIntervals result;
  for (const RowRange& run : runs) {
    double elapsed = 0.0;
    bool open = false;
    for (std::size_t row = run.begin; row < run.end; ++row) {
      const double p = spike_probability(mean[row]);
      open = !(counts[row] > 0);
      if (open) {
        elapsed += correction == RescalingCorrection::kDiscreteTime ? -std::log1p(-p) : mean[row];
        continue;
      }
      if (result.values.size() >= uniform.size()) {
        throw std::invalid_argument("fewer random numbers than rows with a spike");
      }
      if (correction == RescalingCorrection::kDiscreteTime) {
        result.values.push_back(elapsed - std::log1p(-uniform[result.values.size()] * p));
        elapsed = 0.0;
      } else {
        result.values.push_back(elapsed);
        elapsed = mean[row];
      }
      result.rows.push_back(row);
    }
    if (open) ++result.n_censored;
  }
  return result;
}

template RescaledIntervals rescale_intervals(const double*, const int*, const std::vector<RowRange>&,
                                             const std::vector<double>&, RescalingCorrection);
template RescaledIntervals rescale_intervals(const double*, const double*, const std::vector<RowRange>&,
                                             const std::vector<double>&, RescalingCorrection);

double uniform_distance(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double n = static_cast<double>(values.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double above = (static_cast<double>(i) + 1.0) / n - values[i];
    const double below = values[i] - static_cast<double>(i) / n;
    distance = std::max({distance, above, below});
  }
  return distance;
}

}  // namespace anemone
