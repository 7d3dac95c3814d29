#include "series/smooth.hpp"

#include <algorithm>
#include <cmath>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr double kNegligibleWeight = 1e-18;
// Rows of one task. The cut depends on the data only.
constexpr std::size_t kTaskRows = 16384;

// Rows of one column, within a range.
struct Piece {
  std::size_t column;
  RowRange range;
  RowRange rows;
};

std::vector<Piece> cut_ranges(const std::vector<RowRange>& ranges, std::size_t n_columns) {
  std::vector<Piece> pieces;
  for (std::size_t column = 0; column < n_columns; ++column) {
    for (const RowRange& range : ranges) {
      for (std::size_t row = range.begin; row < range.end; row += kTaskRows) {
        pieces.push_back({column, range, {row, std::min(range.end, row + kTaskRows)}});
      }
    }
  }
  return pieces;
}

// The samples of a piece and those within reach on either side, zeros beyond the range.
const std::vector<double>& padded(const double* x, const Piece& piece, std::size_t reach, std::vector<double>& buffer) {
  buffer.assign(piece.rows.size() + 2 * reach, 0.0);
  const std::size_t before = std::min(reach, piece.rows.begin - piece.range.begin);
  const std::size_t after = std::min(reach, piece.range.end - piece.rows.end);
  std::copy(x + piece.rows.begin - before, x + piece.rows.end + after,
            buffer.begin() + static_cast<std::ptrdiff_t>(reach - before));
  return buffer;
}

std::vector<double> whole_kernel(const std::vector<double>& weights) {
  std::vector<double> kernel(weights.rbegin(), weights.rend());
  kernel.insert(kernel.end(), weights.begin() + 1, weights.end());
  return kernel;
}

}  // namespace

std::vector<double> gaussian_weights(double sd_samples, std::size_t half_width) {
  std::vector<double> weights;
  double sum = 0.0;
  for (std::size_t lag = 0; lag <= half_width; ++lag) {
    const double z = static_cast<double>(lag) / sd_samples;
    const double weight = std::exp(-0.5 * z * z);
    if (weight < kNegligibleWeight) break;
    weights.push_back(weight);
    sum += lag == 0 ? weight : 2.0 * weight;
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

void smooth_ranges(const double* values, std::size_t n_rows, std::size_t n_columns, const std::vector<RowRange>& ranges,
                   const std::vector<double>& weights, ThreadTeam& team, double* smoothed) {
  const std::size_t reach = weights.size() - 1;
  const std::vector<double> kernel = whole_kernel(weights);
  const std::vector<Piece> pieces = cut_ranges(ranges, n_columns);
  const PanelKernels& kernels = panel_kernels();
  std::vector<std::vector<double>> buffers(static_cast<std::size_t>(team.size()));
  team.run(pieces.size(), [&](std::size_t task, int worker) {
    const Piece& piece = pieces[task];
    std::vector<double>& buffer = buffers[static_cast<std::size_t>(worker)];
    const double* first = padded(values + piece.column * n_rows, piece, reach, buffer).data();
    kernels.convolve(first + 2 * reach, piece.rows.size(), kernel.data(), kernel.size(), 1,
                     smoothed + piece.column * n_rows + piece.rows.begin, n_rows);
  });
}

}  // namespace anemone
