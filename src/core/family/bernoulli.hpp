#ifndef ANEMONE_FAMILY_BERNOULLI_HPP
#define ANEMONE_FAMILY_BERNOULLI_HPP

#include "family/family.hpp"

namespace anemone {

// 0 or 1. Loss: -y log(mu) - (1 - y) log(1 - mu).
class Bernoulli : public Law {
 public:
  void evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                double* curvature) const override;
  void information(const double* mu, std::size_t n, double* out) const override;
  double log_likelihood(double y, double mu, double scale) const override;
  double deviance(double y, double mu, double scale) const override;
  double variance(double mu, double) const override { return mu * (1.0 - mu); }
  ResponseConstants constants(const double* y, const double* weights, std::size_t n) const override;
  double greatest_mean() const override { return 1.0; }
};

// mu = 1 / (1 + exp(-eta))
class BernoulliLogistic : public Family {
 public:
  BernoulliLogistic(std::unique_ptr<Law> law, std::unique_ptr<InverseLink> inverse_link)
      : Family(std::move(law), std::move(inverse_link), {true, true}) {}
  double evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                  double* curvature) const override;
  void fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const override;
};

// mu is the normal cumulative probability of eta.
class BernoulliProbit : public Family {
 public:
  BernoulliProbit(std::unique_ptr<Law> law, std::unique_ptr<InverseLink> inverse_link)
      : Family(std::move(law), std::move(inverse_link), {false, true}) {}
  double evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                  double* curvature) const override;
  void fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const override;
};

}  // namespace anemone

#endif
