#if defined(__x86_64__)
#define ANEMONE_TARGET __attribute__((target("avx2,fma")))
#define ANEMONE_LANES 4
#include "solver/kernels/table.hpp"
#include "solver/panel_kernels_by_set.hpp"

namespace anemone {

const PanelKernels& panel_kernels_avx2() { return kTable; }

}  // namespace anemone
#endif
