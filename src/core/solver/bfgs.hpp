#ifndef ANEMONE_SOLVER_BFGS_HPP
#define ANEMONE_SOLVER_BFGS_HPP

#include "solver/descent.hpp"

namespace anemone {

// BFGS with the whole curvature matrix, which a rough part needs: its steps are then minima of the model that the
// matrix gives, plus the rough part.
class BfgsSearch : public Descent {
 public:
  using Descent::Descent;

  // `curvature` (lower triangle) is the first guess; without one, the diagonal of the first Hessian.
  BfgsSearch(std::vector<double> start, RoughPart rough, std::vector<double> curvature, const SearchOptions& options);

  Wants wants() const override { return Wants::kGradient; }

 protected:
  std::vector<double> find_step(const Evaluation& current) override;
  void learn(const std::vector<double>& step, const std::vector<double>& change) override;

 private:
  std::vector<double> curvature_;  // lower triangle
  bool guessed_ = true;
};

}  // namespace anemone

#endif
