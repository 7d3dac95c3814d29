#ifndef ANEMONE_DESIGN_LAGGED_BLOCK_HPP
#define ANEMONE_DESIGN_LAGGED_BLOCK_HPP

#include <memory>
#include <vector>

#include "basis/long_convolution.hpp"
#include "design/block.hpp"
#include "design/lag_window.hpp"

namespace anemone {

// Signals convolved with kernels, made for the rows asked for and never stored. Columns: channel slow,
// function fast. `signal` is n_samples x n_channels; every sample a segment's windows reach is in it, missing
// ones as NaN.
class LaggedBlock : public Block {
 public:
  LaggedBlock(const double* signal, std::size_t n_samples, std::size_t n_channels,
              std::vector<RowSegment> segments, LagKernel kernel);

  std::size_t n_columns() const override { return n_channels_ * kernel_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;
  std::size_t panel_rows() const override;

 private:
  const double* signal_;
  std::size_t n_samples_;
  std::size_t n_channels_;
  std::vector<RowSegment> segments_;
  LagKernel kernel_;
  std::unique_ptr<LongConvolution> spectral_;  // of long kernels
};

}  // namespace anemone

#endif
