#include "basis/long_convolution.hpp"

#include <algorithm>
#include <cmath>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kLanes = PanelKernels::kLaneOutputs;
constexpr double kTwoPi = 6.283185307179586476925;

// The least power of 4 that leaves three quarters of a transform for sums.
std::size_t transform_size(std::size_t n_lags) {
  std::size_t size = 1024;
  while (size < 4 * n_lags) size *= 4;
  return size;
}

std::vector<double> roots_of_unity(std::size_t n) {
  std::vector<double> roots(2 * n);
  for (std::size_t k = 0; k < n; ++k) {
    roots[2 * k] = std::cos(kTwoPi * static_cast<double>(k) / static_cast<double>(n));
    roots[2 * k + 1] = std::sin(kTwoPi * static_cast<double>(k) / static_cast<double>(n));
  }
  return roots;
}

}  // namespace

LongConvolution::LongConvolution(const double* kernel, std::size_t n_lags, std::size_t n_functions)
    : n_lags_(n_lags), n_functions_(n_functions), size_(transform_size(n_lags)), roots_(roots_of_unity(size_)) {
  std::vector<double> lanes(2 * size_ * kLanes);
  for (std::size_t function = 0; function < n_functions; function += 2) {
    std::fill(lanes.begin(), lanes.end(), 0.0);
    for (std::size_t part = 0; part < 2 && function + part < n_functions; ++part) {
      const double* values = kernel + (function + part) * n_lags;
      for (std::size_t k = 0; k < n_lags; ++k) {
        lanes[(2 * k + part) * kLanes] = values[k] / static_cast<double>(size_);
      }
    }
    panel_kernels().fft(lanes.data(), size_, roots_.data());
    std::vector<double> spectrum(2 * size_);
    for (std::size_t i = 0; i < spectrum.size(); ++i) spectrum[i] = lanes[i * kLanes];
    spectra_.push_back(std::move(spectrum));
  }
}

// Measured: per row and function the transforms cost as much as some 100 products, and as many again, twice, for the
// signal, which all functions share.
bool LongConvolution::is_faster(std::size_t n_lags, std::size_t n_functions) {
  return static_cast<double>(n_lags) > 100.0 * (1.0 + 2.0 / static_cast<double>(n_functions));
}

std::size_t LongConvolution::rows_at_once() const { return kLanes * (size_ - n_lags_ + 1); }

// Lane i begins n_lags - 1 samples before the i-th of the stretches that rows_at_once() holds.
void LongConvolution::read(const double* newest, std::size_t n_rows, double* lanes) const {
  const std::size_t stretch = size_ - n_lags_ + 1;
  std::fill_n(lanes, 2 * size_ * kLanes, 0.0);
  for (std::size_t lane = 0; lane < kLanes && lane * stretch < n_rows; ++lane) {
    const std::size_t n_samples = std::min(stretch, n_rows - lane * stretch) + n_lags_ - 1;
    const double* from = newest + lane * stretch - (n_lags_ - 1);
    for (std::size_t k = 0; k < n_samples; ++k) lanes[2 * k * kLanes + lane] = from[k];
  }
}

void LongConvolution::write(const double* lanes, std::size_t function, std::size_t n_rows, double* out,
                            std::size_t ld) const {
  const std::size_t stretch = size_ - n_lags_ + 1;
  for (std::size_t part = 0; part < 2 && function + part < n_functions_; ++part) {
    for (std::size_t lane = 0; lane < kLanes && lane * stretch < n_rows; ++lane) {
      const double* from = lanes + (2 * (n_lags_ - 1) + part) * kLanes + lane;
      double* to = out + (function + part) * ld + lane * stretch;
      const std::size_t n = std::min(stretch, n_rows - lane * stretch);
      for (std::size_t t = 0; t < n; ++t) to[t] = from[2 * t * kLanes];
    }
  }
}

void LongConvolution::run(const double* newest, std::size_t n_rows, double* out, std::size_t ld) const {
  const PanelKernels& kernels = panel_kernels();
  std::vector<double> signal(2 * size_ * kLanes);
  std::vector<double> product(2 * size_ * kLanes);
  for (std::size_t row = 0; row < n_rows; row += rows_at_once()) {
    const std::size_t n = std::min(rows_at_once(), n_rows - row);
    read(newest + row, n, signal.data());
    kernels.fft(signal.data(), size_, roots_.data());
    for (std::size_t pair = 0; pair < spectra_.size(); ++pair) {
      kernels.multiply_spectra(signal.data(), spectra_[pair].data(), size_, product.data());
      kernels.inverse_fft(product.data(), size_, roots_.data());
      write(product.data(), 2 * pair, n, out + row, ld);
    }
  }
}

}  // namespace anemone
