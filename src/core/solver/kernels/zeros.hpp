#ifndef ANEMONE_SOLVER_KERNELS_ZEROS_HPP
#define ANEMONE_SOLVER_KERNELS_ZEROS_HPP

#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

// By their bits, less the sign: NaN is not 0. Bound: the loads.
ANEMONE_KERNEL bool all_zero(const double* a, size_t n) {
  typedef long long UnalignedIntegers __attribute__((vector_size(8 * ANEMONE_LANES), aligned(8), may_alias));
  IntegerVector any = {};
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) any |= *reinterpret_cast<const UnalignedIntegers*>(a + i);
  long long bits = 0;
  for (size_t lane = 0; lane < kLanes; ++lane) bits |= any[lane];
  bool is_zero = static_cast<unsigned long long>(bits) << 1 == 0;
  for (; i < n; ++i) is_zero = is_zero && a[i] == 0.0;
  return is_zero;
}

}  // namespace
}  // namespace anemone

#endif
