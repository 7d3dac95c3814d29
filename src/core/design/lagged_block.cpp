#include "design/lagged_block.hpp"

#include <cmath>

#include "solver/panel_kernels.hpp"

namespace anemone {

LaggedBlock::LaggedBlock(const double* signal, std::size_t n_samples, std::size_t n_channels,
                         std::vector<RowSegment> segments, LagKernel kernel)
    : signal_(signal),
      n_samples_(n_samples),
      n_channels_(n_channels),
      segments_(std::move(segments)),
      kernel_(kernel) {
  check_windows_inside(segments_, kernel_, n_samples_);
  if (LongConvolution::is_faster(kernel_.n_lags, kernel_.n_functions)) {
    spectral_ = std::make_unique<LongConvolution>(kernel_.values, kernel_.n_lags, kernel_.n_functions);
  }
}

// As long as a transform gains from, where so many rows of all columns take little memory.
std::size_t LaggedBlock::panel_rows() const {
  constexpr std::size_t kMaxValues = std::size_t{1} << 20;
  if (!spectral_ || spectral_->rows_at_once() * n_columns() > kMaxValues) return kTileRows;
  return spectral_->rows_at_once();
}

void LaggedBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  for (std::size_t channel = 0; channel < n_channels_; ++channel) {
    const double* signal = signal_ + channel * n_samples_;
    mark_spoiled_rows(
        segments_, kernel_, [signal](std::size_t i) { return !std::isfinite(signal[i]); }, marks);
  }
}

void LaggedBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (const SegmentSlice& slice : slice_segments(segments_, rows)) {
    const bool spectral = spectral_ && 2 * slice.rows.size() > spectral_->rows_at_once();
    for (std::size_t channel = 0; channel < n_channels_; ++channel) {
      const double* newest = signal_ + channel * n_samples_ +
                             (static_cast<std::ptrdiff_t>(slice.sample) + kernel_.advance);
      double* at = out + channel * kernel_.n_functions * ld + (slice.rows.begin - rows.begin);
      if (spectral) {
        spectral_->run(newest, slice.rows.size(), at, ld);
      } else {
        panel_kernels().convolve(newest, slice.rows.size(), kernel_.values, kernel_.n_lags, kernel_.n_functions,
                                 at, ld);
      }
    }
  }
}

}  // namespace anemone
