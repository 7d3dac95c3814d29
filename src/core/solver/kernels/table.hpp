#ifndef ANEMONE_SOLVER_KERNELS_TABLE_HPP
#define ANEMONE_SOLVER_KERNELS_TABLE_HPP

#include "solver/kernels/counts.hpp"
#include "solver/kernels/derivatives.hpp"
#include "solver/kernels/events.hpp"
#include "solver/kernels/exponential.hpp"
#include "solver/kernels/fft.hpp"
#include "solver/kernels/gram.hpp"
#include "solver/kernels/inner_products.hpp"
#include "solver/kernels/packed.hpp"
#include "solver/kernels/poisson.hpp"
#include "solver/kernels/products.hpp"
#include "solver/kernels/sum.hpp"
#include "solver/kernels/zeros.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {
namespace {

constexpr PanelKernels kTable{linear_predictor,
                              adjoint,
                              weighted_gram,
                              sum,
                              exponential_of_all,
                              softplus_of_all,
                              multiply,
                              multiply_transposed,
                              {pack_strips<double>, pack_strips<float>, multiply_strips<double>, multiply_strips<float>,
                               multiply_strips_transposed<double>, multiply_strips_transposed<float>, narrow_all},
                              convolve,
                              poisson_log_link,
                              exp_sum,
                              add_derivatives,
                              widen,
                              all_zero,
                              add_filters,
                              gather_windows,
                              combine_lanes,
                              project_lanes,
                              fft,
                              inverse_fft,
                              multiply_spectra};

}  // namespace
}  // namespace anemone

#endif
