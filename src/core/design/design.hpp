#ifndef ANEMONE_DESIGN_DESIGN_HPP
#define ANEMONE_DESIGN_DESIGN_HPP

#include <memory>
#include <vector>

#include "design/block.hpp"

namespace anemone {

// A tile of rows as numbers: column j at values + j * ld.
struct Panel {
  const double* values = nullptr;
  std::size_t ld = 0;
};

// Some columns of a panel, side by side in `out`, which becomes theirs.
Panel take_columns(const Panel& all, const std::vector<std::size_t>& columns, std::size_t n_rows, double* out);

// Blocks side by side. The intercept is implicit and never a column. Solvers see only panels, so they do not
// know whether a column is stored or made on the way.
class Design {
 public:
  Design(std::vector<std::unique_ptr<Block>> blocks, std::size_t n_rows);

  std::size_t n_rows() const { return n_rows_; }
  std::size_t n_columns() const { return n_columns_; }

  // How many rows can be held at a time, and their coming (see Block).
  const Holding& holding() const { return holding_; }
  void load(const std::vector<RowRange>& rows, ThreadTeam& team) const;

  // Whether panels are read in place.
  bool is_stored() const;

  // Marks the rows that some block cannot give.
  void mark_invalid(std::vector<unsigned char>& marks) const;

  // `scratch` has room for tile.n_rows * n_columns() values; it is left alone where the panel can be read in
  // place.
  Panel panel(const RowTile& tile, double* scratch) const;

  // The operator, over the rows of a tile of any size; entry i of eta, r and v belongs to its i-th row.
  // eta (n_rows x n_out) = D W
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const;
  // g (n_columns x n_out) += D' R
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const;
  // Lower triangle of h += D' diag(v) D for the columns named, ascending; v may have either sign, a null v is all
  // ones.
  void gram(const RowTile& rows, const double* v, const std::vector<std::size_t>& columns, double* h,
            std::size_t ld_h) const;

  // Whether products over long runs of rows visit less than panels of the columns would hold.
  bool is_sparse() const;
  // Whether they cost less than panels.
  bool prefers_products() const;

  const std::vector<std::unique_ptr<Block>>& blocks() const { return blocks_; }

 private:
  std::vector<std::unique_ptr<Block>> blocks_;
  std::size_t n_rows_;
  std::size_t n_columns_;
  Holding holding_;
};

struct ValidRows {
  std::vector<RowRange> runs;
  std::vector<double> lost;  // rows that each block cannot give
};

// The rows that all blocks can give, of those where `usable` is 1; a null `usable` is all of them.
ValidRows find_valid_rows(const Design& design, const int* usable);

// values (n_rows x n_columns, column-major): the design as a matrix, invalid rows as NaN.
void materialise(const Design& design, const std::vector<RowRange>& valid_runs, double* values);

// q_t = [1 x_t] M [1 x_t]' on the valid rows; M is symmetric, n_columns + 1 wide, the intercept first.
void quadratic_form(const Design& design, const std::vector<RowRange>& valid_runs, const double* matrix, double* q);

}  // namespace anemone

#endif
