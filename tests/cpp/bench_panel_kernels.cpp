// Times the panel kernels at each instruction set, on one thread: best of several runs.
// Bound of the products: the processor's fused multiply-adds per second (two floating-point
// operations each). Bound of exp: about 20 operations per number.

#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

#include "solver/panel_kernels.hpp"

using namespace anemone;
using std::size_t;

namespace {

constexpr size_t kRows = 256;

double best_seconds(const std::function<void()>& body) {
  double best = 1e9;
  for (int run = 0; run < 9; ++run) {
    const auto start = std::chrono::steady_clock::now();
    body();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    best = elapsed.count() < best ? elapsed.count() : best;
  }
  return best;
}

std::vector<double> ramp(size_t n) {
  std::vector<double> values(n);
  for (size_t i = 0; i < n; ++i) values[i] = static_cast<double>(i % 101) * 0.02 - 1.0;
  return values;
}

// Repeats the kernel until about 20 MFLOP are done in each run.
void report(const char* what, double flop, const std::function<void()>& kernel) {
  const int n_repeats = static_cast<int>(2e7 / flop) + 1;
  const double seconds = best_seconds([&] {
    for (int i = 0; i < n_repeats; ++i) kernel();
  });
  std::printf("  %-44s %7.1f GFLOP/s\n", what, flop * n_repeats / seconds * 1e-9);
}

void report_elements(const char* what, size_t n, const std::function<void()>& kernel) {
  const double seconds = best_seconds([&] {
    for (int i = 0; i < 200; ++i) kernel();
  });
  std::printf("  %-44s %7.3f ns per number\n", what, seconds / (200.0 * n) * 1e9);
}

void bench_panel(const PanelKernels& kernels, size_t n_cols, const std::vector<double>& shift) {
  const size_t ld = kRows + 8;
  const auto x = ramp(ld * n_cols);
  const auto v = ramp(kRows);
  std::vector<double> h(n_cols * n_cols), g(n_cols), eta(kRows);
  const double* s = shift.empty() ? nullptr : shift.data();
  const double area = static_cast<double>(kRows * n_cols);
  char name[80];
  std::snprintf(name, sizeof(name), "weighted_gram %zu columns%s", n_cols, s ? ", shifted" : "");
  report(name, area * (n_cols + 1),
         [&] { kernels.weighted_gram(x.data(), ld, kRows, n_cols, s, v.data(), h.data(), n_cols); });
  if (n_cols > 16) return;
  std::snprintf(name, sizeof(name), "linear_predictor %zu columns", n_cols);
  report(name, 2 * area, [&] { kernels.linear_predictor(x.data(), ld, kRows, n_cols, s, v.data(), 0.1, eta.data()); });
  std::snprintf(name, sizeof(name), "adjoint %zu columns", n_cols);
  report(name, 2 * area, [&] { kernels.adjoint(x.data(), ld, kRows, n_cols, s, v.data(), g.data()); });
}

void bench_batch(const PanelKernels& kernels, size_t n_cols, size_t n_out, size_t ld) {
  const auto x = ramp(ld * n_cols);
  const auto w = ramp(n_cols * n_out);
  auto eta = ramp(kRows * n_out);
  auto g = ramp(n_cols * n_out);
  const double flop = 2.0 * kRows * n_cols * n_out;
  char name[80];
  std::snprintf(name, sizeof(name), "multiply %zu columns, %zu outputs, ld %zu", n_cols, n_out, ld);
  report(name, flop,
         [&] { kernels.multiply(x.data(), ld, kRows, n_cols, w.data(), n_cols, n_out, eta.data(), kRows); });
  std::snprintf(name, sizeof(name), "multiply_transposed, the same");
  report(name, flop,
         [&] { kernels.multiply_transposed(x.data(), ld, kRows, n_cols, eta.data(), kRows, n_out, g.data(), n_cols); });
}

template <typename Number, typename Multiply, typename Transposed, typename Pack>
void bench_strips(const char* precision, size_t n_cols, size_t n_out, Pack pack, Multiply multiply,
                  Transposed multiply_transposed) {
  const size_t ld = 280 * 512;
  const auto x = ramp(ld * (n_cols - 1) + kRows);
  const auto w = ramp(n_cols * n_out);
  const auto r = ramp(kRows * n_out);
  const std::vector<Number> own_w(w.begin(), w.end()), own_r(r.begin(), r.end());
  std::vector<Number> packed(kRows * n_cols);
  std::vector<double> eta(kRows * n_out), g(n_cols * n_out);
  const double flop = 2.0 * kRows * n_cols * n_out;
  char name[80];
  std::snprintf(name, sizeof(name), "strips, %s: multiply %zu x %zu", precision, n_cols, n_out);
  pack(x.data(), ld, kRows, n_cols, packed.data());
  report(name, flop, [&] { multiply(packed.data(), kRows, n_cols, own_w.data(), n_cols, n_out, eta.data(), kRows); });
  report("  multiply_transposed", flop,
         [&] { multiply_transposed(packed.data(), kRows, n_cols, own_r.data(), kRows, n_out, g.data(), n_cols); });
  report_elements("  pack", kRows * n_cols, [&] { pack(x.data(), ld, kRows, n_cols, packed.data()); });
}

void bench_convolve(const PanelKernels& kernels) {
  const size_t n_rows = 28020, window = 200, n_functions = 8;
  const auto signal = ramp(n_rows + window);
  const auto kernel = ramp(window * n_functions);
  std::vector<double> out(n_rows * n_functions);
  report("convolve 28020 x 200 x 8", 2.0 * n_rows * window * n_functions, [&] {
    kernels.convolve(signal.data() + window, n_rows, kernel.data(), window, n_functions, out.data(), n_rows);
  });
}

}  // namespace

int main() {
  const char* names[] = {"SSE2", "AVX2", "AVX-512"};
  for (int set = 0; set <= static_cast<int>(supported_instruction_set()); ++set) {
    const PanelKernels& kernels = panel_kernels(static_cast<InstructionSet>(set));
    std::printf("%s\n", names[set]);
    for (size_t n_cols : {1, 8, 16, 152, 800}) bench_panel(kernels, n_cols, {});
    bench_panel(kernels, 8, ramp(8));
    bench_panel(kernels, 152, ramp(152));
    bench_batch(kernels, 152, 19, kRows + 8);
    bench_batch(kernels, 152, 19, 512);
    bench_batch(kernels, 800, 100, kRows + 8);
    const auto& strips = kernels.strips;
    for (size_t n_out : {4, 19}) {
      bench_strips<double>("double", 152, n_out, strips.pack, strips.multiply, strips.multiply_transposed);
      bench_strips<float>("single", 152, n_out, strips.pack_single, strips.multiply_single,
                          strips.multiply_transposed_single);
    }
    bench_convolve(kernels);
    auto values = ramp(2048);
    std::vector<double> out(values.size());
    report_elements("exp", out.size(), [&] { kernels.exp(values.data(), out.data(), out.size()); });
    report_elements("log1p_exp", out.size(), [&] { kernels.log1p_exp(values.data(), out.data(), out.size()); });
    double total = 0.0;
    report_elements("sum", out.size(), [&] { total += kernels.sum(out.data(), out.size()); });
    if (total == 0.5) std::printf("\n");
  }
}
