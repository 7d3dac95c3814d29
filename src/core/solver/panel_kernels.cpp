#include "solver/panel_kernels.hpp"

#include "solver/panel_kernels_by_set.hpp"

namespace anemone {

const PanelKernels& panel_kernels(InstructionSet instruction_set) {
#if defined(__x86_64__)
  if (instruction_set == InstructionSet::kAvx512) return panel_kernels_avx512();
  if (instruction_set == InstructionSet::kAvx2) return panel_kernels_avx2();
#else
  (void)instruction_set;
#endif
  return panel_kernels_sse2();
}

const PanelKernels& panel_kernels() { return panel_kernels(machine_instruction_set()); }

}  // namespace anemone
