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

ANEMONE_INLINE_KERNEL void add_lanes_times(Vector (&tile)[kEventRows][kLaneVectors], const double* p,
                                           double count) {
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

ANEMONE_KERNEL void add_filters(const EventVisit* first, const EventVisit* last, std::ptrdiff_t newest,
                                size_t n_lags, const double* filters, size_t n_rows, double* eta) {
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

ANEMONE_KERNEL void gather_windows(const int* positions, const int* counts, size_t n_events,
                                   std::ptrdiff_t newest, size_t n_lags, const double* lanes, double* sums) {
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

ANEMONE_KERNEL void combine_lanes(const double* kernel, size_t n_lags, size_t n_functions, const double* weights,
                                  double* filter) {
  for (size_t lag = 0; lag < n_lags; ++lag) {
    Vector total[kLaneVectors] = {};
    for (size_t function = 0; function < n_functions; ++function) {
      ANEMONE_UNROLL
      for (size_t v = 0; v < kLaneVectors; ++v) {
        Vector weight;
        load(weight, weights + function * kLaneWidth + v * kLanes);
        total[v] += weight * kernel[lag + function * n_lags];
      }
    }
    ANEMONE_UNROLL
    for (size_t v = 0; v < kLaneVectors; ++v) store(filter + lag * kLaneWidth + v * kLanes, total[v]);
  }
}

ANEMONE_KERNEL void project_lanes(const double* kernel, size_t n_lags, size_t n_functions, const double* sums,
                                  double* projected) {
  for (size_t function = 0; function < n_functions; ++function) {
    Vector total[kLaneVectors] = {};
    for (size_t lag = 0; lag < n_lags; ++lag) {
      ANEMONE_UNROLL
      for (size_t v = 0; v < kLaneVectors; ++v) {
        Vector value;
        load(value, sums + lag * kLaneWidth + v * kLanes);
        total[v] += value * kernel[lag + function * n_lags];
      }
    }
    ANEMONE_UNROLL
    for (size_t v = 0; v < kLaneVectors; ++v) store(projected + function * kLaneWidth + v * kLanes, total[v]);
  }
}

}  // namespace
}  // namespace anemone

#endif
