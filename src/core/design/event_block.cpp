#include "design/event_block.hpp"

#include <algorithm>
#include <stdexcept>

namespace anemone {

namespace {

constexpr std::size_t kLanes = PanelKernels::kLaneOutputs;
constexpr std::size_t kLaneRows = PanelKernels::kLaneRows;
// Of filters that are used together, and of rows in lanes: each a quarter of a second-level cache.
constexpr std::size_t kCacheBytes = std::size_t{256} << 10;

std::size_t round_up(std::size_t n) { return (n + kLaneRows - 1) / kLaneRows * kLaneRows; }

// Rows of a piece: long beside the window, so that few events are visited for two pieces.
std::size_t piece_rows(std::size_t n_lags) { return round_up(std::max(kCacheBytes / (8 * kLanes), 4 * n_lags)); }

// Rows that hardly ever follow each other share no windows: events are looked up for each of them.
bool scattered(const RowTile& rows) { return rows.n_rows < 4 * kLaneRows * rows.slices.size(); }

// Calls body(first row in the tile, sample of it, number of rows) for pieces of one segment each.
template <typename Body>
void for_each_piece(const RowTile& rows, const std::vector<RowSegment>& segments, std::size_t max_rows, Body body) {
  std::size_t position = 0;
  for (const RowRange& range : rows.slices) {
    for (const SegmentSlice& slice : slice_segments(segments, range)) {
      const std::size_t n_rows = slice.rows.size();
      for (std::size_t row = 0; row < n_rows; row += max_rows) {
        body(position + row, slice.sample + row, std::min(max_rows, n_rows - row));
      }
      position += n_rows;
    }
  }
}

// Of each row of the tile. Segments are ascending and without gaps.
std::vector<std::ptrdiff_t> newest_samples(const RowTile& rows, const std::vector<RowSegment>& segments,
                                           std::ptrdiff_t advance) {
  std::vector<std::ptrdiff_t> newest;
  newest.reserve(rows.n_rows);
  auto segment = segments.begin();
  for (const RowRange& slice : rows.slices) {
    for (std::size_t row = slice.begin; row < slice.end; ++row) {
      while (row >= segment->first_row + segment->n_rows) ++segment;
      newest.push_back(static_cast<std::ptrdiff_t>(segment->origin + row - segment->first_row) + advance);
    }
  }
  return newest;
}

}  // namespace

EventBlock::EventBlock(SparseSignals events, std::vector<RowSegment> segments, LagKernel kernel)
    : events_(std::move(events)), segments_(std::move(segments)), kernel_(kernel) {
  if (events_.offsets.empty()) throw std::invalid_argument("events need at least one offset");
  check_windows_inside(segments_, kernel_, events_.n_samples);
}

void EventBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  if (events_.known == nullptr) return;
  const unsigned char* known = events_.known;
  mark_spoiled_rows(
      segments_, kernel_, [known](std::size_t i) { return !known[i]; }, marks);
}

void EventBlock::write(RowRange rows, double* out, std::size_t ld) const {
  for (const SegmentSlice& slice : slice_segments(segments_, rows)) {
    const std::ptrdiff_t newest = static_cast<std::ptrdiff_t>(slice.sample) + kernel_.advance;
    const auto n_rows = static_cast<std::ptrdiff_t>(slice.rows.size());
    write_clipped(newest, slice.rows.size(), newest - static_cast<std::ptrdiff_t>(kernel_.n_lags) + 1, newest + n_rows,
                  out + (slice.rows.begin - rows.begin), ld);
  }
}

