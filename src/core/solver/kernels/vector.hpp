#ifndef ANEMONE_SOLVER_KERNELS_VECTOR_HPP
#define ANEMONE_SOLVER_KERNELS_VECTOR_HPP

// The headers of this folder are compiled once per instruction set, by panel_kernels_<set>.cpp,
// which defines before including them:
//   ANEMONE_TARGET   the target attribute, which every function carries (clang ignores the pragma)
//   ANEMONE_LANES    doubles per vector: 2, 4 or 8
// Everything has internal linkage and nothing inline of std:: is called: the linker keeps one copy
// of an inline function, which might be one that older processors cannot run.
// Vectors are passed by reference, since passing them by value changes the calling convention.

#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ANEMONE_KERNEL ANEMONE_TARGET static
#define ANEMONE_INLINE_KERNEL ANEMONE_TARGET static inline __attribute__((always_inline))

#if defined(__clang__)
#define ANEMONE_UNROLL _Pragma("unroll")
#else
#define ANEMONE_UNROLL _Pragma("GCC unroll 16")
#endif

namespace anemone {
namespace {

using std::size_t;

constexpr size_t kLanes = ANEMONE_LANES;

typedef double Vector __attribute__((vector_size(8 * ANEMONE_LANES)));
typedef long long IntegerVector __attribute__((vector_size(8 * ANEMONE_LANES)));
typedef double UnalignedVector __attribute__((vector_size(8 * ANEMONE_LANES), aligned(8), may_alias));

ANEMONE_INLINE_KERNEL void load(Vector& v, const double* p) { v = *reinterpret_cast<const UnalignedVector*>(p); }

// Loads once: without the barrier g++ reads memory again for each use of v.
ANEMONE_INLINE_KERNEL void load_to_register(Vector& v, const double* p) {
  load(v, p);
#if defined(__x86_64__)
  __asm__("" : "+v"(v));
#endif
}

ANEMONE_INLINE_KERNEL void store(double* p, const Vector& v) { *reinterpret_cast<UnalignedVector*>(p) = v; }

// The first n < kLanes elements, and zeros.
ANEMONE_INLINE_KERNEL void load_part(Vector& v, const double* p, size_t n) {
  double padded[kLanes] = {};
  for (size_t i = 0; i < n; ++i) padded[i] = p[i];
  load(v, padded);
}

// A whole vector, or the n_valid elements that are left.
template <bool kPartial>
ANEMONE_INLINE_KERNEL void load_rows(Vector& value, const double* p, size_t n_valid) {
  if (kPartial) {
    load_part(value, p, n_valid);
  } else {
    load_to_register(value, p);
  }
}

ANEMONE_INLINE_KERNEL void store_part(double* p, const Vector& v, size_t n) {
  double padded[kLanes];
  store(padded, v);
  for (size_t i = 0; i < n; ++i) p[i] = padded[i];
}

ANEMONE_INLINE_KERNEL void broadcast(Vector& v, double value) { v = value - Vector{}; }

typedef double Pair __attribute__((vector_size(16), may_alias));

ANEMONE_INLINE_KERNEL void fold_to_pair(Pair& pair, const Vector& v) {
#if ANEMONE_LANES == 8
  typedef double Half __attribute__((vector_size(32), may_alias));
  const Half* halves = reinterpret_cast<const Half*>(&v);
  const Half half = halves[0] + halves[1];
  const Pair* pairs = reinterpret_cast<const Pair*>(&half);
  pair = pairs[0] + pairs[1];
#elif ANEMONE_LANES == 4
  const Pair* pairs = reinterpret_cast<const Pair*>(&v);
  pair = pairs[0] + pairs[1];
#else
  pair = v;
#endif
}

ANEMONE_INLINE_KERNEL double lane_sum(const Vector& v) {
  Pair pair;
  fold_to_pair(pair, v);
  return pair[0] + pair[1];
}

// The sums of two vectors, with the bits that lane_sum() gives.
ANEMONE_INLINE_KERNEL void lane_sums(Pair& sums, const Vector& a, const Vector& b) {
  Pair of_a, of_b;
  fold_to_pair(of_a, a);
  fold_to_pair(of_b, b);
  sums = Pair{of_a[0], of_b[0]} + Pair{of_a[1], of_b[1]};
}

}  // namespace
}  // namespace anemone

#endif
