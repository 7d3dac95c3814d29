#ifndef ANEMONE_GLM_EVENT_CURVATURE_HPP
#define ANEMONE_GLM_EVENT_CURVATURE_HPP

#include <vector>

#include "glm/objective.hpp"

namespace anemone {

// The curvature of one output's log-linear mean, for centred columns, with the intercept at its best: lower triangle,
// as high as the model has columns.
struct EventCurvature {
  std::vector<double> hessian;
  // As many events as tell as much if they weigh alike.
  double n_events = 0.0;
};

// From the rows at which outputs have events: these are a sample in proportion to the mean that nature drew, X' diag(y)
// X in place of X' diag(mu) X. Designs whose rows are all at hand.
std::vector<EventCurvature> curvature_at_events(const Objective& objective, const std::vector<OutputModel>& models,
                                                ThreadTeam& team);

}  // namespace anemone

#endif
