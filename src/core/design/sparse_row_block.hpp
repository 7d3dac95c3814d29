#ifndef ANEMONE_DESIGN_SPARSE_ROW_BLOCK_HPP
#define ANEMONE_DESIGN_SPARSE_ROW_BLOCK_HPP

#include "design/block.hpp"

namespace anemone {

// A row as the columns that are not zero in it, in any order but each at most once, and their
// values.
struct RowEntries {
  std::vector<std::size_t> columns;
  std::vector<double> values;
  std::size_t size = 0;
  // Room for the rows of what the block is made of.
  std::vector<RowEntries> parts;

  void make_room(std::size_t width) {
    if (columns.size() >= width) return;
    columns.resize(width);
    values.resize(width);
  }
};

// Columns of which a row has few that are not zero. Products touch only these: width() numbers per
// row and output instead of n_columns(), their squares for the Gram matrix.
class SparseRowBlock : public Block {
 public:
  // The most entries that a row has.
  virtual std::size_t width() const = 0;

  // Whether rows can be read at all.
  virtual bool has_rows() const { return true; }

  // `entries` has room for width() of them.
  virtual void read_row(std::size_t row, RowEntries& entries) const = 0;

  void write(RowRange rows, double* out, std::size_t ld) const override;
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const override;
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const override;
  void gram(const RowTile& rows, const double* v, double* h, std::size_t ld_h) const override;
  double touches_per_row() const override { return static_cast<double>(width()); }

 protected:
  RowEntries room() const;
};

}  // namespace anemone

#endif
