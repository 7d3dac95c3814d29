#ifndef ANEMONE_FAMILY_GAUSSIAN_HPP
#define ANEMONE_FAMILY_GAUSSIAN_HPP

#include "family/law.hpp"

namespace anemone {

// The scale is the variance. Loss: (y - mu)^2, without one half, as NeMoS.
class Gaussian : public Law {
 public:
  void evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                double* curvature) const override;
  void information(const double* mu, std::size_t n, double* out) const override;
  double log_likelihood(double y, double mu, double scale) const override;
  double deviance(double y, double mu, double scale) const override;
  double variance(double, double scale) const override { return scale; }
  ResponseConstants constants(const double* y, const double* weights, std::size_t n) const override;
  double total_log_likelihood(const ResponseConstants& constants, double weight, double loss,
                              double scale) const override;
  double total_deviance(const ResponseConstants&, double loss) const override { return loss; }
  bool estimates_scale() const override { return true; }
  double likelihood_per_loss(double scale) const override { return 0.5 / scale; }
  bool affine() const override { return false; }
  bool zero_is_certain() const override { return false; }
  double least_mean() const override;
};

}  // namespace anemone

#endif
