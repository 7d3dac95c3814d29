#ifndef ANEMONE_PENALTY_PENALTY_SUM_HPP
#define ANEMONE_PENALTY_PENALTY_SUM_HPP

#include <memory>
#include <vector>

#include "penalty/penalty.hpp"

namespace anemone {

// All penalties on the coefficients of one output.
class PenaltySum {
 public:
  struct Block {
    const Penalty* penalty;
    std::size_t index;  // among the blocks of that penalty
    const std::vector<std::size_t>* positions;
  };

  PenaltySum() = default;
  // For a model of these columns, ascending.
  PenaltySum(const std::vector<PenaltySetting>& settings, std::size_t output, const std::vector<std::size_t>& columns);

  bool empty() const { return parts_.empty(); }
  bool is_smooth() const { return blocks_.empty(); }
  const std::vector<Block>& blocks() const { return blocks_; }
  // Whether coefficient `position` is held finite; whether it has one best value whatever the others do.
  bool bounds(std::size_t position) const;
  bool settles(std::size_t position) const;
  // Whether no direction of n coefficients leads to infinity.
  bool bounds_all(std::size_t n) const;

  void add_smooth(const double* b, double factor, double* value, double* gradient, double* hessian,
                  std::size_t ld) const;

  // The rough part of all blocks, times `factor`.
  double rough(const std::vector<double>& b, double factor) const;
  void prox(const std::vector<double>& metric, double factor, std::vector<double>& b) const;
  void add_subgradient(const std::vector<double>& b, double factor, std::vector<double>& gradient) const;

  // The multiple of the penalty from which on all rough blocks stay 0.
  double largest_useful(const std::vector<double>& gradient) const;

 private:
  std::vector<std::unique_ptr<Penalty>> parts_;
  std::vector<Block> blocks_;
};

}  // namespace anemone

#endif
