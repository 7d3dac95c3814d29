#ifndef ANEMONE_GLM_OUTPUT_SEARCH_HPP
#define ANEMONE_GLM_OUTPUT_SEARCH_HPP

#include <memory>

#include "glm/fit_glm.hpp"
#include "solver/newton.hpp"

namespace anemone {

// The fit of one output while it is under way.
struct OutputSearch {
  OutputModel model;
  std::unique_ptr<NewtonSearch> newton;
  OutputFit fit;
  // Steps that were taken before the Newton search.
  int n_first_steps = 0;
  bool running() const { return newton && newton->state() == NewtonSearch::State::kRunning; }
};

}  // namespace anemone

#endif
