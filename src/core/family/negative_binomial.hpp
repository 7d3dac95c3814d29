#ifndef ANEMONE_FAMILY_NEGATIVE_BINOMIAL_HPP
#define ANEMONE_FAMILY_NEGATIVE_BINOMIAL_HPP

#include "family/law.hpp"

namespace anemone {

// Counts with variance mu + scale mu^2; 1 / scale is the theta of others. With f = 1 / (1 + scale mu) the loss is
// -y log(1 - f) - log(f) / scale.
class NegativeBinomial : public Law {
 public:
  explicit NegativeBinomial(double scale);
  void evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                double* curvature) const override;
  void information(const double* mu, std::size_t n, double* out) const override;
  double log_likelihood(double y, double mu, double scale) const override;
  double deviance(double y, double mu, double scale) const override;
  double variance(double mu, double scale) const override { return mu + scale * mu * mu; }
  ResponseConstants constants(const double* y, const double* weights, std::size_t n) const override;
  double own_scale() const override { return scale_; }

 private:
  double scale_;
};

}  // namespace anemone

#endif
