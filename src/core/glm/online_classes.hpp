#ifndef ANEMONE_GLM_ONLINE_CLASSES_HPP
#define ANEMONE_GLM_ONLINE_CLASSES_HPP

#include <vector>

#include "glm/fit_classifier.hpp"

namespace anemone {

// What is known of one response of classes after the batches so far: the best point, coefficients numbered
// j + k * n_columns and then intercepts, and the curvature of all that was seen around it (lower triangle,
// column-major). The point is empty before the first batch.
struct OnlineClassState {
  std::vector<double> point;
  std::vector<double> curvature;
  std::vector<double> class_weights;
  double n_entries = 0.0;
  double total_weight = 0.0;
  bool converged = true;
};

// Takes one batch of rows in, for each response: minimises the negative log-likelihood of the batch, its penalty and
// the parabola of the batches before, as take_batch() does, and adds the curvature of the batch at the solution. Of
// the options `penalties`, which have to be smooth, and `active` are read. The same bits for any number of threads.
void take_class_batch(const Design& design, const std::vector<RowRange>& valid_runs, const Response& labels,
                      std::size_t n_classes, const ClassifierOptions& options, ThreadTeam& team,
                      std::vector<OnlineClassState>& states);

// What a response's batches say, shaped as a fit: coefficients of columns that no batch has determined are NaN.
// Likelihoods, which would need all rows at once, are NaN too.
ClassifierFit report_online_classes(const OnlineClassState& state, std::size_t n_columns, std::size_t n_classes,
                                    const ClassifierOptions& options, std::size_t output);

}  // namespace anemone

#endif
