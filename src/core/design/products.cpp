#include "design/products.hpp"

#include <algorithm>

#include "design/tile_sums.hpp"

namespace anemone {

namespace {

// Few enough that the rows of all of them take 8 MB.
constexpr std::size_t kOutputsAtOnce = 32;

}  // namespace

void multiply(const Design& design, const std::vector<RowRange>& runs, const double* weights, const double* intercepts,
              std::size_t n_outputs, double* eta, ThreadTeam& team) {
  const std::vector<RowTile> tiles = cut_for(design, runs, kTallRows);
  std::vector<std::vector<double>> scratch(team.size());
  pass_over(design, tiles, tiles.size(), team, [&](std::size_t t, std::size_t, int worker) {
    const RowTile& tile = tiles[t];
    scratch[worker].resize(tile.n_rows * kOutputsAtOnce);
    for (std::size_t first = 0; first < n_outputs; first += kOutputsAtOnce) {
      const std::size_t n = std::min(kOutputsAtOnce, n_outputs - first);
      design.forward(tile, weights + first * design.n_columns(), design.n_columns(), n, scratch[worker].data(),
                     tile.n_rows);
      for (std::size_t output = 0; output < n; ++output) {
        const double* from = scratch[worker].data() + output * tile.n_rows;
        double* column = eta + (first + output) * design.n_rows();
        for (const RowRange& slice : tile.slices) {
          for (std::size_t row = slice.begin; row < slice.end; ++row) {
            column[row] = intercepts[first + output] + *from++;
          }
        }
      }
    }
  });
}

std::vector<double> multiply_transposed(const Design& design, const std::vector<RowRange>& runs,
                                        const double* residuals, std::size_t n_outputs, ThreadTeam& team) {
  const std::size_t n_columns = design.n_columns();
  const std::vector<RowTile> tiles = cut_for(design, runs, kTallRows);
  std::vector<std::vector<double>> scratch(team.size());
  std::vector<double> result;
  for (std::size_t first = 0; first < n_outputs; first += kOutputsAtOnce) {
    const std::size_t n = std::min(kOutputsAtOnce, n_outputs - first);
    // The parts do not depend on how many outputs share them.
    const auto body = [&](std::size_t t, double* sum, int worker) {
      const RowTile& tile = tiles[t];
      scratch[worker].resize(tile.n_rows * kOutputsAtOnce);
      for (std::size_t output = 0; output < n; ++output) {
        gather_rows(tile, residuals + (first + output) * design.n_rows(),
                    scratch[worker].data() + output * tile.n_rows);
      }
      design.adjoint(tile, scratch[worker].data(), tile.n_rows, n, sum, n_columns);
    };
    std::vector<double> sum = add_up_tiles(design, tiles, n_columns * kOutputsAtOnce, team, body);
    result.insert(result.end(), sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(n * n_columns));
  }
  return result;
}

std::vector<double> weighted_gram(const Design& design, const std::vector<RowRange>& runs, const double* weights,
                                  const std::vector<std::size_t>& columns, ThreadTeam& team) {
  const std::size_t n = columns.size();
  std::vector<std::vector<double>> scratch(team.size(), std::vector<double>(kTallRows));
  const std::vector<RowTile> tiles = cut_for(design, runs, kTallRows);
  return add_up_tiles(design, tiles, n * n, team, [&](std::size_t t, double* sum, int worker) {
    gather_rows(tiles[t], weights, scratch[worker].data());
    design.gram(tiles[t], scratch[worker].data(), columns, sum, n);
  });
}

void mirror_lower_triangle(std::size_t n, std::vector<double>& matrix) {
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j + 1; i < n; ++i) matrix[j + i * n] = matrix[i + j * n];
  }
}

}  // namespace anemone