void EventBlock::write_clipped(std::ptrdiff_t newest, std::size_t n_rows, std::ptrdiff_t first_position,
                               std::ptrdiff_t end_position, double* out, std::size_t ld) const {
  for (std::size_t column = 0; column < n_columns(); ++column) std::fill_n(out + column * ld, n_rows, 0.0);
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel_.n_lags);
  const std::ptrdiff_t begin = std::max(first_position, newest - n_lags + 1);
  const std::ptrdiff_t end = std::min(end_position, newest + static_cast<std::ptrdiff_t>(n_rows));
  for (std::size_t channel = 0; channel < n_channels(); ++channel) {
    const int* last = events_.positions + events_.offsets[channel + 1];
    const int* first = std::lower_bound(events_.positions + events_.offsets[channel], last, begin);
    scatter(newest, n_rows, first, std::lower_bound(first, last, end), out + channel * kernel_.n_functions * ld, ld);
  }
}

// An event at sample p reaches row t with kernel entry k = newest + t - p.
void EventBlock::scatter(std::ptrdiff_t newest, std::size_t n_rows, const int* first, const int* last, double* out,
                         std::size_t ld) const {
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel_.n_lags);
  for (const int* event = first; event != last; ++event) {
    const double count = events_.counts[event - events_.positions];
    const std::ptrdiff_t first_row = std::max<std::ptrdiff_t>(0, *event - newest);
    const std::ptrdiff_t end_row = std::min(static_cast<std::ptrdiff_t>(n_rows), *event - newest + n_lags);
    const std::ptrdiff_t first_lag = newest + first_row - *event;
    for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
      const double* weights = kernel_.values + function * kernel_.n_lags + first_lag;
      double* column = out + function * ld + first_row;
      for (std::ptrdiff_t i = 0; i < end_row - first_row; ++i) column[i] += count * weights[i];
    }
  }
}

double EventBlock::touches_per_row() const {
  if (events_.n_samples == 0) return 0.0;
  return static_cast<double>(events_.offsets.back()) * static_cast<double>(kernel_.n_lags + kLaneRows) /
         static_cast<double>(events_.n_samples);
}

const std::vector<EventBlock::ChannelGroup>& EventBlock::channel_groups() const {
  std::call_once(sorted_, [this] { sort_channels(); });
  return groups_;
}

void EventBlock::sort_channels() const {
  const std::size_t filter_bytes = 8 * kLanes * (kernel_.n_lags + 2 * (kLaneRows - 1));
  const std::size_t group_size = std::max<std::size_t>(1, kCacheBytes / filter_bytes);
  constexpr int kLargest = 65535;
  for (std::size_t first = 0; first < n_channels(); first += group_size) {
    const std::size_t end = std::min(n_channels(), first + group_size);
    ChannelGroup group;
    group.first_channel = first;
    group.visits.reserve(events_.offsets[end] - events_.offsets[first]);
    for (std::size_t channel = first; channel < end; ++channel) {
      const auto within = static_cast<unsigned short>(channel - first);
      for (std::size_t i = events_.offsets[channel]; i < events_.offsets[channel + 1]; ++i) {
        int left = events_.counts[i];
        for (; left > kLargest; left -= kLargest) {
          group.visits.push_back({events_.positions[i], within, kLargest});
        }
        group.visits.push_back({events_.positions[i], within, static_cast<unsigned short>(left)});
      }
    }
    std::sort(group.visits.begin(), group.visits.end(), [](const EventVisit& a, const EventVisit& b) {
      return a.position != b.position ? a.position < b.position : a.channel < b.channel;
    });
    groups_.push_back(std::move(group));
  }
}

// Up to kLanes outputs; the lanes left over are 0. The rows of zeros around each filter are there already.
void EventBlock::combine(const double* w, std::size_t ld_w, std::size_t n_out, double* filters) const {
  std::vector<double> weights(kernel_.n_functions * kLanes, 0.0);
  for (std::size_t channel = 0; channel < n_channels(); ++channel) {
    for (std::size_t output = 0; output < n_out; ++output) {
      for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
        weights[function * kLanes + output] = w[channel * kernel_.n_functions + function + output * ld_w];
      }
    }
    panel_kernels().combine_lanes(kernel_.values, kernel_.n_lags, kernel_.n_functions, weights.data(),
                                  filters + (kLaneRows - 1) * kLanes);
    filters += (kernel_.n_lags + 2 * (kLaneRows - 1)) * kLanes;
  }
}

