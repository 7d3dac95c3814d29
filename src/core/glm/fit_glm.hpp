#ifndef ANEMONE_GLM_FIT_GLM_HPP
#define ANEMONE_GLM_FIT_GLM_HPP

#include <limits>
#include <vector>

#include "glm/objective.hpp"
#include "glm/solver_options.hpp"

namespace anemone {

struct GlmOptions : SolverOptions {
  std::vector<PenaltySetting> penalties;
  // Columns of each output; empty if every output has all.
  std::vector<std::vector<std::size_t>> columns;
  // Whether a column that is 0 at every spike and of one sign elsewhere is given its limit.
  bool limit_separated = true;
  // Whether every value in the valid runs is known to be finite.
  bool rows_checked = true;
  std::size_t materialise_below = std::size_t{32} << 20;
};

// How the search for one output ended.
enum class FitStatus { kConverged, kNotConverged, kSilent, kSeparated };

// What a column's coefficient is.
enum class ColumnState : unsigned char { kEstimated, kExcluded, kAliased, kAtLimit, kDiverging };

struct OutputFit {
  FitStatus status = FitStatus::kConverged;
  int n_iterations = 0;
  double relative_gradient = 0.0;
  // Of mean loss and penalty over coefficients and intercept, at the last point looked at.
  double gradient_norm = 0.0;
  // Of the fit; of the null model, which has the offset; and of the mean alone.
  struct Losses {
    double fit = 0.0;
    double null = 0.0;
    double constant = 0.0;
  };
  Losses loss;
  // Where a law has a scale to be estimated, each at its own deviance over the sum of weights, which for a Gaussian
  // is the maximum.
  double log_likelihood = 0.0;
  double null_log_likelihood = 0.0;
  double constant_log_likelihood = 0.0;
  // At the fit's scale, both: what scores compare.
  double scored_log_likelihood = 0.0;
  double scored_null_log_likelihood = 0.0;
  double deviance = 0.0;
  double null_deviance = 0.0;
  double n_events = 0.0;      // weighted sum of the response
  double n_entries = 0.0;     // entries that weigh something
  double total_weight = 0.0;  // what they weigh together
  // Pearson's sum over the residual degrees of freedom, or the scale that the law was given.
  double scale = 1.0;
  // The standard error of a scale that was found by maximum likelihood; NaN where it tends to 0.
  double scale_error = std::numeric_limits<double>::quiet_NaN();
  double intercept = 0.0;
  std::vector<double> coefficients;  // one per column; NaN if aliased, -Inf or Inf at a limit
  std::vector<ColumnState> states;   // one per column
  // Inverse of the (penalised) information over intercept and columns, in that order; 0 where a coefficient
  // is not estimated. Empty after a wide fit, whose Hessian would cost more than all the rest: see find_inference().
  std::vector<double> covariance;
  // Not where a penalty can hold a coefficient at 0.
  bool has_errors = true;
  // The trace of covariance times unpenalised information: the number of estimated parameters, fewer under a
  // penalty. NaN where that has to be found with the covariance.
  double effective_df = 0.0;
};

// One GLM per output on the rows of the design. Outputs share each pass over the rows and nothing else: none
// depends on which others were fitted beside it. Empty where rows that have not been checked hold a value that is
// not finite.
std::vector<OutputFit> fit_glm(const Design& design, const std::vector<RowRange>& valid_runs, const Response& response,
                               const Family& family, const GlmOptions& options, ThreadTeam& team);

}  // namespace anemone

#endif
