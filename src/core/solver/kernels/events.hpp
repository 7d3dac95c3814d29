#ifndef ANEMONE_SOLVER_KERNELS_EVENTS_HPP
#define ANEMONE_SOLVER_KERNELS_EVENTS_HPP

#include "solver/kernels/vector.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {
namespace {

// Sums over windows at events, for PanelKernels::kLaneOutputs outputs side by side in memory. Bound: one load of a
// vector for each addition; a tile of rows stays in registers while all events that reach it are visited.

constexpr size_t kLaneWidth = PanelKernels::kLaneOutputs;
constexpr size_t kLaneVectors = kLaneWidth / kLanes;
constexpr size_t kEventRows = ANEMONE_LANES == 8 ? 16 : 2 * ANEMONE_LANES / kLaneVectors;

ANEMONE_INLINE_KERNEL void load_lanes(Vector (&tile)[kEventRows][kLaneVectors], const double* p) {
  ANEMONE_UNROLL
  for (size_t i = 0; i < kEventRows; ++i) {
    ANEMONE_UNROLL
    for (size_t v = 0; v < kLaneVectors; ++v) load(tile[i][v], p + i * kLaneWidth + v * kLanes);
  }
}

ANEMONE_INLINE_KERNEL void store_lanes(double* p, const Vector (&tile)[kEventRows][kLaneVectors]) {
  ANEMONE_UNROLL
  for (size_t i = 0; i < kEventRows; ++i) {
    ANEMONE_UNROLL
    for (size_t v = 0; v < kLaneVectors; ++v) store(p + i * kLaneWidth + v * kLanes, tile[i][v]);
  }
}

ANEMONE_INLINE_KERNEL void add_lanes_times(Vector (&tile)[kEventRows][kLaneVectors], const double* p, double count) {
  ANEMONE_UNROLL
  for (size_t i = 0; i < kEventRows; ++i) {
    ANEMONE_UNROLL
    for (size_t v = 0; v < kLaneVectors; ++v) {
      Vector values;
      load(values, p + i * kLaneWidth + v * kLanes);
      tile[i][v] += values * count;
    }
  }
}

ANEMONE_KERNEL void add_filters(const EventVisit* first, const EventVisit* last, std::ptrdiff_t newest, size_t n_lags,
                                const double* filters, size_t n_rows, double* eta) {
  constexpr std::ptrdiff_t kMargin = PanelKernels::kLaneRows - 1;
  const size_t stride = (n_lags + 2 * kMargin) * kLaneWidth;
  Vector tile[kEventRows][kLaneVectors];
  for (size_t row = 0; row < n_rows; row += kEventRows, newest += kEventRows) {
    while (first != last && first->position <= newest - static_cast<std::ptrdiff_t>(n_lags)) ++first;
    load_lanes(tile, eta + row * kLaneWidth);
    const std::ptrdiff_t last_position = newest + static_cast<std::ptrdiff_t>(kEventRows) - 1;
    for (const EventVisit* event = first; event != last && event->position <= last_position; ++event) {
      const std::ptrdiff_t from = newest - event->position + kMargin;
      add_lanes_times(tile, filters + event->channel * stride + from * static_cast<std::ptrdiff_t>(kLaneWidth),
                      event->count);
    }
    store_lanes(eta + row * kLaneWidth, tile);
  }
}

ANEMONE_KERNEL void gather_windows(const int* positions, const int* counts, size_t n_events, std::ptrdiff_t newest,
                                   size_t n_lags, const double* lanes, double* sums) {
  Vector tile[kEventRows][kLaneVectors];
  for (size_t lag = 0; lag < n_lags; lag += kEventRows) {
    load_lanes(tile, sums + lag * kLaneWidth);
    const double* from = lanes + (static_cast<std::ptrdiff_t>(lag) - newest) * static_cast<std::ptrdiff_t>(kLaneWidth);
    for (size_t event = 0; event < n_events; ++event) {
      add_lanes_times(tile, from + positions[event] * static_cast<std::ptrdiff_t>(kLaneWidth), counts[event]);
    }
    store_lanes(sums + lag * kLaneWidth, tile);
  }
}

// Element i of out = sum over j of matrix[i * step_out + j * step_in] * element j of in, elements being lanes.
ANEMONE_INLINE_KERNEL void multiply_lanes(const double* matrix, size_t n_out, size_t step_out, size_t n_in,
                                          size_t step_in, const double* in, double* out) {
  for (size_t i = 0; i < n_out; ++i) {
    Vector total[kLaneVectors] = {};
    for (size_t j = 0; j < n_in; ++j) {
      ANEMONE_UNROLL
      for (size_t v = 0; v < kLaneVectors; ++v) {
        Vector value;
        load(value, in + j * kLaneWidth + v * kLanes);
        total[v] += value * matrix[i * step_out + j * step_in];
      }
    }
    ANEMONE_UNROLL
    for (size_t v = 0; v < kLaneVectors; ++v) store(out + i * kLaneWidth + v * kLanes, total[v]);
  }
}

ANEMONE_KERNEL void combine_lanes(const double* kernel, size_t n_lags, size_t n_functions, const double* weights,
                                  double* filter) {
  multiply_lanes(kernel, n_lags, 1, n_functions, n_lags, weights, filter);
}

ANEMONE_KERNEL void project_lanes(const double* kernel, size_t n_lags, size_t n_functions, const double* sums,
                                  double* projected) {
  multiply_lanes(kernel, n_functions, n_lags, n_lags, 1, sums, projected);
}

}  // namespace
}  // namespace anemone

#endif
