#ifndef ANEMONE_FAMILY_POISSON_HPP
#define ANEMONE_FAMILY_POISSON_HPP

#include "family/family.hpp"

namespace anemone {

// Loss: mu - y log(mu).
class Poisson : public Law {
 public:
  void evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                double* curvature) const override;
  void information(const double* mu, std::size_t n, double* out) const override;
  double log_likelihood(double y, double mu, double scale) const override;
  double deviance(double y, double mu, double scale) const override;
  double variance(double mu, double) const override { return mu; }
  ResponseConstants constants(const double* y, const double* weights, std::size_t n) const override;
};

// Poisson means with any ratio of variance to mean: the scale, which the errors are multiplied by.
class QuasiPoisson : public Poisson {
 public:
  double variance(double mu, double scale) const override { return scale * mu; }
  bool estimates_scale() const override { return true; }
  double likelihood_per_loss(double scale) const override { return 1.0 / scale; }
};

// mu = exp(eta)
class PoissonExp : public Family {
 public:
  PoissonExp(std::unique_ptr<Law> law, std::unique_ptr<InverseLink> inverse_link)
      : Family(std::move(law), std::move(inverse_link), {true, true}) {}
  double evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                  double* curvature) const override;
  bool intercept_multiplies() const override { return true; }
};

// mu = log(1 + exp(eta))
class PoissonSoftplus : public Family {
 public:
  PoissonSoftplus(std::unique_ptr<Law> law, std::unique_ptr<InverseLink> inverse_link)
      : Family(std::move(law), std::move(inverse_link), {false, true}) {}
  double evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                  double* curvature) const override;
  void fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const override;
};

}  // namespace anemone

#endif
