#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <stdexcept>
#include <vector>

#include "basis/bspline.hpp"
#include "block_contract.hpp"
#include "check.hpp"
#include "design/category_block.hpp"
#include "design/dense_block.hpp"
#include "design/design.hpp"
#include "design/local_block.hpp"
#include "design/product_block.hpp"
#include "design/products.hpp"
#include "design/side_by_side_block.hpp"

using namespace anemone;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kRows = 600;

std::vector<double> random_numbers(std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  std::vector<double> values(n);
  for (double& value : values) value = uniform(random);
  return values;
}

// Everything the blocks below are views of.
struct Samples {
  std::vector<double> spline;  // kRows x 9, local
  std::vector<double> ring;    // kRows x 7, going round
  std::vector<double> dense;   // kRows x 2
  std::vector<int> codes;
  CompressedRows local, round;

  Samples() : spline(kRows * 9), ring(kRows * 7), dense(random_numbers(kRows * 2, 3)), codes(kRows) {
    std::vector<double> position = random_numbers(kRows, 1);
    position[17] = kNaN;
    bspline(position.data(), kRows, 9, 4, spline.data());
    cyclic_bspline(random_numbers(kRows, 2).data(), kRows, 7, 3, ring.data());
    local = compress_rows(spline.data(), kRows, 9);
    round = compress_rows(ring.data(), kRows, 7);
    for (std::size_t row = 0; row < kRows; ++row) codes[row] = static_cast<int>(row * 7 % 4);
    codes[300] = -1;
    dense[599] = kNaN;
  }

  std::unique_ptr<Block> local_block() const { return make_local(local, 9); }
  std::unique_ptr<Block> ring_block() const { return make_local(round, 7); }
  std::unique_ptr<Block> category_block() const { return std::make_unique<CategoryBlock>(codes.data(), kRows, 3); }
  std::unique_ptr<Block> dense_block() const { return std::make_unique<DenseBlock>(dense.data(), kRows, 2); }

 private:
  static std::unique_ptr<Block> make_local(const CompressedRows& rows, std::size_t n_functions) {
    LocalRows view;
    view.first = rows.first.data();
    view.values = rows.values.data();
    view.width = rows.width;
    view.n_functions = n_functions;
    view.n_rows = kRows;
    return std::make_unique<LocalBlock>(view);
  }
};

std::vector<double> matrix_of(const Block& block) {
  std::vector<double> values(kRows * block.n_columns());
  std::vector<unsigned char> marks(kRows, 0);
  block.mark_invalid(marks);
  for (const RowRange& run : unmarked_runs(marks)) {
    block.write(run, values.data() + run.begin, kRows);
  }
  return values;
}

// The contract of blocks on the rows that a block calls valid, less some single ones.
void check_operator(const Block& block) {
  std::vector<unsigned char> marks(kRows, 0);
  block.mark_invalid(marks);
  marks[5] = marks[7] = marks[400] = 1;
  anemone_test::check_block(block, unmarked_runs(marks));
}

}  // namespace

TEST_CASE("local rows hold all that is not zero, going round, and nothing more") {
  const Samples samples;
  CHECK(samples.local.width == 4);
  CHECK(samples.round.width == 3);
  CHECK(samples.local.first[17] == -1);
  const std::vector<double> spline = matrix_of(*samples.local_block());
  const std::vector<double> ring = matrix_of(*samples.ring_block());
  for (std::size_t i = 0; i < ring.size(); ++i) CHECK(ring[i] == samples.ring[i]);
  for (std::size_t i = 0; i < spline.size(); ++i) {
    if (i % kRows != 17) CHECK(spline[i] == samples.spline[i]);
  }
  const std::vector<double> zeros(5, 0.0);
  const CompressedRows none = compress_rows(zeros.data(), 1, 5);
  CHECK(none.width == 0);
  CHECK(none.first[0] == 0);
}

TEST_CASE("categories are indicators, and products multiply every column with every other") {
  const Samples samples;
  const std::vector<double> category = matrix_of(*samples.category_block());
  const std::vector<double> spline = matrix_of(*samples.local_block());
  const ProductBlock product(samples.category_block(), samples.local_block());
  CHECK(product.n_columns() == 27);
  const std::vector<double> values = matrix_of(product);
  for (std::size_t row = 0; row < kRows; ++row) {
    if (row == 17 || row == 300) continue;
    double sum = 0.0;
    for (std::size_t level = 0; level < 3; ++level) {
      CHECK(category[level * kRows + row] == (samples.codes[row] == static_cast<int>(level) + 1));
      for (std::size_t j = 0; j < 9; ++j) {
        const double value = values[(level * 9 + j) * kRows + row];
        CHECK(value == category[level * kRows + row] * spline[j * kRows + row]);
        sum += value;
      }
    }
    CHECK_NEAR(sum, samples.codes[row] == 0 ? 0.0 : 1.0, 1e-12);
  }
}

TEST_CASE("small blocks and their products obey the operator") {
  const Samples samples;
  check_operator(*samples.local_block());
  check_operator(*samples.ring_block());
  check_operator(*samples.category_block());
  check_operator(ProductBlock(samples.local_block(), samples.ring_block()));
  check_operator(ProductBlock(samples.category_block(), samples.local_block()));
  check_operator(ProductBlock(samples.dense_block(), samples.ring_block()));
  check_operator(ProductBlock(samples.category_block(),
                              std::make_unique<ProductBlock>(samples.local_block(), samples.dense_block())));
  check_operator(ProductBlock(samples.dense_block(), samples.dense_block()));
  CHECK(samples.local_block()->touches_per_row() == 4.0);
  CHECK(ProductBlock(samples.category_block(), samples.local_block()).touches_per_row() == 4.0);
  std::vector<std::unique_ptr<Block>> parts;
  parts.push_back(samples.local_block());
  parts.push_back(samples.category_block());
  parts.push_back(samples.dense_block());
  check_operator(SideBySideBlock(std::move(parts)));
}

TEST_CASE("sums of columns are weighted by row") {
  const Samples samples;
  std::vector<std::unique_ptr<Block>> blocks;
  blocks.push_back(samples.local_block());
  const Design design(std::move(blocks), kRows);
  std::vector<unsigned char> marks(kRows, 0);
  design.mark_invalid(marks);
  const std::vector<double> weights = random_numbers(2 * kRows, 4);
  ThreadTeam team(1);
  const std::vector<double> sums = multiply_transposed(design, unmarked_runs(marks), weights.data(), 2, team);
  double all = 0.0;
  double expected = 0.0;
  for (std::size_t j = 0; j < 9; ++j) all += sums[9 + j];
  for (std::size_t row = 0; row < kRows; ++row) {
    if (row != 17) expected += weights[kRows + row];
  }
  CHECK_NEAR(all, expected, 1e-11);
}

TEST_CASE("more local values than functions are refused") {
  LocalRows rows;
  rows.width = 5;
  rows.n_functions = 4;
  CHECK_THROWS_AS(LocalBlock(rows), std::invalid_argument);
}
