#ifndef ANEMONE_FAMILY_GAMMA_HPP
#define ANEMONE_FAMILY_GAMMA_HPP

#include "family/law.hpp"

namespace anemone {

// Positive numbers with mean mu and variance scale mu^2: shape 1 / scale. Loss: y / mu + log(mu).
class Gamma : public Law {
 public:
  void evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                double* curvature) const override;
  void information(const double* mu, std::size_t n, double* out) const override;
  double log_likelihood(double y, double mu, double scale) const override;
  double deviance(double y, double mu, double scale) const override;
  double variance(double mu, double scale) const override { return scale * mu * mu; }
  ResponseConstants constants(const double* y, const double* weights, std::size_t n) const override;
  double total_log_likelihood(const ResponseConstants& constants, double weight, double loss,
                              double scale) const override;
  bool estimates_scale() const override { return true; }
  double likelihood_per_loss(double scale) const override { return 1.0 / scale; }
  bool zero_is_certain() const override { return false; }
};

}  // namespace anemone

#endif