void EventBlock::add_group(const ChannelGroup& group, std::ptrdiff_t newest, const double* filters, std::size_t n_rows,
                           double* eta) const {
  const auto before = [](const EventVisit& visit, std::ptrdiff_t position) { return visit.position < position; };
  const EventVisit* begin = group.visits.data();
  const EventVisit* end = begin + group.visits.size();
  const EventVisit* first =
      std::lower_bound(begin, end, newest - static_cast<std::ptrdiff_t>(kernel_.n_lags) + 1, before);
  const EventVisit* last = std::lower_bound(first, end, newest + static_cast<std::ptrdiff_t>(n_rows), before);
  panel_kernels().add_filters(first, last, newest, kernel_.n_lags,
                              filters + group.first_channel * (kernel_.n_lags + 2 * (kLaneRows - 1)) * kLanes, n_rows,
                              eta);
}

void EventBlock::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                         std::size_t ld_eta) const {
  if (scattered(rows)) {
    for (std::size_t output = 0; output < n_out; ++output) {
      forward_at_rows(rows, w + output * ld_w, eta + output * ld_eta);
    }
    return;
  }
  const std::size_t max_rows = piece_rows(kernel_.n_lags);
  std::vector<double> filters(n_channels() * (kernel_.n_lags + 2 * (kLaneRows - 1)) * kLanes, 0.0);
  std::vector<double> lanes(max_rows * kLanes);
  for (std::size_t first = 0; first < n_out; first += kLanes) {
    const std::size_t n = std::min(kLanes, n_out - first);
    combine(w + first * ld_w, ld_w, n, filters.data());
    for_each_piece(rows, segments_, max_rows, [&](std::size_t row, std::size_t sample, std::size_t n_rows) {
      std::fill_n(lanes.data(), round_up(n_rows) * kLanes, 0.0);
      const std::ptrdiff_t newest = static_cast<std::ptrdiff_t>(sample) + kernel_.advance;
      for (const ChannelGroup& group : channel_groups()) {
        add_group(group, newest, filters.data(), round_up(n_rows), lanes.data());
      }
      for (std::size_t output = 0; output < n; ++output) {
        double* to = eta + (first + output) * ld_eta + row;
        for (std::size_t t = 0; t < n_rows; ++t) to[t] += lanes[t * kLanes + output];
      }
    });
  }
}

