#ifndef ANEMONE_SOLVER_CONJUGATE_GRADIENT_HPP
#define ANEMONE_SOLVER_CONJUGATE_GRADIENT_HPP

#include "solver/descent.hpp"

namespace anemone {

// Nonlinear conjugate gradients (Hestenes and Stiefel's factor, restarted where it would be negative), each
// coordinate in units of its curvature at the start.
class ConjugateGradientSearch : public Descent {
 public:
  using Descent::Descent;

  Wants wants() const override { return Wants::kGradient; }

 protected:
  std::vector<double> find_step(const Evaluation& current) override;
  void learn(const std::vector<double>& step, const std::vector<double>& change) override;
  // Directions stay conjugate only if each step ends near the minimum along it.
  double slope_wanted() const override { return 0.1; }

 private:
  std::vector<double> last_;    // step
  std::vector<double> change_;  // of the gradient over it
};

}  // namespace anemone

#endif
