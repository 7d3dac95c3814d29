#ifndef ANEMONE_DESIGN_BLOCK_HPP
#define ANEMONE_DESIGN_BLOCK_HPP

#include <cstddef>

#include "design/rows.hpp"

namespace anemone {

// Some columns of a design. A block knows where its numbers come from and nothing of likelihoods; a new
// kind of column is a new block and no edit elsewhere. Blocks are views: the memory is the caller's.
class Block {
 public:
  virtual ~Block() = default;
  virtual std::size_t n_columns() const = 0;

  // Marks the rows that cannot be used because a value they need is missing.
  virtual void mark_invalid(std::vector<unsigned char>& marks) const = 0;

  // Writes the rows, column-major with leading dimension `ld`. Only valid rows are ever asked for.
  virtual void write(RowRange rows, double* out, std::size_t ld) const = 0;

  // Column j of the rows from `row` on is at `stored(row) + j * stored_ld()` where the block is a matrix in
  // memory already, so that nothing need be copied; otherwise null.
  virtual const double* stored(std::size_t) const { return nullptr; }
  virtual std::size_t stored_ld() const { return 0; }
};

}  // namespace anemone

#endif
