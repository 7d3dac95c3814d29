#include "solver/panel_kernels.hpp"

#include <cmath>

namespace anemone {
namespace {

using std::size_t;

double shift_of(const double* shift, size_t column) { return shift ? shift[column] : 0.0; }

void linear_predictor(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
                      const double* w, double intercept, double* eta) {
  double constant = intercept;
  for (size_t j = 0; j < n_cols; ++j) constant -= shift_of(shift, j) * w[j];
  for (size_t t = 0; t < n_rows; ++t) eta[t] = constant;
  for (size_t j = 0; j < n_cols; ++j) {
    for (size_t t = 0; t < n_rows; ++t) eta[t] += x[t + j * ld] * w[j];
  }
}

void adjoint(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
             const double* r, double* g) {
  for (size_t j = 0; j < n_cols; ++j) {
    double total = 0.0;
    for (size_t t = 0; t < n_rows; ++t) total += (x[t + j * ld] - shift_of(shift, j)) * r[t];
    g[j] += total;
  }
}

void weighted_gram(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* shift,
                   const double* v, double* h, size_t ld_h) {
  for (size_t k = 0; k < n_cols; ++k) {
    for (size_t j = k; j < n_cols; ++j) {
      double total = 0.0;
      for (size_t t = 0; t < n_rows; ++t) {
        total += (v ? v[t] : 1.0) * (x[t + j * ld] - shift_of(shift, j)) *
                 (x[t + k * ld] - shift_of(shift, k));
      }
      h[j + k * ld_h] += total;
    }
  }
}

double sum(const double* a, size_t n) {
  double total = 0.0;
  for (size_t i = 0; i < n; ++i) total += a[i];
  return total;
}

void exponential(const double* in, double* out, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = std::exp(in[i]);
}

void log1p_exp(const double* in, double* out, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    out[i] = std::fmax(in[i], 0.0) + std::log1p(std::exp(-std::fabs(in[i])));
  }
}

void multiply(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* w,
              size_t ld_w, size_t n_out, double* eta, size_t ld_eta) {
  for (size_t n = 0; n < n_out; ++n) {
    linear_predictor(x, ld, n_rows, n_cols, nullptr, w + n * ld_w, 0.0, eta + n * ld_eta);
  }
}

void multiply_transposed(const double* x, size_t ld, size_t n_rows, size_t n_cols, const double* r,
                         size_t ld_r, size_t n_out, double* g, size_t ld_g) {
  for (size_t n = 0; n < n_out; ++n) {
    adjoint(x, ld, n_rows, n_cols, nullptr, r + n * ld_r, g + n * ld_g);
  }
}

void convolve(const double* signal, size_t n_rows, const double* kernel, size_t window,
              size_t n_functions, double* out, size_t ld_out) {
  for (size_t b = 0; b < n_functions; ++b) {
    for (size_t t = 0; t < n_rows; ++t) {
      const double* last = signal + t;
      double total = 0.0;
      for (size_t k = 0; k < window; ++k) total += kernel[k + b * window] * *(last - k);
      out[t + b * ld_out] = total;
    }
  }
}

}  // namespace

const PanelKernels& panel_kernels(InstructionSet) {
  static const PanelKernels kernels{linear_predictor, adjoint,   weighted_gram, sum,
                                    exponential,      log1p_exp, multiply,      multiply_transposed,
                                    convolve};
  return kernels;
}

const PanelKernels& panel_kernels() { return panel_kernels(machine_instruction_set()); }

}  // namespace anemone
