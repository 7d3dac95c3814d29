#ifndef ANEMONE_FAMILY_POISSON_HPP
#define ANEMONE_FAMILY_POISSON_HPP

#include "family/family.hpp"

namespace anemone {

class Poisson : public Family {
 public:
  double log_likelihood(double y, double mu) const override;
  double deviance(double y, double mu) const override;
  double variance(double mu) const override { return mu; }
  ResponseConstants constants(const double* y, std::size_t n) const override;
};

// mu = exp(eta)
class PoissonExp : public Poisson {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override;
  double evaluate(const double* y, const double* eta, std::size_t n, double* gradient,
                  double* curvature) const override;
  void fisher_weights(const double* eta, std::size_t n, double* weights) const override;
  double link(double mean) const override;
  bool intercept_multiplies() const override { return true; }
  bool canonical() const override { return true; }
};

// mu = log(1 + exp(eta))
class PoissonSoftplus : public Poisson {
 public:
  void mean(const double* eta, std::size_t n, double* mu) const override;
  double evaluate(const double* y, const double* eta, std::size_t n, double* gradient,
                  double* curvature) const override;
  void fisher_weights(const double* eta, std::size_t n, double* weights) const override;
  double link(double mean) const override;
  bool canonical() const override { return false; }
};

}  // namespace anemone

#endif
