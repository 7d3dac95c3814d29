#include "events/span_counts.hpp"

namespace anemone {

std::vector<TickSpan> spans_between(const double* edges, std::size_t n_edges, const Clock& clock) {
  std::vector<TickSpan> spans;
  for (std::size_t i = 1; i < n_edges; ++i) {
    spans.push_back({clock.tick(edges[i - 1]), clock.tick(edges[i])});
  }
  return spans;
}

void count_in_spans(const Trains& trains, const Clock& clock, const std::vector<TickSpan>& spans, int* counts) {
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    const double* times = trains.train(unit);
    const std::size_t n_times = trains.size(unit);
    std::size_t row = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const bool goes_back = i > 0 && spans[i].begin < spans[i - 1].begin;
      row = first_row_at(times, goes_back ? 0 : row, n_times, clock, spans[i].begin);
      const std::size_t past = first_row_at(times, row, n_times, clock, spans[i].past);
      *counts++ = static_cast<int>(past - row);
    }
  }
}

}  // namespace anemone
