#ifndef ANEMONE_EVENTS_SPAN_COUNTS_HPP
#define ANEMONE_EVENTS_SPAN_COUNTS_HPP

#include <vector>

#include "events/group.hpp"

namespace anemone {

// The ticks between each two neighbouring edges, which ascend.
std::vector<TickSpan> spans_between(const double* edges, std::size_t n_edges, const Clock& clock);

// The number of each unit's times in each span; spans may come in any order and overlap. Unit u has
// column u of `counts`, one row per span.
void count_in_spans(const Trains& trains, const Clock& clock, const std::vector<TickSpan>& spans, int* counts);

}  // namespace anemone

#endif
