#ifndef ANEMONE_SOLVER_PANEL_KERNELS_BY_SET_HPP
#define ANEMONE_SOLVER_PANEL_KERNELS_BY_SET_HPP

#include "solver/panel_kernels.hpp"

namespace anemone {

const PanelKernels& panel_kernels_sse2();
#if defined(__x86_64__)
const PanelKernels& panel_kernels_avx2();
const PanelKernels& panel_kernels_avx512();
#endif

}  // namespace anemone

#endif
