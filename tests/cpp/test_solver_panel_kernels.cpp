#include <algorithm>
#include <limits>
#include <random>
#include <vector>

#include "check.hpp"
#include "solver/panel_kernels.hpp"

using namespace anemone;
using std::size_t;

namespace {

using Vector = std::vector<double>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Sums of up to a thousand products of order one.
constexpr double kTolerance = 1e-11;

Vector random_vector(size_t n, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  Vector values(n);
  for (double& value : values) value = uniform(generator);
  return values;
}

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> all{InstructionSet::kSse2, InstructionSet::kAvx2, InstructionSet::kAvx512};
  all.resize(static_cast<size_t>(supported_instruction_set()) + 1);
  return all;
}

struct Size {
  size_t n_rows;
  size_t n_cols;
};

std::vector<Size> sizes() {
  std::vector<Size> all;
  for (size_t n_rows = 0; n_rows <= 70; ++n_rows) {
    for (size_t n_cols = 0; n_cols <= 20; ++n_cols) all.push_back({n_rows, n_cols});
  }
  for (size_t n_rows : {255, 256, 511, 512}) {
    for (size_t n_cols : {1, 8, 16, 17, 33, 152, 200}) all.push_back({n_rows, n_cols});
  }
  return all;
}

// A panel with a gap between its columns, in memory that ends where the last column ends, so that
// the sanitizer sees any read beyond it.
struct Panel {
  Panel(Size size, unsigned seed)
      : n_rows(size.n_rows),
        n_cols(size.n_cols),
        ld(n_rows + 3),
        values(random_vector(n_cols == 0 ? 0 : (n_cols - 1) * ld + n_rows, seed)) {}

  double at(size_t t, size_t j, const Vector& shift) const {
    return values[t + j * ld] - (shift.empty() ? 0.0 : shift[j]);
  }

  size_t n_rows, n_cols, ld;
  Vector values;
};

const double* pointer_or_null(const Vector& values) { return values.empty() ? nullptr : values.data(); }

void check_all_near(const Vector& actual, const Vector& expected, double tolerance) {
  CHECK(actual.size() == expected.size());
  for (size_t i = 0; i < actual.size(); ++i) CHECK_NEAR(actual[i], expected[i], tolerance);
}

template <typename Check>
void for_each_set_size_and_shift(Check check) {
  for (InstructionSet set : instruction_sets()) {
    for (Size size : sizes()) {
      const Panel panel(size, 1);
      check(panel_kernels(set), panel, Vector());
      check(panel_kernels(set), panel, random_vector(size.n_cols, 2));
    }
  }
}

}  // namespace

TEST_CASE("linear_predictor equals the sum of the columns") {
  for_each_set_size_and_shift([](const PanelKernels& kernels, const Panel& panel, const Vector& shift) {
    const Vector w = random_vector(panel.n_cols, 3);
    Vector expected(panel.n_rows, 0.7);
    for (size_t t = 0; t < panel.n_rows; ++t) {
      for (size_t j = 0; j < panel.n_cols; ++j) expected[t] += panel.at(t, j, shift) * w[j];
    }
    Vector eta(panel.n_rows, kNaN);
    kernels.linear_predictor(panel.values.data(), panel.ld, panel.n_rows, panel.n_cols, pointer_or_null(shift),
                             w.data(), 0.7, eta.data());
    check_all_near(eta, expected, kTolerance);
  });
}

TEST_CASE("adjoint adds the inner products with the columns") {
  for_each_set_size_and_shift([](const PanelKernels& kernels, const Panel& panel, const Vector& shift) {
    const Vector r = random_vector(panel.n_rows, 4);
    Vector expected(panel.n_cols, 0.25);
    for (size_t j = 0; j < panel.n_cols; ++j) {
      for (size_t t = 0; t < panel.n_rows; ++t) expected[j] += panel.at(t, j, shift) * r[t];
    }
    Vector g(panel.n_cols, 0.25);
    kernels.adjoint(panel.values.data(), panel.ld, panel.n_rows, panel.n_cols, pointer_or_null(shift), r.data(),
                    g.data());
    check_all_near(g, expected, kTolerance);
  });
}

