#ifndef ANEMONE_GLM_GRAM_BEGINNING_HPP
#define ANEMONE_GLM_GRAM_BEGINNING_HPP

#include <map>
#include <memory>
#include <vector>

#include "glm/event_curvature.hpp"
#include "glm/run_searches.hpp"
#include "solver/linear_solver.hpp"

namespace anemone {

// What a search by gradients begins with: the columns that are independent, and their curvature for a unit of
// that of a row.
struct Beginning {
  std::vector<std::size_t> wanted;
  std::vector<std::size_t> kept;
  std::vector<double> diagonal;
  std::vector<double> curvature;  // lower triangle; only under a penalty that has no derivative at 0
  std::shared_ptr<const LinearSolver> solver;
  // How many matrices it holds, or a step on it needs, that no other output shares.
  std::size_t n_own = 0;
};

// Makes one for each output from the Gram matrix. Outputs with the same columns share it; and where each has columns of
// its own, as with couplings, they share the inverse of the whole. So do outputs whose coefficients a penalty all holds
// alike, if their rates are alike. What an output gets does not depend on the others.
class GramBeginnings {
 public:
  explicit GramBeginnings(const SearchSetting& setting) : setting_(setting) {}

  // Leaves out columns that depend on others. `unit` is what a row adds to the curvature at the start, times X'X.
  Beginning find(double unit, OutputSearch& search);

  // The Gram matrix takes the rate as constant; the events of an output say where it is high, and their share of the
  // curvature grows with their number. Whether that costs less than the passes it saves, and doing it: for several
  // outputs at the same time, if wanted.
  bool worth_events(const OutputSearch& search) const;
  void learn_from_events(double unit, const OutputModel& model, const EventCurvature& events,
                         Beginning& beginning) const;

 private:
  void drop_unsupported(OutputSearch& search) const;
  Beginning find_alone(double unit, OutputSearch& search) const;
  // For a penalty that is `strength` times half the square of each coefficient.
  Beginning find_held(double strength, double unit, const OutputSearch& search);
  bool whole_has_inverse();

  const SearchSetting& setting_;
  Beginning last_;
  bool tried_ = false;
  std::shared_ptr<const std::vector<double>> inverse_;
  // Of the Gram matrix with a power of kHeldStep on its diagonal.
  std::map<int, std::shared_ptr<const std::vector<double>>> held_inverses_;
};

}  // namespace anemone

#endif
