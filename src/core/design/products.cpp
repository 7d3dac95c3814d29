#include "design/products.hpp"

#include <algorithm>

namespace anemone {

namespace {

// Rows of a tile: many, since a block of events prepares its filters for each; outputs: few enough that the rows of
// all of them take 8 MB.
constexpr std::size_t kTallRows = 32768;
constexpr std::size_t kOutputsAtOnce = 32;
constexpr std::size_t kMaxParts = 16;
constexpr std::size_t kPartialSumBytes = std::size_t{64} << 20;

// Into how many partial sums of this size the tiles are cut.
std::size_t count_parts(std::size_t n_tiles, std::size_t bytes_of_part) {
  const std::size_t by_memory = kPartialSumBytes / std::max<std::size_t>(1, bytes_of_part);
  return std::max<std::size_t>(1, std::min({kMaxParts, n_tiles, by_memory}));
}

// Adds up body(tile, part of the sum, worker) over tiles.
template <typename Body>
std::vector<double> add_up(const std::vector<RowTile>& tiles, std::size_t size, ThreadTeam& team, Body body) {
  const std::size_t n_parts = count_parts(tiles.size(), 8 * size);
  std::vector<std::vector<double>> parts(n_parts, std::vector<double>(size, 0.0));
  team.run(n_parts, [&](std::size_t part, int worker) {
    const std::size_t end = (part + 1) * tiles.size() / n_parts;
    for (std::size_t t = part * tiles.size() / n_parts; t < end; ++t) body(tiles[t], parts[part].data(), worker);
  });
  for (std::size_t part = 1; part < n_parts; ++part) {
    for (std::size_t i = 0; i < size; ++i) parts[0][i] += parts[part][i];
  }
  return std::move(parts[0]);
}

void gather_rows(const RowTile& tile, const double* from, double* to) {
  for (const RowRange& slice : tile.slices) to = std::copy(from + slice.begin, from + slice.end, to);
}

}  // namespace

void multiply(const Design& design, const std::vector<RowRange>& runs, const double* weights,
              const double* intercepts, std::size_t n_outputs, double* eta, ThreadTeam& team) {
  const std::vector<RowTile> tiles = cut_into_tiles(runs, kTallRows);
  std::vector<std::vector<double>> scratch(team.size());
  team.run(tiles.size(), [&](std::size_t t, int worker) {
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
          for (std::size_t row = slice.begin; row < slice.end; ++row) column[row] = intercepts[first + output] + *from++;
        }
      }
    }
  });
}

std::vector<double> multiply_transposed(const Design& design, const std::vector<RowRange>& runs,
                                        const double* residuals, std::size_t n_outputs, ThreadTeam& team) {
  const std::size_t n_columns = design.n_columns();
  const std::vector<RowTile> tiles = cut_into_tiles(runs, kTallRows);
  std::vector<std::vector<double>> scratch(team.size());
  std::vector<double> result;
  for (std::size_t first = 0; first < n_outputs; first += kOutputsAtOnce) {
    const std::size_t n = std::min(kOutputsAtOnce, n_outputs - first);
    // The parts do not depend on how many outputs share them.
    const auto body = [&](const RowTile& tile, double* sum, int worker) {
      scratch[worker].resize(tile.n_rows * kOutputsAtOnce);
      for (std::size_t output = 0; output < n; ++output) {
        gather_rows(tile, residuals + (first + output) * design.n_rows(), scratch[worker].data() + output * tile.n_rows);
      }
      design.adjoint(tile, scratch[worker].data(), tile.n_rows, n, sum, n_columns);
    };
    std::vector<double> sum = add_up(tiles, n_columns * kOutputsAtOnce, team, body);
    result.insert(result.end(), sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(n * n_columns));
  }
  return result;
}

std::vector<double> weighted_gram(const Design& design, const std::vector<RowRange>& runs,
                                  const double* weights, const std::vector<std::size_t>& columns,
                                  ThreadTeam& team) {
  const std::size_t n = columns.size();
  std::vector<std::vector<double>> scratch(team.size(), std::vector<double>(kTallRows));
  return add_up(cut_into_tiles(runs, kTallRows), n * n, team, [&](const RowTile& tile, double* sum, int worker) {
    gather_rows(tile, weights, scratch[worker].data());
    design.gram(tile, scratch[worker].data(), columns, sum, n);
  });
}

void mirror_lower_triangle(std::size_t n, std::vector<double>& matrix) {
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j + 1; i < n; ++i) matrix[j + i * n] = matrix[i + j * n];
  }
}

}  // namespace anemone
