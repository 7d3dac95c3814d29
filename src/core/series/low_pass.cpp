#include "series/low_pass.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace anemone {

namespace {

const double kPi = std::acos(-1.0);

// The state after endless input of 1: what goes on beyond b0 in the transposed direct form.
struct State {
  double first = 0.0;
  double second = 0.0;
};

double gain_at_zero(const FilterSection& s) { return (s.b0 + s.b1 + s.b2) / (1.0 + s.a1 + s.a2); }

void run_section(const FilterSection& s, double start, std::vector<double>& x) {
  const double settled = gain_at_zero(s);
  State state;
  state.second = start * (s.b2 - s.a2 * settled);
  state.first = start * (s.b1 - s.a1 * settled) + state.second;
  for (double& value : x) {
    const double y = s.b0 * value + state.first;
    state.first = s.b1 * value - s.a1 * y + state.second;
    state.second = s.b2 * value - s.a2 * y;
    value = y;
  }
}

void run_forward(const std::vector<FilterSection>& sections, std::vector<double>& x) {
  double start = x.front();
  for (const FilterSection& section : sections) {
    run_section(section, start, x);
    start *= gain_at_zero(section);
  }
}

FilterSection with_gain(FilterSection section, double gain) {
  const double factor = gain / gain_at_zero(section);
  section.b0 *= factor;
  section.b1 *= factor;
  section.b2 *= factor;
  return section;
}

// Samples to continue by: three times the filter's length, as far as the signal reaches.
std::size_t padding_for(const std::vector<FilterSection>& sections, std::size_t n) {
  const auto n_first_order = std::count_if(sections.begin(), sections.end(),
                                           [](const FilterSection& s) { return s.b2 == 0.0 && s.a2 == 0.0; });
  const std::size_t length = 2 * sections.size() + 1 - static_cast<std::size_t>(n_first_order);
  return std::min(3 * length, n - 1);
}

}  // namespace

std::vector<FilterSection> chebyshev_low_pass(std::size_t order, double ripple, double cutoff) {
  const auto n = static_cast<double>(order);
  const double epsilon = std::sqrt(std::pow(10.0, 0.1 * ripple) - 1.0);
  const double mu = std::asinh(1.0 / epsilon) / n;
  const double warped = std::tan(0.5 * kPi * cutoff);
  std::vector<FilterSection> sections;
  for (std::size_t k = 0; 2 * k + 1 <= order; ++k) {
    const double theta = 0.5 * kPi * (2.0 * static_cast<double>(k) + 1.0 - n) / n;
    const std::complex<double> analog = -warped * std::sinh(std::complex<double>(mu, theta));
    const std::complex<double> pole = (1.0 + analog) / (1.0 - analog);
    const bool is_real = 2 * k + 1 == order;
    sections.push_back(is_real ? FilterSection{1, 1, 0, -pole.real(), 0}
                               : FilterSection{1, 2, 1, -2.0 * pole.real(), std::norm(pole)});
    sections.back() = with_gain(sections.back(), 1.0);
  }
  const double gain = order % 2 == 0 ? std::pow(10.0, -ripple / 20.0) : 1.0;
  sections.front() = with_gain(sections.front(), gain);
  return sections;
}

std::vector<double> filter_both_ways(const std::vector<FilterSection>& sections, const double* x, std::size_t n) {
  if (n == 0) return {};
  const std::size_t padding = padding_for(sections, n);
  std::vector<double> extended;
  extended.reserve(n + 2 * padding);
  for (std::size_t i = padding; i > 0; --i) extended.push_back(2.0 * x[0] - x[i]);
  extended.insert(extended.end(), x, x + n);
  for (std::size_t i = 1; i <= padding; ++i) extended.push_back(2.0 * x[n - 1] - x[n - 1 - i]);
  for (int pass = 0; pass < 2; ++pass) {
    run_forward(sections, extended);
    std::reverse(extended.begin(), extended.end());
  }
  return {extended.begin() + static_cast<std::ptrdiff_t>(padding),
          extended.end() - static_cast<std::ptrdiff_t>(padding)};
}

std::vector<double> sinc_low_pass(std::size_t order, double cutoff) {
  std::vector<double> weights(order + 1, 1.0);
  const double middle = 0.5 * static_cast<double>(order);
  double sum = 0.0;
  for (std::size_t i = 0; i <= order; ++i) {
    const double lag = static_cast<double>(i) - middle;
    const double angle = kPi * cutoff * lag;
    const double window = 0.54 - 0.46 * std::cos(kPi * static_cast<double>(i) / std::max(middle, 0.5));
    weights[i] = (lag == 0.0 ? 1.0 : std::sin(angle) / angle) * (order == 0 ? 1.0 : window);
    sum += weights[i];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace anemone
