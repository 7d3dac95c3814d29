#include "glm/simulate_network.hpp"

#include <algorithm>
#include <stdexcept>

namespace anemone {

namespace {

// What spikes add to the bins to come, as a ring of n_lags + 1 bins: spikes are sparse, and each
// pays once.
class AfterEffects {
 public:
  explicit AfterEffects(const SpikingNetwork& network)
      : network_(network), n_slots_(network.n_lags + 1), sums_(n_slots_ * network.n_units, 0.0) {}

  double* of_bin(std::size_t bin) { return &sums_[bin % n_slots_ * network_.n_units]; }

  void forget(std::size_t bin) { std::fill_n(of_bin(bin), network_.n_units, 0.0); }

  // A count that lies `first_lag` bins before `next_bin` - 1 reaches the bins from `next_bin` on.
  void add(std::size_t next_bin, std::size_t first_lag, std::size_t sender, int count) {
    const std::size_t n = network_.n_units;
    const double* rows = network_.filters + sender * network_.n_lags * n;
    for (std::size_t k = first_lag; k < network_.n_lags; ++k) {
      double* target = of_bin(next_bin + k - first_lag);
      for (std::size_t i = 0; i < n; ++i) target[i] += count * rows[k * n + i];
    }
  }

 private:
  const SpikingNetwork& network_;
  std::size_t n_slots_;
  std::vector<double> sums_;
};

void add_past(const SpikingNetwork& network, AfterEffects& effects) {
  if (network.before == nullptr) return;
  for (std::size_t j = 0; j < network.n_units; ++j) {
    for (std::size_t back = 0; back < network.n_lags; ++back) {
      const int count = network.before[j * network.n_lags + network.n_lags - 1 - back];
      if (count != 0) effects.add(0, back, j, count);
    }
  }
}

}  // namespace

NetworkDraw simulate_network(const SpikingNetwork& network, const Family& family, double largest_mean,
                             const std::function<int(double)>& draw_count) {
  const std::size_t n_units = network.n_units;
  NetworkDraw draw;
  draw.counts.assign(network.n_bins * n_units, 0);
  draw.means.resize(network.n_bins * n_units);
  AfterEffects effects(network);
  add_past(network, effects);
  std::vector<double> means(n_units);
  for (std::size_t t = 0; t < network.n_bins; ++t) {
    double* eta = effects.of_bin(t);
    for (std::size_t i = 0; i < n_units; ++i) eta[i] += network.drive[i * network.n_bins + t];
    family.mean(eta, n_units, means.data());
    effects.forget(t);
    for (std::size_t i = 0; i < n_units; ++i) {
      if (!(means[i] <= largest_mean)) {
        throw std::invalid_argument("the simulated rates grow without bound");
      }
      const int count = draw_count(means[i]);
      draw.counts[i * network.n_bins + t] = count;
      draw.means[i * network.n_bins + t] = means[i];
      if (count != 0) effects.add(t + 1, 0, i, count);
    }
  }
  return draw;
}

}  // namespace anemone
