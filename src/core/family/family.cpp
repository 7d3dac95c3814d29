#include "family/family.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "family/bernoulli.hpp"
#include "family/poisson.hpp"

namespace anemone {

namespace {

constexpr std::size_t kRun = 256;

bool is_pair(const std::string& law, const std::string& inverse_link, const char* which_law, const char* which_link) {
  return law == which_law && inverse_link == which_link;
}

FamilyTraits traits_of(const std::string& law, const std::string& link) {
  FamilyTraits traits;
  traits.canonical = is_pair(law, link, "Gamma", "one_over_x") || is_pair(law, link, "Gaussian", "identity");
  traits.convex = traits.canonical || is_pair(law, link, "Gamma", "exp") ||
                  is_pair(law, link, "NegativeBinomial", "exp") || is_pair(law, link, "Poisson", "identity") ||
                  is_pair(law, link, "QuasiPoisson", "identity") || is_pair(law, link, "Bernoulli", "exp") ||
                  is_pair(law, link, "Bernoulli", "identity");
  return traits;
}

}  // namespace

Family::Family(std::unique_ptr<Law> law, std::unique_ptr<InverseLink> inverse_link, FamilyTraits traits)
    : law_(std::move(law)), inverse_link_(std::move(inverse_link)), traits_(traits) {}

bool Family::has_impossible() const {
  if (!law_->zero_is_certain()) return false;
  const double eta = impossible();
  double mu = 1.0;
  mean(&eta, 1, &mu);
  return mu == 0.0;
}

// By the chain rule: d2 loss / d eta2 = loss'' mu'^2 + loss' mu''.
double Family::evaluate(const double* y, const double* eta, const double* weights, std::size_t n, double* gradient,
                        double* curvature) const {
  double mu[kRun], slope[kRun], bend[kRun], loss[kRun];
  double total = 0.0;
  for (std::size_t begin = 0; begin < n; begin += kRun) {
    const std::size_t length = std::min(kRun, n - begin);
    double* by_mean = gradient + begin;
    double* twice_by_mean = curvature + begin;
    inverse_link_->evaluate(eta + begin, length, mu, slope, bend);
    law_->evaluate(y + begin, mu, length, loss, by_mean, twice_by_mean);
    for (std::size_t i = 0; i < length; ++i) {
      const double weight = weights == nullptr ? 1.0 : weights[begin + i];
      // What weighs nothing may have a mean outside of the law's.
      if (weight == 0.0) {
        by_mean[i] = twice_by_mean[i] = 0.0;
        continue;
      }
      total += weight * loss[i];
      twice_by_mean[i] = weight * (twice_by_mean[i] * slope[i] * slope[i] + by_mean[i] * bend[i]);
      by_mean[i] *= weight * slope[i];
    }
  }
  return total;
}

void Family::fisher_weights(const double* eta, const double* weights, std::size_t n, double* out) const {
  double mu[kRun], slope[kRun], bend[kRun], information[kRun];
  for (std::size_t begin = 0; begin < n; begin += kRun) {
    const std::size_t length = std::min(kRun, n - begin);
    inverse_link_->evaluate(eta + begin, length, mu, slope, bend);
    law_->information(mu, length, information);
    for (std::size_t i = 0; i < length; ++i) {
      const double weight = weights == nullptr ? 1.0 : weights[begin + i];
      out[begin + i] = weight == 0.0 || slope[i] == 0.0 ? 0.0 : weight * information[i] * slope[i] * slope[i];
    }
  }
}

std::unique_ptr<Family> make_family(const std::string& law, const std::string& inverse_link, double scale) {
  auto of_law = make_law(law, scale);
  auto of_link = make_inverse_link(inverse_link);
  const bool counts = law == "Poisson" || law == "QuasiPoisson";
  if (counts && inverse_link == "exp") {
    return std::make_unique<PoissonExp>(std::move(of_law), std::move(of_link));
  }
  if (counts && inverse_link == "softplus") {
    return std::make_unique<PoissonSoftplus>(std::move(of_law), std::move(of_link));
  }
  if (is_pair(law, inverse_link, "Bernoulli", "logistic")) {
    return std::make_unique<BernoulliLogistic>(std::move(of_law), std::move(of_link));
  }
  if (is_pair(law, inverse_link, "Bernoulli", "norm_cdf")) {
    return std::make_unique<BernoulliProbit>(std::move(of_law), std::move(of_link));
  }
  return std::make_unique<Family>(std::move(of_law), std::move(of_link), traits_of(law, inverse_link));
}

std::unique_ptr<Family> make_family(const std::string& law, LinkFunctions inverse_link, double scale) {
  return std::make_unique<Family>(make_law(law, scale), make_inverse_link(std::move(inverse_link)), FamilyTraits{});
}

}  // namespace anemone
