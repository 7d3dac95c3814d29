#include "basis/convolve.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Rows of one task. The cut depends on the data only, and so do the sums.
constexpr std::size_t kTaskRows = 16384;
// Below this share of non-zero samples, visiting only those is cheaper.
constexpr double kSparseShare = 0.04;

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
void cut_segment(const double* x, std::size_t n, const KernelMatrix& kernel,
                 std::ptrdiff_t row_of_first, double* out, std::size_t ld,
                 std::vector<Piece>& pieces) {
  const auto n_rows = static_cast<std::ptrdiff_t>(n);
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel.n_lags);
  const std::ptrdiff_t first_row = std::max<std::ptrdiff_t>(0, row_of_first);
  const std::ptrdiff_t end_row = std::min(n_rows, n_rows - n_lags + 1 + row_of_first);
  if (end_row <= first_row) return fill_rows(kernel, out, ld, n);
  fill_rows(kernel, out, ld, static_cast<std::size_t>(first_row));
  fill_rows(kernel, out + end_row, ld, static_cast<std::size_t>(n_rows - end_row));
  const double* newest = x + (n_lags - 1 - row_of_first);
  for (std::ptrdiff_t row = first_row; row < end_row; row += kTaskRows) {
    const auto size = std::min<std::ptrdiff_t>(kTaskRows, end_row - row);
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

bool is_sparse(const Piece& piece, std::size_t n_lags) {
  const std::size_t n = piece.n_sums + n_lags - 1;
  const double* oldest = piece.newest - (n_lags - 1);
  const auto n_nonzero = static_cast<double>(n - std::count(oldest, oldest + n, 0.0));
  return n_nonzero < kSparseShare * static_cast<double>(n);
}

}  // namespace

void convolve_signal(const SegmentedSignal& signal, const KernelMatrix& kernel,
                     std::ptrdiff_t row_of_first, ThreadTeam& team, double* out) {
  std::vector<Piece> pieces;
  for (std::size_t channel = 0; channel < signal.n_channels; ++channel) {
    const double* samples = signal.values + channel * signal.n_rows;
    double* panel = out + channel * kernel.n_functions * signal.n_rows;
    for (std::size_t segment = 0; segment < signal.n_segments; ++segment) {
      const auto begin = static_cast<std::size_t>(signal.segment_start[segment]);
      const auto end = static_cast<std::size_t>(signal.segment_start[segment + 1]);
      cut_segment(samples + begin, end - begin, kernel, row_of_first, panel + begin, signal.n_rows,
                  pieces);
    }
  }
  const PanelKernels& kernels = panel_kernels();
  team.run(pieces.size(), [&](std::size_t task, int) {
    const Piece& piece = pieces[task];
    if (is_sparse(piece, kernel.n_lags)) {
      add_nonzero_samples(piece, kernel, signal.n_rows);
    } else {
      kernels.convolve(piece.newest, piece.n_sums, kernel.values, kernel.n_lags, kernel.n_functions,
                       piece.out, signal.n_rows);
    }
  });
}

}  // namespace anemone
