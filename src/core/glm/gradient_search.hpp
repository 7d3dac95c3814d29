#ifndef ANEMONE_GLM_GRADIENT_SEARCH_HPP
#define ANEMONE_GLM_GRADIENT_SEARCH_HPP

#include <memory>
#include <vector>

#include "glm/gradient_loss.hpp"

namespace anemone {

// The search of one output that hears of gradients alone.
struct GradientSearch {
  GradientSearch(const SearchSetting& setting, OutputSearch& own)
      : search(&own),
        loss(make_gradient_loss(setting, own)),
        intercept(loss->intercept(loss->start())),
        unit(unit_curvature(setting, own.model)) {}

  bool arrived() const { return path->state() == Search::State::kConverged; }

  OutputSearch* search;
  std::unique_ptr<GradientLoss> loss;
  std::unique_ptr<Search> path;
  double intercept;
  double unit;  // curvature, see unit_curvature()
  // Far from the end single precision is enough. A search that arrives has left it behind; the loss of one whose steps
  // or time are up may still be right to seven digits only.
  bool in_single = false;
  // Whether no Newton search follows.
  bool to_the_end = false;
  std::vector<double> last_move;
  int n_earlier_steps = 0;
  bool lost = false;
};

// Whether the searches of an objective may begin in single precision: all rows are at hand, neither the scales of the
// columns nor their means would cost it digits, and the end is wanted more exactly.
bool may_begin_in_single(const SearchSetting& setting);

// Whether an output that no penalty holds has so few events for its coefficients that these may have no finite best
// values.
bool lacks_events(const SearchSetting& setting, const OutputSearch& search);

// Passes for all searches together until each has ended, is lost, or time is up; n_waiting more outputs wait.
void run_together(const SearchSetting& setting, const std::vector<GradientSearch*>& searches, std::size_t n_waiting,
                  const char* phase);

}  // namespace anemone

#endif
