#include "basis/convolve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "basis/long_convolution.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Rows of one task. The cut depends on the data only, and so do the sums.
constexpr std::size_t kTaskRows = 16384;
// Below this share of non-zero samples, visiting only those is cheaper.
constexpr double kSparseShare = 0.04;
// Above this share a signal is a continuous one, whose zeros mean nothing.
constexpr double kDenseShare = 0.5;

// Consecutive sums of one channel: the newest sample of the first, and where that one is written.
struct Piece {
  const double* newest;
  std::size_t n_sums;
  double* out;
};

void fill_rows(const KernelMatrix& kernel, double* out, std::size_t ld, std::size_t n_rows) {
  for (std::size_t function = 0; function < kernel.n_functions; ++function) {
    std::fill_n(out + function * ld, n_rows, std::numeric_limits<double>::quiet_NaN());
  }
}

// Writes the NaN rows of a segment and appends its sums to `pieces`.
void cut_segment(const double* x, std::size_t n, const KernelMatrix& kernel, std::ptrdiff_t row_of_first,
                 std::size_t task_rows, double* out, std::size_t ld, std::vector<Piece>& pieces) {
  const auto n_rows = static_cast<std::ptrdiff_t>(n);
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel.n_lags);
  const std::ptrdiff_t first_row = std::max<std::ptrdiff_t>(0, row_of_first);
  const std::ptrdiff_t end_row = std::min(n_rows, n_rows - n_lags + 1 + row_of_first);
  if (end_row <= first_row) return fill_rows(kernel, out, ld, n);
  fill_rows(kernel, out, ld, static_cast<std::size_t>(first_row));
  fill_rows(kernel, out + end_row, ld, static_cast<std::size_t>(n_rows - end_row));
  const double* newest = x + (n_lags - 1 - row_of_first);
  const auto step = static_cast<std::ptrdiff_t>(task_rows);
  for (std::ptrdiff_t row = first_row; row < end_row; row += step) {
    const auto size = std::min(step, end_row - row);
    pieces.push_back({newest + row, static_cast<std::size_t>(size), out + row});
  }
}

void add_nonzero_samples(const Piece& piece, const KernelMatrix& kernel, std::size_t ld) {
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel.n_lags);
  const auto n_sums = static_cast<std::ptrdiff_t>(piece.n_sums);
  for (std::size_t function = 0; function < kernel.n_functions; ++function) {
    std::fill_n(piece.out + function * ld, piece.n_sums, 0.0);
  }
  for (std::ptrdiff_t sample = 1 - n_lags; sample < n_sums; ++sample) {
    const double value = piece.newest[sample];
    if (value == 0.0) continue;
    const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, sample);
    const std::ptrdiff_t end = std::min(n_sums, sample + n_lags);
    for (std::size_t function = 0; function < kernel.n_functions; ++function) {
      const double* weights = kernel.values + function * kernel.n_lags + (begin - sample);
      double* sums = piece.out + function * ld + begin;
      for (std::ptrdiff_t i = 0; i < end - begin; ++i) sums[i] += value * weights[i];
    }
  }
}

enum class Way { kSparse, kDirect, kSpectral };

// Rounding of transforms would blur the zeros between counts, which tell where nothing can have happened; and a missing
// sample would spoil all sums that share a transform with it.
Way choose_way(const Piece& piece, std::size_t n_lags, bool long_kernel) {
  const std::size_t n = piece.n_sums + n_lags - 1;
  const double* oldest = piece.newest - (n_lags - 1);
  const auto n_nonzero = static_cast<double>(n - std::count(oldest, oldest + n, 0.0));
  if (n_nonzero < kSparseShare * static_cast<double>(n)) return Way::kSparse;
  const bool spectral = long_kernel && n_nonzero > kDenseShare * static_cast<double>(n) &&
                        std::all_of(oldest, oldest + n, [](double value) { return std::isfinite(value); });
  return spectral ? Way::kSpectral : Way::kDirect;
}

}  // namespace

void convolve_signal(const SegmentedSignal& signal, const KernelMatrix& kernel, std::ptrdiff_t row_of_first,
                     ThreadTeam& team, double* out) {
  std::unique_ptr<LongConvolution> spectral;
  if (LongConvolution::is_faster(kernel.n_lags, kernel.n_functions)) {
    spectral = std::make_unique<LongConvolution>(kernel.values, kernel.n_lags, kernel.n_functions);
  }
  const std::size_t task_rows = spectral ? spectral->rows_at_once() : kTaskRows;
  std::vector<Piece> pieces;
  for (std::size_t channel = 0; channel < signal.n_channels; ++channel) {
    const double* samples = signal.values + channel * signal.n_rows;
    double* panel = out + channel * kernel.n_functions * signal.n_rows;
    for (std::size_t segment = 0; segment < signal.n_segments; ++segment) {
      const auto begin = static_cast<std::size_t>(signal.segment_start[segment]);
      const auto end = static_cast<std::size_t>(signal.segment_start[segment + 1]);
      cut_segment(samples + begin, end - begin, kernel, row_of_first, task_rows, panel + begin, signal.n_rows, pieces);
    }
  }
  team.run(pieces.size(), [&](std::size_t task, int) {
    const Piece& piece = pieces[task];
    switch (choose_way(piece, kernel.n_lags, spectral != nullptr)) {
      case Way::kSparse:
        return add_nonzero_samples(piece, kernel, signal.n_rows);
      case Way::kSpectral:
        return spectral->run(piece.newest, piece.n_sums, piece.out, signal.n_rows);
      case Way::kDirect:
        panel_kernels().convolve(piece.newest, piece.n_sums, kernel.values, kernel.n_lags, kernel.n_functions,
                                 piece.out, signal.n_rows);
    }
  });
}

}  // namespace anemone
