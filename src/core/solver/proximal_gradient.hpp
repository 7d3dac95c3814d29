#ifndef ANEMONE_SOLVER_PROXIMAL_GRADIENT_HPP
#define ANEMONE_SOLVER_PROXIMAL_GRADIENT_HPP

#include "solver/search.hpp"

namespace anemone {

// Accelerated proximal gradient steps (FISTA, Beck and Teboulle 2009) whose momentum starts anew where it points uphill
// (O'Donoghue and Candes 2015); without a rough part, accelerated gradient descent. Each coordinate is in units of
// its curvature at the start, unless a step size is given.
class ProximalGradientSearch : public Search {
 public:
  using Search::Search;

  Wants wants() const override { return Wants::kGradient; }
  void advance(const Evaluation& at_trial) override;

 private:
  void begin(const Evaluation& at_start);
  void step_from_lookout();
  bool overshoots(const Evaluation& at_trial) const;
  void accept(const Evaluation& at_trial);

  std::vector<double> metric_;
  double steepness_ = 1.0;       // a multiple of the metric that bounds the curvature
  std::vector<double> lookout_;  // where the gradient is taken, ahead of the position
  Evaluation at_lookout_;
  bool at_lookout_known_ = false;
  double momentum_ = 1.0;
  int n_cuts_ = 0;
};

}  // namespace anemone

#endif
