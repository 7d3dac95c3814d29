#ifndef ANEMONE_SOLVER_KERNELS_SUM_HPP
#define ANEMONE_SOLVER_KERNELS_SUM_HPP

#include "solver/kernels/vector.hpp"

namespace anemone {
namespace {

// One chain of additions per lane would wait for itself.
ANEMONE_KERNEL double sum(const double* a, size_t n) {
  Vector total[4] = {};
  Vector value;
  size_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
    ANEMONE_UNROLL
    for (size_t k = 0; k < 4; ++k) {
      load(value, a + i + k * kLanes);
      total[k] += value;
    }
  }
  for (; i + kLanes <= n; i += kLanes) {
    load(value, a + i);
    total[0] += value;
  }
  load_part(value, a + i, n - i);
  total[1] += value;
  const Vector all = (total[0] + total[1]) + (total[2] + total[3]);
  return lane_sum(all);
}

}  // namespace
}  // namespace anemone

#endif
