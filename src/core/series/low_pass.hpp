#ifndef ANEMONE_SERIES_LOW_PASS_HPP
#define ANEMONE_SERIES_LOW_PASS_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// A second-order section, a0 = 1.
struct FilterSection {
  double b0, b1, b2;
  double a1, a2;
};

// A Chebyshev low pass of the first kind as sections: `cutoff` in units of the Nyquist frequency,
// where the gain first falls below -`ripple` dB.
std::vector<FilterSection> chebyshev_low_pass(std::size_t order, double ripple, double cutoff);

// Runs the sections forward and backward over n samples, without shifting them in time. The signal
// is continued at both ends by its point reflection and the filter starts in the steady state.
std::vector<double> filter_both_ways(const std::vector<FilterSection>& sections, const double* x, std::size_t n);

// A windowed-sinc low pass of order + 1 weights (Hamming window) that sum to 1.
std::vector<double> sinc_low_pass(std::size_t order, double cutoff);

}  // namespace anemone

#endif