TEST_CASE("weighted_gram adds to the lower triangle and leaves the rest alone") {
  for_each_set_size_and_shift([](const PanelKernels& kernels, const Panel& panel, const Vector& shift) {
    const size_t ld_h = panel.n_cols + 1;
    for (const Vector& v : {Vector(), random_vector(panel.n_rows, 5)}) {
      Vector expected(panel.n_cols * ld_h, 0.5);
      for (size_t k = 0; k < panel.n_cols; ++k) {
        for (size_t j = k; j < panel.n_cols; ++j) {
          for (size_t t = 0; t < panel.n_rows; ++t) {
            expected[j + k * ld_h] += (v.empty() ? 1.0 : v[t]) * panel.at(t, j, shift) * panel.at(t, k, shift);
          }
        }
      }
      Vector h(panel.n_cols * ld_h, 0.5);
      kernels.weighted_gram(panel.values.data(), panel.ld, panel.n_rows, panel.n_cols, pointer_or_null(shift),
                            pointer_or_null(v), h.data(), ld_h);
      check_all_near(h, expected, kTolerance);
    }
  });
}

TEST_CASE("add_derivatives adds gradient and Hessian of one output, the intercept last") {
  for_each_set_size_and_shift([](const PanelKernels& kernels, const Panel& panel, const Vector& shift) {
    if (panel.n_cols > PanelKernels::kFusedColumns + 1) return;
    const size_t n = panel.n_cols + 1;
    const Vector r = random_vector(panel.n_rows, 4);
    const Vector v = random_vector(panel.n_rows, 5);
    const auto value = [&](size_t t, size_t j) { return j < panel.n_cols ? panel.at(t, j, shift) : 1.0; };
    Vector gradient(n, 0.25);
    Vector hessian(n * n, 0.5);
    Vector expected_gradient = gradient;
    Vector expected_hessian = hessian;
    for (size_t j = 0; j < n; ++j) {
      for (size_t t = 0; t < panel.n_rows; ++t) {
        expected_gradient[j] += r[t] * value(t, j);
        for (size_t i = j; i < n; ++i) {
          expected_hessian[i + j * n] += v[t] * value(t, i) * value(t, j);
        }
      }
    }
    kernels.add_derivatives(panel.values.data(), panel.ld, panel.n_rows, panel.n_cols, pointer_or_null(shift), r.data(),
                            v.data(), gradient.data(), hessian.data());
    check_all_near(gradient, expected_gradient, kTolerance);
    check_all_near(hessian, expected_hessian, kTolerance);
  });
}

TEST_CASE("exp_sum exponentiates the predictor and adds up") {
  for (InstructionSet set : instruction_sets()) {
    for (size_t n = 0; n <= 40; ++n) {
      const Vector eta = random_vector(n, 7);
      Vector mean = eta;
      const double total = panel_kernels(set).exp_sum(mean.data(), -0.5, n, mean.data());
      double expected = 0.0;
      for (size_t i = 0; i < n; ++i) {
        CHECK_NEAR(mean[i], std::exp(eta[i] - 0.5), 1e-15);
        expected += mean[i];
      }
      CHECK_NEAR(total, expected, 1e-13);
    }
  }
}

TEST_CASE("widen keeps whole numbers") {
  for (InstructionSet set : instruction_sets()) {
    for (size_t n = 0; n <= 40; ++n) {
      std::vector<int> counts(n);
      for (size_t i = 0; i < n; ++i) counts[i] = static_cast<int>(i) - 20;
      Vector out(n, kNaN);
      panel_kernels(set).widen(counts.data(), n, out.data());
      for (size_t i = 0; i < n; ++i) CHECK_NEAR(out[i], counts[i], 0.0);
    }
  }
}

TEST_CASE("sum adds up") {
  for (InstructionSet set : instruction_sets()) {
    for (size_t n = 0; n <= 600; ++n) {
      const Vector a = random_vector(n, 6);
      double expected = 0.0;
      for (double value : a) expected += value;
      CHECK_NEAR(panel_kernels(set).sum(a.data(), n), expected, kTolerance);
    }
  }
}

