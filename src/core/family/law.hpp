#ifndef ANEMONE_FAMILY_LAW_HPP
#define ANEMONE_FAMILY_LAW_HPP

#include <cstddef>

namespace anemone {

// Weighted sums over entries that no model changes.
struct ResponseConstants {
  double constant = 0.0;   // what the loss leaves out of the log-likelihood
  double saturated = 0.0;  // the loss of means that equal y
};

// How y scatters around its mean, whatever the mean follows from. The loss of an entry is its negative
// log-likelihood without the terms that no mean changes, and without the scale where that only divides it
// (Gaussian: the squared residual, as NeMoS).
class Law {
 public:
  virtual ~Law() = default;

  // Per entry: the loss and its first two derivatives by the mean. A mean that the law cannot have loses infinitely.
  virtual void evaluate(const double* y, const double* mu, std::size_t n, double* loss, double* slope,
                        double* curvature) const = 0;

  // Per entry: the expected second derivative.
  virtual void information(const double* mu, std::size_t n, double* out) const = 0;

  // Per entry, with every constant; y = 0 with mu = 0 is certain where both are possible.
  virtual double log_likelihood(double y, double mu, double scale) const = 0;
  // The scale counts where it gives the law its shape, never as a divisor.
  virtual double deviance(double y, double mu, double scale) const = 0;
  virtual double variance(double mu, double scale) const = 0;

  // Null weights are all 1.
  virtual ResponseConstants constants(const double* y, const double* weights, std::size_t n) const = 0;

  // From sums over entries that weigh `weight` together.
  virtual double total_log_likelihood(const ResponseConstants& constants, double weight, double loss,
                                      double scale) const {
    (void)weight;
    (void)scale;
    return constants.constant - loss;
  }
  virtual double total_deviance(const ResponseConstants& constants, double loss) const {
    return 2.0 * (loss - constants.saturated);
  }

  // Whether the scale is found from the residuals, Pearson's sum over the degrees of freedom.
  virtual bool estimates_scale() const { return false; }

  // What the loss has to be multiplied by to be a negative log-likelihood.
  virtual double likelihood_per_loss(double scale) const {
    (void)scale;
    return 1.0;
  }

  // The scale of a law whose scale is given.
  virtual double own_scale() const { return 1.0; }

  // Whether the loss is affine in y, so that sums of y tell the loss of a constant mean.
  virtual bool affine() const { return true; }

  // Whether y = 0 can be certain: as the mean goes to 0, so does the loss.
  virtual bool zero_is_certain() const { return true; }

  // The means that a law allows lie strictly between these; a response whose mean is at one of them has a predictor
  // at infinity.
  virtual double least_mean() const { return 0.0; }
  virtual double greatest_mean() const;
};

}  // namespace anemone

#endif
