#ifndef ANEMONE_GLM_ROW_SAMPLE_HPP
#define ANEMONE_GLM_ROW_SAMPLE_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// Some rows of one output, ascending, and what each stands for.
struct RowSample {
  std::vector<RowRange> runs;
  std::vector<double> weights;
};

// n_sampled rows of a log-linear mean, drawn with probability proportional to what the mean weighs there, in steps of
// equal mean through the recording: unbiased up to where the first step begins, and the same at every call.
// coefficients has a weight for each column of the design. None where the means have no finite sum.
RowSample sample_rows(const Objective& objective, std::size_t output, const std::vector<double>& coefficients,
                      double intercept, std::size_t n_sampled, ThreadTeam& team);

// The rows at which an output has events, each for its events times what they weigh: a sample in proportion to the mean
// that nature drew.
RowSample rows_with_events(const Objective& objective, std::size_t output);

}  // namespace anemone

#endif
