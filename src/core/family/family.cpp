#include "family/family.hpp"

#include <stdexcept>

#include "family/poisson.hpp"

namespace anemone {

std::unique_ptr<Family> make_family(const std::string& family, const std::string& inverse_link) {
  if (family == "Poisson" && inverse_link == "exp") return std::make_unique<PoissonExp>();
  if (family == "Poisson" && inverse_link == "softplus") return std::make_unique<PoissonSoftplus>();
  throw std::invalid_argument("no family " + family + " with inverse link " + inverse_link);
}

}  // namespace anemone
