#ifndef ANEMONE_GLM_CLASS_CONSTRAINT_HPP
#define ANEMONE_GLM_CLASS_CONSTRAINT_HPP

#include <vector>

#include "penalty/penalty_sum.hpp"
#include "solver/evaluation.hpp"

namespace anemone {

// What the likelihood of classes is given to have one best point: the penalty, and for parameters that matter only up
// to a common shift (one column of all classes, or the intercepts) a tie, which is a parabola in their sum. It costs
// nothing, since a sum of 0 is among the best where a penalty treats all classes alike. Parameters are those of a
// ClassObjective.
class ClassConstraint {
 public:
  ClassConstraint() = default;
  ClassConstraint(const std::vector<PenaltySetting>& settings, const std::vector<std::size_t>& active,
                  std::size_t n_columns, std::size_t n_classes);

  // Ties are as steep as what they tie, given the likelihood where no coefficient is: what a search measures itself
  // against is then that of the data.
  void measure(const Evaluation& null, double weight);

  // For rows that weigh this much together.
  void add(const std::vector<double>& point, double weight, Evaluation& result) const;

  // Takes from what belongs to parameters, `step` apart, the mean of those tied to them, of which the data tell
  // nothing.
  void centre(double* values, std::size_t step = 1) const;

  // From the inverse of the constrained Hessian to the covariance of centred parameters.
  void untie(std::size_t n, std::vector<double>& inverse) const;

  const PenaltySum& penalty() const { return penalty_; }
  std::size_t n_ties() const { return ties_.size(); }

 private:
  struct Tie {
    std::vector<std::size_t> parameters;
    double strength = 1.0;
  };

  PenaltySum penalty_;
  std::vector<Tie> ties_;
};

}  // namespace anemone

#endif