TEST_CASE("exp is that of the standard library to 4e-16 relative") {
  Vector arguments;
  for (double x = -745.0; x < 709.7; x += 0.0137) arguments.push_back(x);
  for (double x = -1.0; x < 1.0; x += 0.00137) arguments.push_back(x * 1e-3);
  for (InstructionSet set : instruction_sets()) {
    Vector out(arguments.size());
    panel_kernels(set).exp(arguments.data(), out.data(), arguments.size());
    for (size_t i = 0; i < out.size(); ++i) {
      const double expected = std::exp(arguments[i]);
      const double spacing = std::numeric_limits<double>::denorm_min();
      CHECK_NEAR(out[i], expected, std::max(4e-16 * expected, spacing));
    }
  }
}

TEST_CASE("exp saturates, keeps NaN, and treats every position alike") {
  const Vector special{0.0,  -0.0,   1.0,   709.78, 709.79, 710.0,     1e10,
                       -745, -745.2, -746., -1e10,  kNaN,   kInfinity, -kInfinity};
  for (InstructionSet set : instruction_sets()) {
    for (size_t n = 1; n <= 40; ++n) {
      for (double argument : special) {
        Vector values(n, 0.5);
        for (size_t position = 0; position < n; ++position) {
          std::fill(values.begin(), values.end(), 0.5);
          values[position] = argument;
          panel_kernels(set).exp(values.data(), values.data(), n);
          const double expected = std::exp(argument);
          const double tolerance = std::max(4e-16 * expected, 5e-324);
          CHECK_NEAR(values[position], expected, std::isinf(expected) ? 0.0 : tolerance);
        }
      }
    }
    double one = 0.0;
    panel_kernels(set).exp(&one, &one, 1);
    CHECK(one == 1.0);
  }
}

TEST_CASE("log1p_exp is exact to 1e-15 relative from underflow to overflow") {
  Vector arguments{0.0, -0.0, 1e10, -1e10, 1e300, -745.2, kNaN, kInfinity, -kInfinity};
  for (double x = -740.0; x < 760.0; x += 0.0731) arguments.push_back(x);
  for (double x = -3.0; x < 3.0; x += 0.00071) arguments.push_back(x);
  for (InstructionSet set : instruction_sets()) {
    Vector out(arguments.size());
    panel_kernels(set).log1p_exp(arguments.data(), out.data(), arguments.size());
    for (size_t i = 0; i < out.size(); ++i) {
      const double x = arguments[i];
      const double expected = std::isnan(x) ? x : std::fmax(x, 0) + std::log1p(std::exp(-std::fabs(x)));
      CHECK_NEAR(out[i], expected, std::max(1e-15 * std::fabs(expected), 5e-324));
    }
  }
}

TEST_CASE("multiply and multiply_transposed equal the products, output by output") {
  for (InstructionSet set : instruction_sets()) {
    const PanelKernels& kernels = panel_kernels(set);
    for (Size size : sizes()) {
      if (size.n_rows < 256 && size.n_rows % 7 > 1) continue;
      const Panel panel(size, 1);
      for (size_t n_out : {0, 1, 2, 3, 4, 5, 8, 19}) {
        const size_t ld_w = size.n_cols + 2;
        const size_t ld_eta = size.n_rows + 1;
        const Vector w = random_vector(ld_w * n_out, 7);
        const Vector r = random_vector(ld_eta * n_out, 8);
        Vector eta(ld_eta * n_out, 0.5);
        Vector g(ld_w * n_out, 0.5);
        Vector expected_eta = eta;
        Vector expected_g = g;
        for (size_t n = 0; n < n_out; ++n) {
          for (size_t t = 0; t < size.n_rows; ++t) expected_eta[t + n * ld_eta] = 0.0;
          for (size_t j = 0; j < size.n_cols; ++j) {
            for (size_t t = 0; t < size.n_rows; ++t) {
              expected_eta[t + n * ld_eta] += panel.at(t, j, {}) * w[j + n * ld_w];
              expected_g[j + n * ld_w] += panel.at(t, j, {}) * r[t + n * ld_eta];
            }
          }
        }
        kernels.multiply(panel.values.data(), panel.ld, size.n_rows, size.n_cols, w.data(), ld_w, n_out, eta.data(),
                         ld_eta);
        kernels.multiply_transposed(panel.values.data(), panel.ld, size.n_rows, size.n_cols, r.data(), ld_eta, n_out,
                                    g.data(), ld_w);
        check_all_near(eta, expected_eta, kTolerance);
        check_all_near(g, expected_g, kTolerance);
      }
    }
  }
}

