#if defined(__x86_64__)
#define ANEMONE_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#define ANEMONE_LANES 8
#include "solver/kernels/table.hpp"
#include "solver/panel_kernels_by_set.hpp"

namespace anemone {

const PanelKernels& panel_kernels_avx512() { return kTable; }

}  // namespace anemone
#endif
