#include "family/law.hpp"

#include <limits>

namespace anemone {

double Law::greatest_mean() const { return std::numeric_limits<double>::infinity(); }

}  // namespace anemone
