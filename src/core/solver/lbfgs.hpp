#ifndef ANEMONE_SOLVER_LBFGS_HPP
#define ANEMONE_SOLVER_LBFGS_HPP

#include <deque>
#include <memory>

#include "solver/descent.hpp"
#include "solver/linear_solver.hpp"

namespace anemone {

// Limited-memory BFGS (Nocedal 1980). It begins from a curvature that is right up to a factor (a Gram matrix), so
// that a handful of steps learn what is left; without one, from the diagonal of the first Hessian.
class LbfgsSearch : public Descent {
 public:
  using Descent::Descent;

  // `curvature` times `scale` is the curvature at the start, `diagonal` its diagonal.
  LbfgsSearch(std::vector<double> start, std::shared_ptr<const LinearSolver> curvature, double scale,
              const std::vector<double>& diagonal, const SearchOptions& options);

  Wants wants() const override { return Wants::kGradient; }

 protected:
  std::vector<double> find_step(const Evaluation& current) override;
  void learn(const std::vector<double>& step, const std::vector<double>& change) override;

 private:
  // In single precision: what is remembered shapes the steps, not what they lead to.
  struct Pair {
    std::vector<float> step;
    std::vector<float> change;  // of the gradient
    double product;             // of the two
  };

  std::vector<double> divide_by_first(const std::vector<double>& gradient) const;

  std::shared_ptr<const LinearSolver> curvature_;
  double scale_ = 1.0;
  std::deque<Pair> pairs_;
};

}  // namespace anemone

#endif
