#ifndef ANEMONE_FAMILY_FAMILY_HPP
#define ANEMONE_FAMILY_FAMILY_HPP

#include <cstddef>
#include <memory>
#include <string>

#include "family/inverse_link.hpp"
#include "family/law.hpp"

namespace anemone {

// What is known of a pair of law and inverse link.
struct FamilyTraits {
  // The observed and the expected curvature agree.
  bool canonical = false;
  // The loss is convex in the predictor.
  bool convex = false;
};

// A law of the response given the linear predictor eta: law and inverse link composed. Everything works on short
// runs of entries, so that the virtual call costs nothing. Null weights are all 1.
class Family {
 public:
  Family(std::unique_ptr<Law> law, std::unique_ptr<InverseLink> inverse_link, FamilyTraits traits);
  virtual ~Family() = default;

  const Law& law() const { return *law_; }

  void mean(const double* eta, std::size_t n, double* mu) const { inverse_link_->mean(eta, n, mu); }

  // The predictor of a constant mean.
  double link(double mean) const { return inverse_link_->link(mean); }

  // gradient = d loss / d eta and curvature = d2 loss / d eta2 (observed, not expected) per entry, both times the
  // entry's weight; returns the weighted sum of losses.
  virtual double evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                          double* curvature) const;

  // The expected curvature, times the weights: the Fisher information. out may be weights.
  virtual void fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const;

  // The predictor at which an entry with y = 0 has mean and loss 0: the limit of a coefficient going to -Inf.
  double impossible() const { return -1000.0; }

  // Whether there is such a predictor.
  bool has_impossible() const;

  // Whether the intercept multiplies the mean and the loss is that of Poisson: its best value for given
  // coefficients is then known.
  virtual bool intercept_multiplies() const { return false; }

  bool canonical() const { return traits_.canonical; }
  bool convex() const { return traits_.convex; }

 private:
  std::unique_ptr<Law> law_;
  std::unique_ptr<InverseLink> inverse_link_;
  FamilyTraits traits_;
};

// `scale` is that of a law with a given scale (NegativeBinomial). Throws std::invalid_argument for names that do not
// exist.
std::unique_ptr<Family> make_family(const std::string& law, const std::string& inverse_link, double scale = 1.0);

// With an inverse link of the user's.
std::unique_ptr<Family> make_family(const std::string& law, LinkFunctions inverse_link, double scale = 1.0);

std::unique_ptr<Law> make_law(const std::string& name, double scale = 1.0);

}  // namespace anemone

#endif
