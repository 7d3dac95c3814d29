#ifndef ANEMONE_TESTS_WIDE_COUNTS_HPP
#define ANEMONE_TESTS_WIDE_COUNTS_HPP

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "design/dense_block.hpp"
#include "glm/response.hpp"

// Counts of three neurons that follow 150 columns: wide enough for searches by gradients.
namespace wide_counts {

constexpr std::size_t kRows = 6000;
constexpr std::size_t kColumns = 150;
constexpr std::size_t kOutputs = 3;

struct Data {
  std::vector<double> x;
  std::vector<int> y;
  std::vector<std::vector<std::size_t>> columns;
};

// Output o has no use for columns 5 o to 5 o + 4. `strength` is that of all coefficients.
inline Data simulate(double strength) {
  std::mt19937 random(31);
  std::normal_distribution<double> normal;
  Data data{std::vector<double>(kRows * kColumns), std::vector<int>(kRows * kOutputs), {}};
  for (double& value : data.x) value = 0.3 + normal(random);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    data.columns.emplace_back();
    for (std::size_t j = 0; j < kColumns; ++j) {
      if (j < 5 * output || j >= 5 * output + 5) data.columns.back().push_back(j);
    }
    for (std::size_t row = 0; row < kRows; ++row) {
      double eta = -1.0;
      for (std::size_t j : data.columns.back()) {
        eta += strength * std::cos(1.0 + j * (output + 1.0)) * data.x[row + j * kRows];
      }
      data.y[row + output * kRows] = std::poisson_distribution<int>(std::exp(eta))(random);
    }
  }
  return data;
}

inline anemone::Design view(const Data& data) {
  std::vector<std::unique_ptr<anemone::Block>> blocks;
  blocks.push_back(std::make_unique<anemone::DenseBlock>(data.x.data(), kRows, kColumns));
  return anemone::Design(std::move(blocks), kRows);
}

inline anemone::Response counts(const Data& data, std::size_t first = 0, std::size_t n_outputs = kOutputs) {
  anemone::Response response;
  response.counts = data.y.data() + first * kRows;
  response.n_rows = kRows;
  response.n_outputs = n_outputs;
  return response;
}

}  // namespace wide_counts

#endif
