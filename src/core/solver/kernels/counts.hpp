#ifndef ANEMONE_SOLVER_KERNELS_COUNTS_HPP
#define ANEMONE_SOLVER_KERNELS_COUNTS_HPP

#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

typedef int CountVector __attribute__((vector_size(4 * ANEMONE_LANES)));
typedef int UnalignedCountVector __attribute__((vector_size(4 * ANEMONE_LANES), aligned(4), may_alias));

ANEMONE_KERNEL void widen(const int* counts, size_t n, double* out) {
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const CountVector narrow = *reinterpret_cast<const UnalignedCountVector*>(counts + i);
    store(out + i, __builtin_convertvector(narrow, Vector));
  }
  for (; i < n; ++i) out[i] = counts[i];
}

}  // namespace
}  // namespace anemone

#endif
