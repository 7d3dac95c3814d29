#ifndef ANEMONE_GLM_SOLVER_OPTIONS_HPP
#define ANEMONE_GLM_SOLVER_OPTIONS_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "solver/search.hpp"

namespace anemone {

// How the searches of a fit are run, whatever the model.
struct SolverOptions {
  // "auto", or the name of a solver (see solver/named_search.hpp).
  std::string solver = "auto";
  SearchOptions search;
  // Rows in a batch, for solvers that take batches; 0 for as many as seem right.
  std::size_t batch_size = 0;
  // After which searches end where they are; 0 for no limit.
  double max_seconds = 0.0;
  // Where each output's search begins: its coefficients, then the intercept, or one for each class; empty for the
  // mean alone.
  std::vector<std::vector<double>> start;
  // Called on the caller's thread after each pass with the number of outputs that have ended, and of all, and with
  // what the passes are for.
  std::function<void(std::size_t n_done, std::size_t n_outputs, const char* phase)> on_pass;
};

}  // namespace anemone

#endif
