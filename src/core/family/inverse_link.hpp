#ifndef ANEMONE_FAMILY_INVERSE_LINK_HPP
#define ANEMONE_FAMILY_INVERSE_LINK_HPP

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace anemone {

// From the linear predictor eta to the mean.
class InverseLink {
 public:
  virtual ~InverseLink() = default;

  virtual void mean(const double* eta, std::size_t n, double* mu) const = 0;

  // The mean and its first two derivatives by the predictor.
  virtual void evaluate(const double* eta, std::size_t n, double* mu, double* slope, double* curvature) const = 0;

  // The predictor of a mean; NaN for a mean that no predictor has.
  virtual double link(double mean) const = 0;
};

// exp, softplus, logistic, norm_cdf, identity or one_over_x; throws std::invalid_argument for another name.
std::unique_ptr<InverseLink> make_inverse_link(const std::string& name);

// A user's functions of n predictors. Without a second derivative it is taken from differences of the first; without
// a link the predictor of a mean is searched for.
struct LinkFunctions {
  using Function = std::function<void(const double* in, std::size_t n, double* out)>;
  Function mean;
  Function derivative;
  Function second_derivative;
  Function link;
};

std::unique_ptr<InverseLink> make_inverse_link(LinkFunctions functions);

}  // namespace anemone

#endif
