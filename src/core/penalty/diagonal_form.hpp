#ifndef ANEMONE_PENALTY_DIAGONAL_FORM_HPP
#define ANEMONE_PENALTY_DIAGONAL_FORM_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// sum_i strength_i / 2 b_i^2
struct DiagonalForm {
  std::vector<std::size_t> position;
  std::vector<double> strength;
  // By position, as far as the last one of them, whether its strength is above 0.
  std::vector<bool> covered;

  void add(std::size_t at, double of) {
    position.push_back(at);
    strength.push_back(of);
    if (at >= covered.size()) covered.resize(at + 1);
    covered[at] = of > 0.0;
  }

  void add_smooth(const double* b, double factor, double* value, double* gradient, double* hessian,
                  std::size_t ld) const {
    for (std::size_t i = 0; i < position.size(); ++i) {
      const std::size_t j = position[i];
      const double own = factor * strength[i];
      if (value != nullptr) *value += 0.5 * own * b[j] * b[j];
      if (gradient != nullptr) gradient[j] += own * b[j];
      if (hessian != nullptr) hessian[j + j * ld] += own;
    }
  }

  bool covers(std::size_t at) const { return at < covered.size() && covered[at]; }
};

}  // namespace anemone

#endif
