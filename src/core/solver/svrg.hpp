#ifndef ANEMONE_SOLVER_SVRG_HPP
#define ANEMONE_SOLVER_SVRG_HPP

#include <cstdint>

#include "solver/search.hpp"

namespace anemone {

// Stochastic steps whose variance is reduced by the full gradient at an anchor (Johnson and Zhang 2013; with a rough
// part Xiao and Zhang 2014). An iteration is an epoch: one full gradient, then as many steps on batches as there are
// batches. Batches come from one fixed stream, so that a result never depends on what else was drawn. An epoch that
// raises the function is taken back and its steps halved.
class SvrgSearch : public Search {
 public:
  SvrgSearch(std::vector<double> start, RoughPart rough, std::size_t n_batches, const SearchOptions& options);

  Wants wants() const override { return in_epoch_ ? Wants::kBatch : Wants::kGradient; }
  void advance(const Evaluation& at_trial) override;
  std::size_t batch() const override { return batch_; }
  const std::vector<double>* anchor() const override { return &position_; }
  void advance_batch(const Evaluation& at_trial, const Evaluation& at_anchor, double share) override;

 private:
  void choose_metric(const Evaluation& at_start);
  void draw_batch();

  std::size_t n_batches_;
  std::size_t batch_ = 0;
  std::size_t n_steps_ = 0;
  std::uint64_t stream_;
  std::vector<double> metric_;
  double steepness_ = 1.0;
  bool in_epoch_ = false;
};

}  // namespace anemone

#endif
