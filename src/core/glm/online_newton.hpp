#ifndef ANEMONE_GLM_ONLINE_NEWTON_HPP
#define ANEMONE_GLM_ONLINE_NEWTON_HPP

#include <cmath>
#include <utility>
#include <vector>

#include "solver/cholesky.hpp"
#include "solver/evaluation.hpp"

namespace anemone {

constexpr int kMaxOnlineSteps = 25;
constexpr int kMaxOnlineCuts = 60;
// Of the fall that a step promises, relative to the value: what is left is rounding.
constexpr double kOnlineTolerance = 1e-12;
// A pivot this small beside its diagonal is a direction that the data so far do not determine.
constexpr double kUndetermined = 1e-10;

// Newton's steps, halved until they lead down, to the minimum of a batch and what came before it; `at_end` is the loss
// there. A Loss gives `evaluate(point)`, with a curvature that is never negative, and `moved(point, direction,
// length)`, the point less so much of a direction. What nothing determines stays where it was. Says whether the minimum
// was reached.
template <typename Loss>
bool descend_online(const Loss& loss, std::vector<double>& point, Evaluation& at_end) {
  at_end = loss.evaluate(point);
  if (!std::isfinite(at_end.value)) return false;
  for (int step = 0; step < kMaxOnlineSteps; ++step) {
    const std::size_t n = at_end.gradient.size();
    const std::vector<double> direction = Cholesky(at_end.hessian, n, kUndetermined).solve(at_end.gradient);
    double promised = 0.0;
    for (std::size_t j = 0; j < n; ++j) promised += 0.5 * at_end.gradient[j] * direction[j];
    if (!(promised > kOnlineTolerance * (std::fabs(at_end.value) + 1.0))) return true;
    double length = 1.0;
    int n_cuts = 0;
    for (; n_cuts < kMaxOnlineCuts; ++n_cuts, length *= 0.5) {
      std::vector<double> trial = loss.moved(point, direction, length);
      Evaluation there = loss.evaluate(trial);
      if (!(there.value < at_end.value)) continue;
      point = std::move(trial);
      at_end = std::move(there);
      break;
    }
    if (n_cuts == kMaxOnlineCuts) return true;
  }
  return false;
}

}  // namespace anemone

#endif