// Windows that begin before the piece or end after it meet rows of zeros there.
void EventBlock::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                         std::size_t ld_g) const {
  if (scattered(rows)) {
    for (std::size_t output = 0; output < n_out; ++output) {
      adjoint_at_rows(rows, r + output * ld_r, g + output * ld_g);
    }
    return;
  }
  const std::size_t n_lags = kernel_.n_lags;
  const std::size_t max_rows = piece_rows(n_lags);
  const std::size_t margin = round_up(n_lags);
  std::vector<double> lanes((max_rows + 2 * margin) * kLanes, 0.0);
  std::vector<double> sums(n_channels() * margin * kLanes);
  std::vector<double> projected(kernel_.n_functions * kLanes);
  for (std::size_t first = 0; first < n_out; first += kLanes) {
    const std::size_t n = std::min(kLanes, n_out - first);
    std::fill(lanes.begin(), lanes.end(), 0.0);
    std::fill(sums.begin(), sums.end(), 0.0);
    for_each_piece(rows, segments_, max_rows, [&](std::size_t row, std::size_t sample, std::size_t n_rows) {
      double* here = lanes.data() + margin * kLanes;
      for (std::size_t output = 0; output < n; ++output) {
        const double* from = r + (first + output) * ld_r + row;
        for (std::size_t t = 0; t < n_rows; ++t) here[t * kLanes + output] = from[t];
      }
      std::fill_n(here + n_rows * kLanes, (max_rows + margin - n_rows) * kLanes, 0.0);
      const std::ptrdiff_t newest = static_cast<std::ptrdiff_t>(sample) + kernel_.advance;
      for (std::size_t channel = 0; channel < n_channels(); ++channel) {
        const int* end = events_.positions + events_.offsets[channel + 1];
        const int* begin = std::lower_bound(events_.positions + events_.offsets[channel], end,
                                            newest - static_cast<std::ptrdiff_t>(n_lags) + 1);
        const int* stop = std::lower_bound(begin, end, newest + static_cast<std::ptrdiff_t>(n_rows));
        if (begin == stop) continue;
        panel_kernels().gather_windows(begin, events_.counts + (begin - events_.positions), stop - begin, newest,
                                       n_lags, here, sums.data() + channel * margin * kLanes);
      }
    });
    for (std::size_t channel = 0; channel < n_channels(); ++channel) {
      panel_kernels().project_lanes(kernel_.values, n_lags, kernel_.n_functions,
                                    sums.data() + channel * margin * kLanes, projected.data());
      for (std::size_t output = 0; output < n; ++output) {
        double* to = g + channel * kernel_.n_functions + (first + output) * ld_g;
        for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
          to[function] += projected[function * kLanes + output];
        }
      }
    }
  }
}

// Calls body(row, lag, count) for every event of a channel in the window of one of the rows, whose newest samples
// ascend.
template <typename Body>
void EventBlock::for_each_window(const std::vector<std::ptrdiff_t>& newest, std::size_t channel, Body body) const {
  const auto n_lags = static_cast<std::ptrdiff_t>(kernel_.n_lags);
  std::size_t event = events_.offsets[channel];
  const std::size_t end = events_.offsets[channel + 1];
  for (std::size_t row = 0; row < newest.size(); ++row) {
    while (event < end && events_.positions[event] <= newest[row] - n_lags) ++event;
    for (std::size_t i = event; i < end && events_.positions[i] <= newest[row]; ++i) {
      body(row, static_cast<std::size_t>(newest[row] - events_.positions[i]), events_.counts[i]);
    }
  }
}

void EventBlock::forward_at_rows(const RowTile& rows, const double* w, double* eta) const {
  const std::vector<std::ptrdiff_t> newest = newest_samples(rows, segments_, kernel_.advance);
  std::vector<double> filter(kernel_.n_lags);
  for (std::size_t channel = 0; channel < n_channels(); ++channel, w += kernel_.n_functions) {
    std::fill(filter.begin(), filter.end(), 0.0);
    for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
      const double* column = kernel_.values + function * kernel_.n_lags;
      for (std::size_t lag = 0; lag < filter.size(); ++lag) filter[lag] += column[lag] * w[function];
    }
    for_each_window(newest, channel,
                    [&](std::size_t row, std::size_t lag, int count) { eta[row] += count * filter[lag]; });
  }
}

void EventBlock::adjoint_at_rows(const RowTile& rows, const double* r, double* g) const {
  const std::vector<std::ptrdiff_t> newest = newest_samples(rows, segments_, kernel_.advance);
  std::vector<double> sums(kernel_.n_lags);
  for (std::size_t channel = 0; channel < n_channels(); ++channel, g += kernel_.n_functions) {
    std::fill(sums.begin(), sums.end(), 0.0);
    for_each_window(newest, channel, [&](std::size_t row, std::size_t lag, int count) { sums[lag] += count * r[row]; });
    for (std::size_t function = 0; function < kernel_.n_functions; ++function) {
      const double* column = kernel_.values + function * kernel_.n_lags;
      for (std::size_t lag = 0; lag < sums.size(); ++lag) g[function] += column[lag] * sums[lag];
    }
  }
}

}  // namespace anemone
