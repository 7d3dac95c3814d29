#include "design/event_gram.hpp"

#include <algorithm>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Below this, visiting pairs of events costs more than products of stored columns, which run at the machine's peak.
constexpr double kWorthwhileShare = 0.3;
constexpr double kWorthwhileEdges = 0.3;
constexpr std::size_t kEdgeRows = 1024;
constexpr std::size_t kEdgeColumns = 32;

// A run of rows as an event block sees it.
struct RunWindow {
  std::ptrdiff_t newest = 0;  // newest sample of the first row
  std::ptrdiff_t n_rows = 0;
};

// The runs, cut at ends of segments.
std::vector<RunWindow> windows_of(const EventBlock& block, const std::vector<RowRange>& runs) {
  std::vector<RunWindow> windows;
  for (const RowRange& run : runs) {
    for (const SegmentSlice& slice : slice_segments(block.segments(), run)) {
      windows.push_back({static_cast<std::ptrdiff_t>(slice.sample) + block.kernel().advance,
                         static_cast<std::ptrdiff_t>(slice.rows.size())});
    }
  }
  return windows;
}

// The events of a channel whose windows reach a run.
RowRange events_in_reach(const EventBlock& block, std::size_t channel, const RunWindow& window) {
  const SparseSignals& events = block.events();
  const int* begin = events.positions + events.offsets[channel];
  const int* end = events.positions + events.offsets[channel + 1];
  const auto n_lags = static_cast<std::ptrdiff_t>(block.kernel().n_lags);
  const int* first = std::lower_bound(begin, end, window.newest - n_lags + 1);
  const int* last = std::lower_bound(first, end, window.newest + window.n_rows);
  return {static_cast<std::size_t>(first - events.positions), static_cast<std::size_t>(last - events.positions)};
}

class Correlator {
 public:
  Correlator(const EventBlock& left, const EventBlock& right)
      : left_(left),
        right_(right),
        n_left_(static_cast<std::ptrdiff_t>(left.kernel().n_lags)),
        n_right_(static_cast<std::ptrdiff_t>(right.kernel().n_lags)),
        n_lags_(left.kernel().n_lags + right.kernel().n_lags - 1) {
    correlate_kernels();
  }

  // The products of one channel's columns with one channel's, right fast.
  void add_products(std::size_t left, std::size_t right, const std::vector<RunWindow>& left_windows,
                    const std::vector<RunWindow>& right_windows, std::vector<double>& histogram,
                    double* products) const {
    histogram.assign(n_lags_, 0.0);
    for (std::size_t run = 0; run < left_windows.size(); ++run) {
      count_pairs(events_in_reach(left_, left, left_windows[run]), events_in_reach(right_, right, right_windows[run]),
                  left_windows[run].newest - right_windows[run].newest, histogram.data());
    }
    panel_kernels().adjoint(correlations_.data(), n_lags_, n_lags_,
                            left_.kernel().n_functions * right_.kernel().n_functions, nullptr, histogram.data(),
                            products);
  }

 private:
  // Entry d + n_right - 1 of column (i, j), j fast: sum over k of left_i[k + d] right_j[k].
  void correlate_kernels() {
    const LagKernel& left = left_.kernel();
    const LagKernel& right = right_.kernel();
    correlations_.assign(n_lags_ * left.n_functions * right.n_functions, 0.0);
    double* entry = correlations_.data();
    for (std::size_t i = 0; i < left.n_functions; ++i) {
      for (std::size_t j = 0; j < right.n_functions; ++j) {
        for (std::ptrdiff_t lag = 1 - n_right_; lag < n_left_; ++lag, ++entry) {
          const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, -lag);
          const std::ptrdiff_t end = std::min(n_right_, n_left_ - lag);
          for (std::ptrdiff_t k = begin; k < end; ++k) {
            *entry += left.values[static_cast<std::ptrdiff_t>(i) * n_left_ + k + lag] *
                      right.values[static_cast<std::ptrdiff_t>(j) * n_right_ + k];
          }
        }
      }
    }
  }

  // `ahead` turns the left block's samples into the right's. Windows of both meet where the right event is from
  // n_right - 1 before to n_left - 1 after the left one.
  void count_pairs(RowRange lefts, RowRange rights, std::ptrdiff_t ahead, double* histogram) const {
    const SparseSignals& left = left_.events();
    const SparseSignals& right = right_.events();
    std::size_t first = rights.begin;
    for (std::size_t p = lefts.begin; p < lefts.end; ++p) {
      const std::ptrdiff_t at = left.positions[p] - ahead;
      while (first < rights.end && right.positions[first] <= at - n_right_) ++first;
      for (std::size_t q = first; q < rights.end && right.positions[q] < at + n_left_; ++q) {
        histogram[right.positions[q] - at + n_right_ - 1] += static_cast<double>(left.counts[p]) * right.counts[q];
      }
    }
  }

  const EventBlock& left_;
  const EventBlock& right_;
  const std::ptrdiff_t n_left_;
  const std::ptrdiff_t n_right_;
  const std::size_t n_lags_;
  std::vector<double> correlations_;
};

