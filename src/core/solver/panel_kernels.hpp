#ifndef ANEMONE_SOLVER_PANEL_KERNELS_HPP
#define ANEMONE_SOLVER_PANEL_KERNELS_HPP

#include <cstddef>

#include "parallel/instruction_set.hpp"

namespace anemone {

// An event of one of several channels.
struct EventVisit {
  int position = 0;
  unsigned short channel = 0;
  unsigned short count = 0;
};

// The arithmetic of all solvers, compiled once per instruction set.
//
// A panel is n_rows <= 512 rows of a design, column-major: column j starts at x + j * ld. Where
// there is a `shift`, column j is used as x_j - shift[j]; a null shift is none. No pointer needs
// alignment. Outputs marked += are added to. The order of additions into one output depends on the
// panel's sizes only, never on the other outputs of the call.
struct PanelKernels {
  static constexpr std::size_t kMaxRows = 512;
  // Up to this many columns add_derivatives() is faster than adjoint() and weighted_gram().
  static constexpr std::size_t kFusedColumns = 16;

  // "Lanes" hold this many outputs side by side, the next row after them; kernels of events take rows in multiples of
  // kLaneRows.
  static constexpr std::size_t kLaneOutputs = 8;
  static constexpr std::size_t kLaneRows = 16;

  // Rows of a strip: a panel that is packed in strips has these rows of all columns side by side, column after column,
  // then the next rows. Rows that fill the last one up are 0.
  static constexpr std::size_t kStripRows = 32;

  // eta = intercept + (X - shift) w
  void (*linear_predictor)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, const double* shift,
                           const double* w, double intercept, double* eta);

  // g += (X - shift)' r
  void (*adjoint)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, const double* shift,
                  const double* r, double* g);

  // Lower triangle of h += (X - shift)' diag(v) (X - shift); a null v is all ones. Element (j, k),
  // j >= k, is h[j + k * ld_h]; what lies above the diagonal is neither read nor written.
  void (*weighted_gram)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, const double* shift,
                        const double* v, double* h, std::size_t ld_h);

  double (*sum)(const double* a, std::size_t n);

  // Elementwise; out may be in. exp: overflow gives infinity, underflow 0, NaN stays NaN.
  void (*exp)(const double* in, double* out, std::size_t n);
  // log(1 + exp(in)), without overflow.
  void (*log1p_exp)(const double* in, double* out, std::size_t n);

  // Many outputs, column-major: eta = X W (overwrites), g += X' R.
  void (*multiply)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, const double* w,
                   std::size_t ld_w, std::size_t n_out, double* eta, std::size_t ld_eta);
  void (*multiply_transposed)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, const double* r,
                              std::size_t ld_r, std::size_t n_out, double* g, std::size_t ld_g);

  // The same on strips, in single precision or in double. All outputs of a call may be taken together or apart: each
  // has the same bits. Results are written for whole strips; what is multiplied from the left is 0 where it fills the
  // last one up. Sums over rows are added to doubles at the end of each call.
  struct Strips {
    void (*pack)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, double* packed);
    void (*pack_single)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, float* packed);
    void (*multiply)(const double* packed, std::size_t n_rows, std::size_t n_cols, const double* w, std::size_t ld_w,
                     std::size_t n_out, double* eta, std::size_t ld_eta);
    void (*multiply_single)(const float* packed, std::size_t n_rows, std::size_t n_cols, const float* w,
                            std::size_t ld_w, std::size_t n_out, double* eta, std::size_t ld_eta);
    void (*multiply_transposed)(const double* packed, std::size_t n_rows, std::size_t n_cols, const double* r,
                                std::size_t ld_r, std::size_t n_out, double* g, std::size_t ld_g);
    void (*multiply_transposed_single)(const float* packed, std::size_t n_rows, std::size_t n_cols, const float* r,
                                       std::size_t ld_r, std::size_t n_out, double* g, std::size_t ld_g);
    void (*narrow)(const double* in, std::size_t n, float* out);
  } strips;

  // out[t + b * ld_out] = sum over k < window of kernel[k + b * window] * signal[t - k], for
  // t < n_rows: reads signal[-(window - 1)] to signal[n_rows - 1]. n_rows is not limited.
  void (*convolve)(const double* signal, std::size_t n_rows, const double* kernel, std::size_t window,
                   std::size_t n_functions, double* out, std::size_t ld_out);

  // A Poisson count with log link: mean = exp(eta), residual = mean - y; the sum of mean - y eta.
  double (*poisson_log_link)(const double* y, const double* eta, std::size_t n, double* mean, double* residual);

  // mean = exp(intercept + eta); the sum of the means. mean may be eta.
  double (*exp_sum)(const double* eta, double intercept, std::size_t n, double* mean);

  // One output's derivatives: gradient += [X - shift, 1]' r and, in its lower triangle, hessian += [X - shift,
  // 1]' diag(v) [X - shift, 1], which is n_cols + 1 wide.
  void (*add_derivatives)(const double* x, std::size_t ld, std::size_t n_rows, std::size_t n_cols, const double* shift,
                          const double* r, const double* v, double* gradient, double* hessian);

  // Whole numbers as doubles.
  void (*widen)(const int* counts, std::size_t n, double* out);

  bool (*all_zero)(const double* a, std::size_t n);

  // Of filters in lanes, with kLaneRows - 1 zero rows before and after each: row t of eta, n_rows of them, +=
  // sum over events of count * filter[channel][newest + t - position]. Positions ascend.
  void (*add_filters)(const EventVisit* first, const EventVisit* last, std::ptrdiff_t newest, std::size_t n_lags,
                      const double* filters, std::size_t n_rows, double* eta);

  // sums[k] += sum over events of count * lanes[position + k - newest], for the k < n_lags rounded up to
  // kLaneRows; all of them are in memory.
  void (*gather_windows)(const int* positions, const int* counts, std::size_t n_events, std::ptrdiff_t newest,
                         std::size_t n_lags, const double* lanes, double* sums);

  // filter[k] = sum over functions b of kernel[k + b * n_lags] * weights[b], weights and filter in lanes.
  void (*combine_lanes)(const double* kernel, std::size_t n_lags, std::size_t n_functions, const double* weights,
                        double* filter);

  // projected[b] = sum over lags k of kernel[k + b * n_lags] * sums[k].
  void (*project_lanes)(const double* kernel, std::size_t n_lags, std::size_t n_functions, const double* sums,
                        double* projected);

  // Fourier transforms, not scaled, of kLaneOutputs sequences of n = 4^m complex numbers in lanes: real parts of one
  // index, its imaginary parts, the next index. The spectrum is in an order of its own, the same for all. `roots` are
  // cos and sin of 2 pi k / n for k < n, side by side.
  void (*fft)(double* data, std::size_t n, const double* roots);
  void (*inverse_fft)(double* data, std::size_t n, const double* roots);
  // out = data times one spectrum, n complex numbers side by side.
  void (*multiply_spectra)(const double* data, const double* spectrum, std::size_t n, double* out);
};

// The kernels for this machine (see machine_instruction_set()).
const PanelKernels& panel_kernels();

// The kernels for one instruction set, which the processor must support.
const PanelKernels& panel_kernels(InstructionSet instruction_set);

}  // namespace anemone

#endif
