#ifndef ANEMONE_GLM_GRADIENT_LOSS_HPP
#define ANEMONE_GLM_GRADIENT_LOSS_HPP

#include <memory>
#include <vector>

#include "glm/gradient_sums.hpp"
#include "glm/output_search.hpp"
#include "glm/run_searches.hpp"

namespace anemone {

// The penalised loss of one output as a search by gradients sees it: a function of the coefficients of its centred
// columns, and of the intercept unless that is always at its best.
class GradientLoss {
 public:
  GradientLoss(const SearchSetting& setting, const OutputSearch& search);
  virtual ~GradientLoss() = default;

  // Where a search begins.
  virtual std::vector<double> start() const = 0;

  // Whether everything at the start is known without a pass; if so, what.
  virtual bool start_is_known() const { return false; }
  virtual Evaluation evaluate_start() { return {}; }

  // Writes the coefficients of all columns; returns the intercept of the columns as they are, not centred.
  double spread(const std::vector<double>& point, double* coefficients) const;

  // From the i-th output's sums at the point.
  virtual Evaluation evaluate(const std::vector<double>& point, const GradientSums& sums, std::size_t i) = 0;

  // The intercept at the point that was evaluated last, or at the start.
  virtual double intercept(const std::vector<double>& point) const = 0;
  // The point with the intercept as its last coordinate.
  virtual std::vector<double> complete(std::vector<double> point, double intercept) const = 0;

 protected:
  virtual double intercept_of_trial(const std::vector<double>& point) const = 0;
  void add_penalty(const std::vector<double>& point, Evaluation& sum) const;

  const Objective& objective_;
  const OutputModel& model_;
  double weight_;

 private:
  // Nothing as long as the coefficients is held here: there may be hundreds of these, of thousands each.
  const std::vector<double>& limits_;
};

// The curvature at the start for each unit of X'X, the intercept's column of ones included.
double unit_curvature(const SearchSetting& setting, const OutputModel& model);

// Of a log-linear mean with the intercept at its best, else of both.
std::unique_ptr<GradientLoss> make_gradient_loss(const SearchSetting& setting, const OutputSearch& search);

// Whether such a loss can be had, for any predictor: it has to be convex and finite wherever a search may look.
bool has_gradient_loss(const Family& family);

}  // namespace anemone

#endif
