#ifndef ANEMONE_DESIGN_BLOCK_HPP
#define ANEMONE_DESIGN_BLOCK_HPP

#include <cstddef>

#include "design/rows.hpp"
#include "parallel/thread_team.hpp"

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

  // The same for the rows of a tile, with as many as it has as leading dimension.
  void write_tile(const RowTile& rows, double* out) const;

  // Products with the columns, added to what is there, over the rows of a tile of any size; entry i of eta, r and
  // v belongs to the i-th row of the tile. Everything is column-major. By default they run on panels.
  // An output's numbers do not depend on the others of the call.
  // eta (n_rows x n_out) += X W
  virtual void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                       std::size_t ld_eta) const;
  // g (n_columns x n_out) += X' R
  virtual void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                       std::size_t ld_g) const;
  // Lower triangle of h (n_columns x n_columns) += X' diag(v) X; v may have either sign, a null v is all ones.
  virtual void gram(const RowTile& rows, const double* v, double* h, std::size_t ld_h) const;

  // How many rows the panels of these products hold together: more where write() gains from it.
  virtual std::size_t panel_rows() const { return kTileRows; }

  // What forward() and adjoint() touch per row and output, in units of a product with a stored number: n_columns()
  // unless the block knows a shorter way.
  virtual double touches_per_row() const { return static_cast<double>(n_columns()); }

  // The same for a pass of both over panels, whose making counts too.
  virtual double panel_touches() const { return static_cast<double>(n_columns()); }

  // Where the values are not all in memory: how many rows can be, and a call that brings the values of some rows,
  // ascending, there. It is made on the thread of whoever owns the data, before anything else is asked of these rows
  // and while nothing is asked of others.
  virtual Holding holding() const { return {}; }
  virtual void load(const std::vector<RowRange>& /*rows*/, ThreadTeam& /*team*/) const {}

  // Column j of the rows from `row` on is at `stored(row) + j * stored_ld()` where the block is a matrix in
  // memory already, so that nothing need be copied; otherwise null.
  virtual const double* stored(std::size_t) const { return nullptr; }
  virtual std::size_t stored_ld() const { return 0; }
};

}  // namespace anemone

#endif
