#ifndef ANEMONE_FAMILY_FAMILY_HPP
#define ANEMONE_FAMILY_FAMILY_HPP

#include <cstddef>
#include <memory>
#include <string>

namespace anemone {

// Sums over entries that no model changes: log-likelihood = constant - nll, and the log-likelihood of means that
// equal y.
struct ResponseConstants {
  double constant = 0.0;
  double saturated = 0.0;
};

// A law of the counts given the linear predictor eta, link included. Everything works on short runs of
// entries, so that the virtual call costs nothing. nll is the negative log-likelihood without the terms
// that do not depend on eta.
class Family {
 public:
  virtual ~Family() = default;

  virtual void mean(const double* eta, std::size_t n, double* mu) const = 0;

  // gradient = d nll / d eta and curvature = d2 nll / d eta2 (observed, not expected) per entry; returns the
  // sum of nll.
  virtual double evaluate(const double* y, const double* eta, std::size_t n, double* gradient,
                          double* curvature) const = 0;

  // The expected curvature: the weights of the Fisher information.
  virtual void fisher_weights(const double* eta, std::size_t n, double* weights) const = 0;

  // The predictor of a constant mean.
  virtual double link(double mean) const = 0;

  // Per entry, with every constant; y = 0 with mu = 0 is certain.
  virtual double log_likelihood(double y, double mu) const = 0;
  virtual double deviance(double y, double mu) const = 0;

  virtual double variance(double mu) const = 0;

  virtual ResponseConstants constants(const double* y, std::size_t n) const = 0;

  // The predictor at which an entry with y = 0 has mean and loss 0: the limit of a coefficient going to -Inf.
  virtual double impossible() const { return -1000.0; }

  // Whether the intercept multiplies the mean and the loss is that of Poisson: its best value for given
  // coefficients is then known.
  virtual bool intercept_multiplies() const { return false; }

  // Whether the observed and the expected curvature agree.
  virtual bool canonical() const = 0;
};

// Throws std::invalid_argument for a pair that does not exist.
std::unique_ptr<Family> make_family(const std::string& family, const std::string& inverse_link);

}  // namespace anemone

#endif
