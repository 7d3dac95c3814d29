#ifndef ANEMONE_PENALTY_BLOCK_NORM_HPP
#define ANEMONE_PENALTY_BLOCK_NORM_HPP

#include "penalty/penalty.hpp"

namespace anemone {

// A rough part that is a sum of weighted Euclidean norms of blocks; of a block of one coefficient that is its
// absolute value.
class BlockNormPenalty : public Penalty {
 public:
  bool bounds(std::size_t position) const override;
  double rough(std::size_t block, const double* x) const override;
  void prox(std::size_t block, const double* metric, double factor, double* x) const override;
  void add_subgradient(std::size_t block, const double* x, double factor, double* gradient) const override;
  void add_rough_hessian(std::size_t block, const double* x, double factor, double* hessian) const override;
  double largest_useful(std::size_t block, const double* gradient) const override;

 protected:
  // A block whose weight is 0 is no block.
  void add_block(std::vector<std::size_t> positions, double weight);

 private:
  std::vector<double> weight_;
  // By position, as far as the last one that a block has.
  std::vector<bool> bounded_;
};

}  // namespace anemone

#endif
