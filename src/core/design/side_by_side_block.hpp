#ifndef ANEMONE_DESIGN_SIDE_BY_SIDE_BLOCK_HPP
#define ANEMONE_DESIGN_SIDE_BY_SIDE_BLOCK_HPP

#include <memory>

#include "design/block.hpp"

namespace anemone {

// The columns of several blocks as one block: the channels of a term.
class SideBySideBlock : public Block {
 public:
  explicit SideBySideBlock(std::vector<std::unique_ptr<Block>> blocks);

  std::size_t n_columns() const override { return n_columns_; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  Holding holding() const override;
  void load(const std::vector<RowRange>& rows, ThreadTeam& team) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const override;
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const override;
  double touches_per_row() const override;
  double panel_touches() const override;

 private:
  std::vector<std::unique_ptr<Block>> blocks_;
  std::size_t n_columns_;
};

}  // namespace anemone

#endif
