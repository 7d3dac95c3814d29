#define ANEMONE_TARGET
#define ANEMONE_LANES 2
#include "solver/kernels/table.hpp"
#include "solver/panel_kernels_by_set.hpp"

namespace anemone {

const PanelKernels& panel_kernels_sse2() { return kTable; }

}  // namespace anemone
