#include "design/lagged_block.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// From here on projecting first is faster than panels for one output and not much slower for hundreds.
constexpr std::size_t kManyChannels = 32;
// Outputs whose projections are held together, and rows of a stretch at least: long beside the window, so that few
// samples are projected twice.
constexpr std::size_t kOutputsAtOnce = 8;
constexpr std::size_t kStretchRows = 1024;

}  // namespace

LaggedBlock::LaggedBlock(const double* signal, std::size_t n_samples, std::size_t n_channels,
                         std::vector<RowSegment> segments, LagKernel kernel)
    : signal_(signal), n_samples_(n_samples), n_channels_(n_channels), segments_(std::move(segments)), kernel_(kernel) {
  check_windows_inside(segments_, kernel_, n_samples_);
  for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
    const double* values = kernel_.values + function * kernel_.n_lags;
    reversed_.insert(reversed_.end(), std::make_reverse_iterator(values + kernel_.n_lags),
                     std::make_reverse_iterator(values));
  }
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
      const double* newest =
          signal_ + channel * n_samples_ + (static_cast<std::ptrdiff_t>(slice.sample) + kernel_.advance);
      double* at = out + channel * kernel_.n_functions * ld + (slice.rows.begin - rows.begin);
      if (spectral) {
        spectral_->run(newest, slice.rows.size(), at, ld);
      } else {
        panel_kernels().convolve(newest, slice.rows.size(), kernel_.values, kernel_.n_lags, kernel_.n_functions, at,
                                 ld);
      }
    }
  }
}

bool LaggedBlock::has_many_channels() const {
  return n_channels_ >= kManyChannels && 2 * n_channels_ >= kernel_.n_lags;
}

double LaggedBlock::touches_per_row() const {
  const auto n_functions = static_cast<double>(kernel_.n_functions);
  if (!has_many_channels()) return static_cast<double>(n_columns());
  return n_functions * static_cast<double>(n_channels_ + kernel_.n_lags);
}

// A panel is written once for the two products of a pass, and leaves the cache in between.
double LaggedBlock::panel_touches() const {
  if (!has_many_channels()) return static_cast<double>(n_columns());
  return static_cast<double>(n_columns()) * (1.0 + static_cast<double>(kernel_.n_lags));
}

std::vector<LaggedBlock::Stretch> LaggedBlock::stretches_of(const RowTile& rows) const {
  const std::size_t max_rows = std::max(kStretchRows, 4 * kernel_.n_lags);
  std::vector<Stretch> stretches;
  std::size_t position = 0;
  for (const RowRange& range : rows.slices) {
    for (const SegmentSlice& slice : slice_segments(segments_, range)) {
      const auto oldest = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(slice.sample) + kernel_.advance + 1 -
                                                   static_cast<std::ptrdiff_t>(kernel_.n_lags));
      for (std::size_t row = 0; row < slice.rows.size(); row += max_rows) {
        stretches.push_back({position + row, oldest + row, std::min(max_rows, slice.rows.size() - row)});
      }
      position += slice.rows.size();
    }
  }
  return stretches;
}

// projected = signal times weights (n_channels x n_projections), for all samples that a stretch reaches.
void LaggedBlock::project(const Stretch& stretch, const double* weights, std::size_t n_projections,
                          double* projected) const {
  const std::size_t n_samples = stretch.n_rows + kernel_.n_lags - 1;
  for (std::size_t first = 0; first < n_samples; first += kTileRows) {
    panel_kernels().multiply(signal_ + stretch.oldest + first, n_samples_, std::min(kTileRows, n_samples - first),
                             n_channels_, weights, n_channels_, n_projections, projected + first, n_samples);
  }
}

void LaggedBlock::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                          std::size_t ld_eta) const {
  if (!has_many_channels()) return Block::forward(rows, w, ld_w, n_out, eta, ld_eta);
  const std::size_t n_functions = kernel_.n_functions;
  const std::vector<Stretch> stretches = stretches_of(rows);
  std::vector<double> weights, projected, filtered;
  for (std::size_t first = 0; first < n_out; first += kOutputsAtOnce) {
    const std::size_t n_projections = std::min(kOutputsAtOnce, n_out - first) * n_functions;
    weights.resize(n_channels_ * n_projections);
    for (std::size_t i = 0; i < n_projections; ++i) {
      const double* from = w + (first + i / n_functions) * ld_w + i % n_functions;
      for (std::size_t channel = 0; channel < n_channels_; ++channel) {
        weights[channel + i * n_channels_] = from[channel * n_functions];
      }
    }
    for (const Stretch& stretch : stretches) {
      const std::size_t n_samples = stretch.n_rows + kernel_.n_lags - 1;
      projected.resize(n_samples * n_projections);
      filtered.resize(stretch.n_rows);
      project(stretch, weights.data(), n_projections, projected.data());
      for (std::size_t i = 0; i < n_projections; ++i) {
        panel_kernels().convolve(projected.data() + i * n_samples + kernel_.n_lags - 1, stretch.n_rows,
                                 kernel_.values + i % n_functions * kernel_.n_lags, kernel_.n_lags, 1, filtered.data(),
                                 stretch.n_rows);
        double* to = eta + (first + i / n_functions) * ld_eta + stretch.row;
        for (std::size_t t = 0; t < stretch.n_rows; ++t) to[t] += filtered[t];
      }
    }
  }
}

// Of each function the residuals of the rows after a sample, weighted by its lags: what the sample counts for.
void LaggedBlock::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                          std::size_t ld_g) const {
  if (!has_many_channels()) return Block::adjoint(rows, r, ld_r, n_out, g, ld_g);
  const std::size_t n_functions = kernel_.n_functions;
  const std::size_t margin = kernel_.n_lags - 1;
  const std::vector<Stretch> stretches = stretches_of(rows);
  std::vector<double> residuals, filtered, sums;
  for (std::size_t first = 0; first < n_out; first += kOutputsAtOnce) {
    const std::size_t n = std::min(kOutputsAtOnce, n_out - first);
    sums.assign(n_channels_ * n_functions * n, 0.0);
    for (const Stretch& stretch : stretches) {
      const std::size_t n_samples = stretch.n_rows + margin;
      residuals.assign(stretch.n_rows + 2 * margin, 0.0);
      filtered.resize(n_samples * n_functions * n);
      for (std::size_t output = 0; output < n; ++output) {
        std::copy_n(r + (first + output) * ld_r + stretch.row, stretch.n_rows, residuals.begin() + margin);
        panel_kernels().convolve(residuals.data() + margin, n_samples, reversed_.data(), kernel_.n_lags, n_functions,
                                 filtered.data() + output * n_functions * n_samples, n_samples);
      }
      for (std::size_t sample = 0; sample < n_samples; sample += kTileRows) {
        panel_kernels().multiply_transposed(
            signal_ + stretch.oldest + sample, n_samples_, std::min(kTileRows, n_samples - sample), n_channels_,
            filtered.data() + sample, n_samples, n_functions * n, sums.data(), n_channels_);
      }
    }
    for (std::size_t i = 0; i < n_functions * n; ++i) {
      double* to = g + (first + i / n_functions) * ld_g + i % n_functions;
      for (std::size_t channel = 0; channel < n_channels_; ++channel) {
        to[channel * n_functions] += sums[channel + i * n_channels_];
      }
    }
  }
}

}  // namespace anemone
