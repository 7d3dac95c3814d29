#ifndef ANEMONE_GLM_FIT_CLASSIFIER_HPP
#define ANEMONE_GLM_FIT_CLASSIFIER_HPP

#include <vector>

#include "glm/fit_glm.hpp"
#include "penalty/penalty.hpp"

namespace anemone {

struct ClassifierOptions : SolverOptions {
  // On coefficients numbered j + k * n_columns, column j of class k.
  std::vector<PenaltySetting> penalties;
  // Those of each output that are not fixed at 0; empty if all are sought.
  std::vector<std::vector<std::size_t>> active;
};

struct ClassifierFit {
  FitStatus status = FitStatus::kConverged;
  int n_iterations = 0;
  double relative_gradient = 0.0;
  // Of mean loss and penalty over coefficients and intercepts, at the last point looked at.
  double gradient_norm = 0.0;
  double log_likelihood = 0.0;
  double null_log_likelihood = 0.0;
  double n_entries = 0.0;
  double total_weight = 0.0;
  std::vector<double> class_weights;
  std::vector<double> intercepts;    // one per class, adding up to 0
  std::vector<double> coefficients;  // n_columns x n_classes; NaN for an aliased column
  std::vector<ColumnState> states;   // like the coefficients
  // Inverse of the penalised information over coefficients and then intercepts, of what is identified: contrasts of
  // each class with the mean of all. 0 where a coefficient is not estimated; empty for a penalty without derivatives.
  std::vector<double> covariance;
  double effective_df = 0.0;
};

// Multinomial logistic models, one per output; labels are classes numbered from 0. Without a penalty a flat direction
// is settled by coefficients that add up to 0 over classes, as where NeMoS begins.
std::vector<ClassifierFit> fit_classifier(const Design& design, const std::vector<RowRange>& valid_runs,
                                          const Response& labels, std::size_t n_classes,
                                          const ClassifierOptions& options, ThreadTeam& team);

}  // namespace anemone

#endif