TEST_CASE("an output alone has the bits it has in company") {
  for (InstructionSet set : instruction_sets()) {
    const PanelKernels& kernels = panel_kernels(set);
    for (Size size : {Size{61, 5}, Size{256, 17}, Size{509, 152}}) {
      const Panel panel(size, 1);
      const size_t n_out = 21;
      const Vector w = random_vector(size.n_cols * n_out, 9);
      const Vector r = random_vector(size.n_rows * n_out, 10);
      Vector eta(size.n_rows * n_out);
      Vector g(size.n_cols * n_out);
      kernels.multiply(panel.values.data(), panel.ld, size.n_rows, size.n_cols, w.data(), size.n_cols, n_out,
                       eta.data(), size.n_rows);
      kernels.multiply_transposed(panel.values.data(), panel.ld, size.n_rows, size.n_cols, r.data(), size.n_rows, n_out,
                                  g.data(), size.n_cols);
      for (size_t n = 0; n < n_out; ++n) {
        Vector eta_alone(size.n_rows);
        Vector g_alone(size.n_cols);
        kernels.multiply(panel.values.data(), panel.ld, size.n_rows, size.n_cols, w.data() + n * size.n_cols,
                         size.n_cols, 1, eta_alone.data(), size.n_rows);
        kernels.multiply_transposed(panel.values.data(), panel.ld, size.n_rows, size.n_cols, r.data() + n * size.n_rows,
                                    size.n_rows, 1, g_alone.data(), size.n_cols);
        CHECK(std::equal(eta_alone.begin(), eta_alone.end(), eta.begin() + n * size.n_rows));
        CHECK(std::equal(g_alone.begin(), g_alone.end(), g.begin() + n * size.n_cols));
      }
    }
  }
}

TEST_CASE("convolve equals the sum over lags and reads only its window") {
  for (InstructionSet set : instruction_sets()) {
    for (size_t n_rows : {0, 1, 2, 7, 8, 15, 16, 17, 31, 33, 64, 69, 300}) {
      for (size_t window : {1, 2, 5, 40, 200}) {
        for (size_t n_functions : {0, 1, 2, 3, 4, 5, 8, 11}) {
          const Vector signal = random_vector(n_rows + window - 1, 11);
          const Vector kernel = random_vector(window * n_functions, 12);
          const size_t ld_out = n_rows + 2;
          Vector out(ld_out * n_functions, 0.5);
          Vector expected = out;
          for (size_t b = 0; b < n_functions; ++b) {
            for (size_t t = 0; t < n_rows; ++t) {
              double total = 0.0;
              for (size_t k = 0; k < window; ++k) {
                total += kernel[k + b * window] * signal[window - 1 + t - k];
              }
              expected[t + b * ld_out] = total;
            }
          }
          panel_kernels(set).convolve(signal.data() + window - 1, n_rows, kernel.data(), window, n_functions,
                                      out.data(), ld_out);
          check_all_near(out, expected, kTolerance);
        }
      }
    }
  }
}

