#ifndef ANEMONE_BASIS_LONG_CONVOLUTION_HPP
#define ANEMONE_BASIS_LONG_CONVOLUTION_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// Convolution with long kernels by way of their spectra (overlap-save): pieces of the signal are transformed, and two
// functions of the kernel come back from each transform, one as its real and one as its imaginary part.
class LongConvolution {
 public:
  // kernel is n_lags x n_functions, column-major.
  LongConvolution(const double* kernel, std::size_t n_lags, std::size_t n_functions);

  // From how many lags on this takes less time than the sums as they are written down.
  static bool is_faster(std::size_t n_lags, std::size_t n_functions);

  // As many rows as are made at once; a multiple of it wastes nothing.
  std::size_t rows_at_once() const;

  // As PanelKernels::convolve: out[t + b * ld] = sum over k of kernel[k, b] newest[t - k] for t < n_rows. Every sample
  // must be finite. Rounding is relative to the largest sample, not to each sum.
  void run(const double* newest, std::size_t n_rows, double* out, std::size_t ld) const;

 private:
  void read(const double* newest, std::size_t n_rows, double* lanes) const;
  void write(const double* lanes, std::size_t function, std::size_t n_rows, double* out, std::size_t ld) const;

  std::size_t n_lags_;
  std::size_t n_functions_;
  std::size_t size_;  // of a transform
  std::vector<double> roots_;
  std::vector<std::vector<double>> spectra_;  // of each two functions, divided by size_
};

}  // namespace anemone

#endif
