#ifndef ANEMONE_SOLVER_KERNELS_EXPONENTIAL_HPP
#define ANEMONE_SOLVER_KERNELS_EXPONENTIAL_HPP

#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

// log(2) in two parts; the upper one has 32 bits, so that its product with an exponent is exact.
constexpr double kLog2Upper = 0.6931471803691238;
constexpr double kLog2Lower = 1.9082149292705877e-10;

// 2^k for the whole number k in -1022..1023 that z = k + kRoundingShift holds in its lowest bits.
constexpr double kRoundingShift = 0x1.8p52;

ANEMONE_INLINE_KERNEL void power_of_two(Vector& power, const Vector& z) {
  power = reinterpret_cast<Vector>((reinterpret_cast<IntegerVector>(z) + 1023) << 52);
}

// NaN stays NaN.
ANEMONE_INLINE_KERNEL void clamp(Vector& x, const Vector& argument) {
#if ANEMONE_LANES == 8
  x = _mm512_min_pd(_mm512_set1_pd(710.0), _mm512_max_pd(_mm512_set1_pd(-746.0), argument));
#else
  Vector lowest, highest;
  broadcast(lowest, -746.0);
  broadcast(highest, 710.0);
  x = argument < lowest ? lowest : argument;
  x = x > highest ? highest : x;
#endif
}

// p 2^k for a whole number k. Where the processor does not do it, in two factors, so that results below the normal
// range are rounded once and those above it become infinite.
ANEMONE_INLINE_KERNEL void scale_by_power(Vector& result, const Vector& p, const Vector& k, const Vector& shift) {
#if ANEMONE_LANES == 8
  (void)shift;
  result = _mm512_scalef_pd(p, k);
#else
  const Vector half_shifted = k * 0.5 + shift;
  Vector first, second;
  power_of_two(first, half_shifted);
  power_of_two(second, (k - (half_shifted - shift)) + shift);
  result = (p * first) * second;
#endif
}

// exp(x) = 2^k exp(r), |r| <= log(2) / 2, exp(r) = 1 + r + r^2 P(r) with P of degree 9 fitted to
// 1.6e-17.
ANEMONE_INLINE_KERNEL void exponential(Vector& result, const Vector& argument) {
  Vector x, shift;
  broadcast(shift, kRoundingShift);
  clamp(x, argument);

  const Vector k = (x * 0x1.71547652b82fep+0 + shift) - shift;
  const Vector r = (x - k * kLog2Upper) - k * kLog2Lower;
  Vector p = r * 2.5100424157005067e-08 + 2.7620138719733994e-07;
  p = p * r + 2.7557268378684192e-06;
  p = p * r + 2.480152119021773e-05;
  p = p * r + 0.00019841269863105968;
  p = p * r + 0.0013888888917281794;
  p = p * r + 0.008333333333330051;
  p = p * r + 0.04166666666662399;
  p = p * r + 0.16666666666666669;
  p = p * r + 0.5;
  p = (p * r) * r + r + 1.0;
  scale_by_power(result, p, k, shift);
}

// log(1 + z) for 0 <= z <= 1, after Sun's fdlibm: 1 + z = 2^k (1 + f) with f in -0.2929..0.4142,
// log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + R(s^2)), s = f / (2 + f).
ANEMONE_INLINE_KERNEL void log_one_plus(Vector& result, const Vector& z) {
  Vector zero, one, threshold;
  broadcast(zero, 0.0);
  broadcast(one, 1.0);
  broadcast(threshold, 0.41421356237309503);
  const Vector f = z > threshold ? (z - 1.0) * 0.5 : z;
  const Vector k = z > threshold ? one : zero;
  const Vector s = f / (f + 2.0);
  const Vector q = s * s;
  Vector p = q * 1.479819860511658591e-01 + 1.531383769920937332e-01;
  p = p * q + 1.818357216161805012e-01;
  p = p * q + 2.222219843214978396e-01;
  p = p * q + 2.857142874366239149e-01;
  p = p * q + 3.999999999940941908e-01;
  p = p * q + 6.666666666666735130e-01;
  const Vector half_square = (f * 0.5) * f;
  result = k * kLog2Upper + (f - (half_square - (s * (half_square + p * q) + k * kLog2Lower)));
}

ANEMONE_INLINE_KERNEL void softplus(Vector& result, const Vector& x) {
  Vector zero, z, tail;
  broadcast(zero, 0.0);
  exponential(z, x > zero ? -x : x);
  log_one_plus(tail, z);
  result = (x > zero ? x : zero) + tail;
}

template <void (*kFunction)(Vector&, const Vector&)>
ANEMONE_KERNEL void for_each_vector(const double* in, double* out, size_t n) {
  size_t i = 0;
  Vector x, y;
  for (; i + kLanes <= n; i += kLanes) {
    load(x, in + i);
    kFunction(y, x);
    store(out + i, y);
  }
  if (i == n) return;
  load_part(x, in + i, n - i);
  kFunction(y, x);
  store_part(out + i, y, n - i);
}

ANEMONE_KERNEL void exponential_of_all(const double* in, double* out, size_t n) {
  for_each_vector<exponential>(in, out, n);
}

ANEMONE_KERNEL void softplus_of_all(const double* in, double* out, size_t n) { for_each_vector<softplus>(in, out, n); }

}  // namespace
}  // namespace anemone

#endif