namespace {

// The strip kernels of one precision.
template <typename Number>
struct StripKernels;

template <>
struct StripKernels<double> {
  static constexpr double kTolerance = 1e-11;
  static auto pack(const PanelKernels& kernels) { return kernels.strips.pack; }
  static auto multiply(const PanelKernels& kernels) { return kernels.strips.multiply; }
  static auto multiply_transposed(const PanelKernels& kernels) { return kernels.strips.multiply_transposed; }
};

template <>
struct StripKernels<float> {
  // Of numbers up to 1 as many are added as a panel has rows.
  static constexpr double kTolerance = 1e-4;
  static auto pack(const PanelKernels& kernels) { return kernels.strips.pack_single; }
  static auto multiply(const PanelKernels& kernels) { return kernels.strips.multiply_single; }
  static auto multiply_transposed(const PanelKernels& kernels) { return kernels.strips.multiply_transposed_single; }
};

template <typename Number>
void check_strips(const PanelKernels& kernels, Size size) {
  using Kernels = StripKernels<Number>;
  constexpr size_t kStrip = PanelKernels::kStripRows;
  const size_t n_filled = (size.n_rows + kStrip - 1) / kStrip * kStrip;
  const Panel panel(size, 1);
  std::vector<Number> packed(n_filled * size.n_cols, Number(7));
  Kernels::pack(kernels)(panel.values.data(), panel.ld, size.n_rows, size.n_cols, packed.data());
  for (size_t n_out : {1, 2, 3, 4, 5, 7, 8, 12, 19}) {
    const Vector w = random_vector(size.n_cols * n_out, 7);
    Vector r = random_vector(n_filled * n_out, 8);
    for (size_t i = 0; i < r.size(); ++i) {
      if (i % n_filled >= size.n_rows) r[i] = 0.0;
    }
    const std::vector<Number> own_w(w.begin(), w.end()), own_r(r.begin(), r.end());
    Vector eta(n_filled * n_out), g(size.n_cols * n_out, 0.5);
    Kernels::multiply(kernels)(packed.data(), size.n_rows, size.n_cols, own_w.data(), size.n_cols, n_out, eta.data(),
                               n_filled);
    Kernels::multiply_transposed(kernels)(packed.data(), size.n_rows, size.n_cols, own_r.data(), n_filled, n_out,
                                          g.data(), size.n_cols);
    for (size_t n = 0; n < n_out; ++n) {
      for (size_t t = 0; t < size.n_rows; ++t) {
        double expected = 0.0;
        for (size_t j = 0; j < size.n_cols; ++j) expected += panel.at(t, j, {}) * w[j + n * size.n_cols];
        CHECK_NEAR(eta[t + n * n_filled], expected, Kernels::kTolerance);
      }
      for (size_t j = 0; j < size.n_cols; ++j) {
        double expected = 0.5;
        for (size_t t = 0; t < size.n_rows; ++t) expected += panel.at(t, j, {}) * r[t + n * n_filled];
        CHECK_NEAR(g[j + n * size.n_cols], expected, Kernels::kTolerance);
      }
      Vector eta_alone(n_filled), g_alone(size.n_cols, 0.5);
      Kernels::multiply(kernels)(packed.data(), size.n_rows, size.n_cols, own_w.data() + n * size.n_cols, size.n_cols,
                                 1, eta_alone.data(), n_filled);
      Kernels::multiply_transposed(kernels)(packed.data(), size.n_rows, size.n_cols, own_r.data() + n * n_filled,
                                            n_filled, 1, g_alone.data(), size.n_cols);
      CHECK(std::equal(eta_alone.begin(), eta_alone.end(), eta.begin() + n * n_filled));
      CHECK(std::equal(g_alone.begin(), g_alone.end(), g.begin() + n * size.n_cols));
    }
  }
}

}  // namespace

TEST_CASE("products of strips equal the products, in both precisions, an output alone as in company") {
  for (InstructionSet set : instruction_sets()) {
    for (Size size : {Size{1, 1}, Size{31, 3}, Size{32, 4}, Size{33, 5}, Size{64, 17}, Size{250, 33}, Size{256, 152}}) {
      check_strips<double>(panel_kernels(set), size);
      check_strips<float>(panel_kernels(set), size);
    }
  }
}

TEST_CASE("narrow rounds to single precision") {
  const Vector values = random_vector(37, 3);
  for (InstructionSet set : instruction_sets()) {
    std::vector<float> out(values.size());
    panel_kernels(set).strips.narrow(values.data(), values.size(), out.data());
    for (size_t i = 0; i < out.size(); ++i) CHECK(out[i] == static_cast<float>(values[i]));
  }
}

TEST_CASE("all_zero sees any number that is not 0, NaN too, and takes -0 for 0") {
  for (InstructionSet set : instruction_sets()) {
    for (size_t n : {0, 1, 7, 8, 9, 32, 45}) {
      Vector values(n, 0.0);
      for (size_t i = 0; i < n; i += 2) values[i] = -0.0;
      CHECK(panel_kernels(set).all_zero(values.data(), n));
      for (size_t i = 0; i < n; ++i) {
        for (const double value : {1e-320, -3.0, kNaN}) {
          Vector other = values;
          other[i] = value;
          CHECK(!panel_kernels(set).all_zero(other.data(), n));
        }
      }
    }
  }
}
