#ifndef ANEMONE_DESIGN_PRODUCT_BLOCK_HPP
#define ANEMONE_DESIGN_PRODUCT_BLOCK_HPP

#include <memory>

#include "design/sparse_row_block.hpp"

namespace anemone {

// Every column of the left block times every column of the right one, the right one's fastest; made
// for the rows asked for and never stored. Where few columns of a factor are not zero in a row, so
// it is with the product; a dense factor has all of its own.
class ProductBlock : public SparseRowBlock {
 public:
  ProductBlock(std::unique_ptr<Block> left, std::unique_ptr<Block> right);

  std::size_t n_columns() const override { return left_->n_columns() * right_->n_columns(); }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  Holding holding() const override { return both(left_->holding(), right_->holding()); }
  void load(const std::vector<RowRange>& rows, ThreadTeam& team) const override {
    left_->load(rows, team);
    right_->load(rows, team);
  }
  std::size_t width() const override { return width_; }
  bool has_rows() const override { return has_rows_; }
  void read_row(std::size_t row, RowEntries& entries) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const override;
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const override;
  void gram(const RowTile& rows, const double* v, double* h, std::size_t ld_h) const override;
  double touches_per_row() const override { return static_cast<double>(by_entries_ ? width_ : n_columns()); }

 private:
  std::unique_ptr<Block> left_;
  std::unique_ptr<Block> right_;
  // The same factors where their rows are sparse, else null; asking a block for its class in every
  // row is slow.
  const SparseRowBlock* sparse_left_;
  const SparseRowBlock* sparse_right_;
  std::size_t width_;
  bool has_rows_;
  // Whether entries are worth it; panels are faster where most columns are not zero.
  bool by_entries_;
};

}  // namespace anemone

#endif