// Bound: one addition per pair of events that see each other.
void add_whole_windows(const EventBlock& left, const EventBlock& right, const std::vector<RowRange>& runs,
                       ThreadTeam& team, double* out, std::size_t ld_out) {
  const Correlator correlator(left, right);
  const std::vector<RunWindow> left_windows = windows_of(left, runs);
  const std::vector<RunWindow> right_windows = windows_of(right, runs);
  const std::size_t n_left = left.kernel().n_functions;
  const std::size_t n_right = right.kernel().n_functions;
  team.run(left.n_channels(), [&](std::size_t i, int) {
    std::vector<double> histogram;
    std::vector<double> products(n_left * n_right);
    for (std::size_t j = &left == &right ? i : 0; j < right.n_channels(); ++j) {
      std::fill(products.begin(), products.end(), 0.0);
      correlator.add_products(i, j, left_windows, right_windows, histogram, products.data());
      for (std::size_t a = 0; a < n_left; ++a) {
        double* column = out + (i * n_left + a) * ld_out + j * n_right;
        for (std::size_t b = 0; b < n_right; ++b) column[b] += products[a * n_right + b];
      }
    }
  });
}

// Columns on the rows before and after a run that whole windows would reach, of both blocks.
struct EdgePanels {
  std::vector<double> left, right;
  std::size_t n_rows = 0;
};

void write_edge(const EventBlock& block, const RunWindow& window, std::ptrdiff_t row, std::size_t n_rows, double* out) {
  const auto n_lags = static_cast<std::ptrdiff_t>(block.kernel().n_lags);
  block.write_clipped(window.newest + row, n_rows, window.newest - n_lags + 1, window.newest + window.n_rows, out,
                      kEdgeRows);
}

void subtract_edges(const EdgePanels& panels, const EventBlock& left, const EventBlock& right, ThreadTeam& team,
                    double* out, std::size_t ld_out) {
  if (panels.n_rows == 0) return;
  const std::size_t n_tasks = (left.n_columns() + kEdgeColumns - 1) / kEdgeColumns;
  team.run(n_tasks, [&](std::size_t task, int) {
    const std::size_t first = task * kEdgeColumns;
    const std::size_t n = std::min(kEdgeColumns, left.n_columns() - first);
    const std::size_t from = &left == &right ? first : 0;
    std::vector<double> negative(kEdgeRows * n);
    for (std::size_t i = 0; i < negative.size(); ++i) negative[i] = -panels.left[first * kEdgeRows + i];
    for (std::size_t row = 0; row < panels.n_rows; row += PanelKernels::kMaxRows) {
      panel_kernels().multiply_transposed(panels.right.data() + from * kEdgeRows + row, kEdgeRows,
                                          std::min(PanelKernels::kMaxRows, panels.n_rows - row),
                                          right.n_columns() - from, negative.data() + row, kEdgeRows, n,
                                          out + first * ld_out + from, ld_out);
    }
  });
}

void subtract_cut_windows(const EventBlock& left, const EventBlock& right, const std::vector<RowRange>& runs,
                          ThreadTeam& team, double* out, std::size_t ld_out) {
  const auto reach = static_cast<std::ptrdiff_t>(std::min(left.kernel().n_lags, right.kernel().n_lags)) - 1;
  const std::vector<RunWindow> left_windows = windows_of(left, runs);
  const std::vector<RunWindow> right_windows = windows_of(right, runs);
  EdgePanels panels{std::vector<double>(kEdgeRows * left.n_columns()),
                    std::vector<double>(kEdgeRows * right.n_columns()), 0};
  const auto add_edge = [&](std::size_t run, std::ptrdiff_t row, std::ptrdiff_t end) {
    while (row < end) {
      const auto space = static_cast<std::ptrdiff_t>(kEdgeRows - panels.n_rows);
      const auto n_rows = static_cast<std::size_t>(std::min(space, end - row));
      write_edge(left, left_windows[run], row, n_rows, panels.left.data() + panels.n_rows);
      write_edge(right, right_windows[run], row, n_rows, panels.right.data() + panels.n_rows);
      row += static_cast<std::ptrdiff_t>(n_rows);
      panels.n_rows += n_rows;
      if (panels.n_rows < kEdgeRows) continue;
      subtract_edges(panels, left, right, team, out, ld_out);
      panels.n_rows = 0;
    }
  };
  for (std::size_t run = 0; run < left_windows.size(); ++run) {
    add_edge(run, -reach, 0);
    add_edge(run, left_windows[run].n_rows, left_windows[run].n_rows + reach);
  }
  subtract_edges(panels, left, right, team, out, ld_out);
}

}  // namespace

bool worth_correlating(const EventBlock& left, const EventBlock& right, const std::vector<RowRange>& runs) {
  const std::size_t reach = std::min(left.kernel().n_lags, right.kernel().n_lags);
  const double n_edges = 2.0 * static_cast<double>(reach) * static_cast<double>(runs.size());
  return left.touches_per_row() < kWorthwhileShare * static_cast<double>(left.n_columns()) &&
         right.touches_per_row() < kWorthwhileShare * static_cast<double>(right.n_columns()) &&
         n_edges < kWorthwhileEdges * static_cast<double>(count_rows(runs));
}

void add_event_products(const EventBlock& left, const EventBlock& right, const std::vector<RowRange>& runs,
                        ThreadTeam& team, double* out, std::size_t ld_out) {
  add_whole_windows(left, right, runs, team, out, ld_out);
  subtract_cut_windows(left, right, runs, team, out, ld_out);
}

}  // namespace anemone
