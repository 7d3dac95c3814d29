#ifndef ANEMONE_GLM_OUTPUT_SEARCH_HPP
#define ANEMONE_GLM_OUTPUT_SEARCH_HPP

#include <memory>

#include "glm/fit_glm.hpp"
#include "solver/search.hpp"

namespace anemone {

// The fit of one output while it is under way.
struct OutputSearch {
  OutputModel model;
  std::unique_ptr<Search> path;
  OutputFit fit;
  // Steps that were taken before this path.
  int n_first_steps = 0;
  // A path that has ended by gradients alone, without a Hessian: the last move it made, and its length in standard
  // errors where its curvature was known last.
  bool by_gradients = false;
  std::vector<double> last_move;
  double last_move_length = 0.0;
  // The curvature there that a row gives.
  double start_curvature = 0.0;
  bool running() const { return path && path->running(); }

  // As many as there are if all entries weigh alike.
  double count_events() const { return fit.n_events * fit.n_entries / fit.total_weight; }
};

}  // namespace anemone

#endif
