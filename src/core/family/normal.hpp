#ifndef ANEMONE_FAMILY_NORMAL_HPP
#define ANEMONE_FAMILY_NORMAL_HPP

namespace anemone {

double normal_density(double x);

double normal_cdf(double x);

// NaN outside of [0, 1].
double normal_quantile(double probability);

// log of the cumulative probability, and density over probability, exact far below 0 too.
struct LowerTail {
  double log_probability;
  double hazard;
};

LowerTail lower_tail(double x);

}  // namespace anemone

#endif
