#ifndef ANEMONE_SOLVER_KERNELS_FFT_HPP
#define ANEMONE_SOLVER_KERNELS_FFT_HPP

#include "solver/kernels/vector.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {
namespace {

// Fourier transforms of kLaneOutputs sequences side by side, so that all arithmetic is on whole vectors. Radix 4, by
// frequency there and by time back: the spectrum stays in the order in which the digits of its index are reversed,
// which a product of spectra does not mind. Element k has its real parts at data + 2 * k * kLaneOutputs, then its
// imaginary ones. Bound: the second-level cache, log4(n) times there and back.

constexpr size_t kFftLanes = PanelKernels::kLaneOutputs;

struct Complex {
  Vector re;
  Vector im;
};

ANEMONE_INLINE_KERNEL void load_complex(Complex& z, const double* p) {
  load(z.re, p);
  load(z.im, p + kFftLanes);
}

ANEMONE_INLINE_KERNEL void store_complex(double* p, const Complex& z) {
  store(p, z.re);
  store(p + kFftLanes, z.im);
}

// z times (re + i im).
ANEMONE_INLINE_KERNEL void turn(Complex& z, double re, double im) {
  const Vector real = z.re * re - z.im * im;
  z.im = z.re * im + z.im * re;
  z.re = real;
}

// The four-point transform; `sign` is -1 there and 1 back.
ANEMONE_INLINE_KERNEL void four_points(Complex (&z)[4], double sign) {
  const Complex sum02{z[0].re + z[2].re, z[0].im + z[2].im};
  const Complex difference02{z[0].re - z[2].re, z[0].im - z[2].im};
  const Complex sum13{z[1].re + z[3].re, z[1].im + z[3].im};
  const Complex turned{sign * (z[3].im - z[1].im), sign * (z[1].re - z[3].re)};
  z[0] = {sum02.re + sum13.re, sum02.im + sum13.im};
  z[1] = {difference02.re + turned.re, difference02.im + turned.im};
  z[2] = {sum02.re - sum13.re, sum02.im - sum13.im};
  z[3] = {difference02.re - turned.re, difference02.im - turned.im};
}

// Transforms of `length` within those of n. There, points are turned after they are combined; back, before.
template <bool kBack>
ANEMONE_INLINE_KERNEL void transform_step(double* data, size_t n, size_t length, const double* roots) {
  constexpr double kSign = kBack ? 1.0 : -1.0;
  const size_t quarter = length / 4;
  const size_t step = n / length;
  for (size_t begin = 0; begin < n; begin += length) {
    for (size_t j = 0; j < quarter; ++j) {
      for (size_t v = 0; v < kFftLanes; v += kLanes) {
        double* at = data + 2 * (begin + j) * kFftLanes + v;
        Complex z[4];
        for (size_t i = 0; i < 4; ++i) load_complex(z[i], at + 2 * i * quarter * kFftLanes);
        if (!kBack) four_points(z, kSign);
        for (size_t i = 1; i < 4; ++i) turn(z[i], roots[2 * i * j * step], kSign * roots[2 * i * j * step + 1]);
        if (kBack) four_points(z, kSign);
        for (size_t i = 0; i < 4; ++i) store_complex(at + 2 * i * quarter * kFftLanes, z[i]);
      }
    }
  }
}

ANEMONE_KERNEL void fft(double* data, size_t n, const double* roots) {
  for (size_t length = n; length > 1; length /= 4) transform_step<false>(data, n, length, roots);
}

ANEMONE_KERNEL void inverse_fft(double* data, size_t n, const double* roots) {
  for (size_t length = 4; length <= n; length *= 4) transform_step<true>(data, n, length, roots);
}

ANEMONE_KERNEL void multiply_spectra(const double* data, const double* spectrum, size_t n, double* out) {
  for (size_t k = 0; k < n; ++k) {
    for (size_t v = 0; v < kFftLanes; v += kLanes) {
      Complex z;
      load_complex(z, data + 2 * k * kFftLanes + v);
      turn(z, spectrum[2 * k], spectrum[2 * k + 1]);
      store_complex(out + 2 * k * kFftLanes + v, z);
    }
  }
}

}  // namespace
}  // namespace anemone

#endif
