#ifndef ANEMONE_TESTS_BLOCK_CONTRACT_HPP
#define ANEMONE_TESTS_BLOCK_CONTRACT_HPP

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "check.hpp"
#include "design/block.hpp"

namespace anemone_test {

inline std::vector<double> normal_numbers(std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(n);
  for (double& value : values) value = normal(random);
  return values;
}

inline double largest(const std::vector<double>& values) {
  double size = 1.0;
  for (double value : values) size = std::max(size, std::fabs(value));
  return size;
}

inline void check_all_near(const std::vector<double>& actual, const std::vector<double>& expected) {
  const double tolerance = 1e-12 * largest(expected);
  for (std::size_t i = 0; i < actual.size(); ++i) CHECK_NEAR(actual[i], expected[i], tolerance);
}

// The rows of a tile as a matrix: what write() gives, slice by slice.
inline std::vector<double> dense_rows(const anemone::Block& block, const anemone::RowTile& rows) {
  std::vector<double> values(rows.n_rows * block.n_columns());
  std::size_t row = 0;
  for (const anemone::RowRange& slice : rows.slices) {
    block.write(slice, values.data() + row, rows.n_rows);
    row += slice.size();
  }
  return values;
}

// What any block must pass on any rows that it calls valid: its products equal those of the matrix that it writes, they
// add to what is there, its adjoint is one, and an output's numbers do not depend on the others.
inline void check_block_products(const anemone::Block& block, const anemone::RowTile& rows, std::size_t n_out,
                                 unsigned seed = 1) {
  const std::size_t n = rows.n_rows;
  const std::size_t n_columns = block.n_columns();
  const std::vector<double> x = dense_rows(block, rows);
  const std::vector<double> w = normal_numbers(n_columns * n_out, seed);
  const std::vector<double> r = normal_numbers(n * n_out, seed + 1);
  const std::vector<double> v = normal_numbers(n, seed + 2);

  std::vector<double> eta(n * n_out, 1.0), eta_dense(n * n_out, 1.0);
  std::vector<double> g(n_columns * n_out, 2.0), g_dense(n_columns * n_out, 2.0);
  block.forward(rows, w.data(), n_columns, n_out, eta.data(), n);
  block.adjoint(rows, r.data(), n, n_out, g.data(), n_columns);
  for (std::size_t output = 0; output < n_out; ++output) {
    for (std::size_t j = 0; j < n_columns; ++j) {
      for (std::size_t t = 0; t < n; ++t) {
        eta_dense[t + output * n] += x[t + j * n] * w[j + output * n_columns];
        g_dense[j + output * n_columns] += x[t + j * n] * r[t + output * n];
      }
    }
  }
  check_all_near(eta, eta_dense);
  check_all_near(g, g_dense);

  double of_eta = 0.0, of_g = 0.0;
  for (std::size_t i = 0; i < eta.size(); ++i) of_eta += (eta[i] - 1.0) * r[i];
  for (std::size_t i = 0; i < g.size(); ++i) of_g += (g[i] - 2.0) * w[i];
  CHECK_NEAR(of_eta, of_g, 1e-12 * std::max(1.0, std::fabs(of_eta)) * static_cast<double>(n + n_columns));

  const double* weights[] = {nullptr, v.data()};
  for (const double* weight : weights) {
    std::vector<double> h(n_columns * n_columns, 3.0), h_dense(n_columns * n_columns, 3.0);
    block.gram(rows, weight, h.data(), n_columns);
    for (std::size_t j = 0; j < n_columns; ++j) {
      for (std::size_t k = j; k < n_columns; ++k) {
        for (std::size_t t = 0; t < n; ++t) {
          h_dense[k + j * n_columns] += x[t + j * n] * x[t + k * n] * (weight ? weight[t] : 1.0);
        }
      }
    }
    check_all_near(h, h_dense);
  }

  std::vector<double> alone(n, 1.0);
  block.forward(rows, w.data() + (n_out - 1) * n_columns, n_columns, 1, alone.data(), n);
  CHECK(std::equal(alone.begin(), alone.end(), eta.begin() + (n_out - 1) * n));
  std::vector<double> own(n_columns, 2.0);
  block.adjoint(rows, r.data() + (n_out - 1) * n, n, 1, own.data(), n_columns);
  CHECK(std::equal(own.begin(), own.end(), g.begin() + (n_out - 1) * n_columns));
}

// The same for ranges that span tiles, short pieces and a sample of rows.
inline void check_block(const anemone::Block& block, const std::vector<anemone::RowRange>& valid_runs) {
  for (const std::size_t height : {std::size_t{40}, std::size_t{100000}}) {
    for (const anemone::RowTile& tile : anemone::cut_into_tiles(valid_runs, height)) {
      check_block_products(block, tile, 1);
      check_block_products(block, tile, 11);
    }
  }
  std::vector<std::size_t> sample;
  for (const anemone::RowRange& run : valid_runs) {
    for (std::size_t row = run.begin; row < run.end; row += 3 + row % 5) sample.push_back(row);
  }
  for (const anemone::RowTile& tile : anemone::cut_into_tiles(anemone::runs_of_rows(sample), 100000)) {
    check_block_products(block, tile, 9);
  }
}

}  // namespace anemone_test

#endif
