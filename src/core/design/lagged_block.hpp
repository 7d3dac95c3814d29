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
  LaggedBlock(const double* signal, std::size_t n_samples, std::size_t n_channels, std::vector<RowSegment> segments,
              LagKernel kernel);

  std::size_t n_columns() const override { return n_channels_ * kernel_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;
  std::size_t panel_rows() const override;
  // With many channels the products come by way of a few projections of the signal: forward() takes channels by
  // weights first, one projection for each function, and then the kernels; adjoint() the other way round. Their cost
  // has no product of lags and channels in it.
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const override;
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const override;
  double touches_per_row() const override;
  double panel_touches() const override;

 private:
  // A stretch of rows of one segment: where they are in a tile, and in the signal the oldest sample of the first.
  struct Stretch {
    std::size_t row;
    std::size_t oldest;
    std::size_t n_rows;
  };
  std::vector<Stretch> stretches_of(const RowTile& rows) const;
  bool has_many_channels() const;
  void project(const Stretch& stretch, const double* weights, std::size_t n_projections, double* projected) const;

  const double* signal_;
  std::size_t n_samples_;
  std::size_t n_channels_;
  std::vector<RowSegment> segments_;
  LagKernel kernel_;
  std::vector<double> reversed_;               // the kernel's functions, last lag first
  std::unique_ptr<LongConvolution> spectral_;  // of long kernels
};

}  // namespace anemone

#endif
