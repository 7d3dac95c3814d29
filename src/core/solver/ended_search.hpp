#ifndef ANEMONE_SOLVER_ENDED_SEARCH_HPP
#define ANEMONE_SOLVER_ENDED_SEARCH_HPP

#include <utility>

#include "solver/search.hpp"

namespace anemone {

// Where a search of other coordinates ended, as a search that has nothing left to do.
class EndedSearch : public Search {
 public:
  EndedSearch(std::vector<double> end, Evaluation at_end, RoughPart rough, const Search& ended)
      : Search(std::move(end), rough, SearchOptions()) {
    current_ = std::move(at_end);
    state_ = ended.state();
    n_iterations_ = ended.n_iterations();
    relative_gradient_ = ended.relative_gradient();
    start_norm_ = ended.start_norm();
    set_scale(std::vector<double>(position_.size(), 1.0));
  }

  Wants wants() const override { return Wants::kGradient; }
  void advance(const Evaluation& /*at_trial*/) override {}
};

}  // namespace anemone

#endif
