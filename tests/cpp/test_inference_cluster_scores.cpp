#include <memory>
#include <stdexcept>
#include <vector>

#include "check.hpp"
#include "design/dense_block.hpp"
#include "inference/cluster_scores.hpp"

using namespace anemone;

TEST_CASE("cluster scores are sums over the valid rows of each cluster") {
  const std::size_t n_rows = 700;
  std::vector<double> x(2 * n_rows), residual(n_rows);
  std::vector<int> cluster(n_rows);
  for (std::size_t t = 0; t < n_rows; ++t) {
    x[t] = static_cast<double>(t % 7) - 3.0;
    x[n_rows + t] = static_cast<double>(t % 5);
    residual[t] = static_cast<double>(t % 3) - 1.0;
    cluster[t] = static_cast<int>((t / 11) % 4);
  }
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(x.data(), n_rows, 2));
  const Design design(std::move(blocks), n_rows);
  const std::vector<RowRange> runs = {{3, 290}, {300, 301}, {333, 700}};
  std::vector<double> expected(3 * 4, 0.0);
  for (const RowRange& run : runs) {
    for (std::size_t t = run.begin; t < run.end; ++t) {
      double* own = expected.data() + 3 * cluster[t];
      own[0] += residual[t];
      own[1] += residual[t] * x[t];
      own[2] += residual[t] * x[n_rows + t];
    }
  }
  const auto scores = cluster_scores(design, runs, residual.data(), cluster.data(), 4);
  CHECK(scores == expected);
}

TEST_CASE("cluster scores refuse a cluster that is not there") {
  const double x[2] = {1.0, 2.0};
  const int cluster[2] = {0, 2};
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(std::make_unique<DenseBlock>(x, 2, 1));
  const Design design(std::move(blocks), 2);
  CHECK_THROWS_AS(cluster_scores(design, {{0, 2}}, x, cluster, 2), std::invalid_argument);
}
