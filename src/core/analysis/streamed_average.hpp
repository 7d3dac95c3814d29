#ifndef ANEMONE_ANALYSIS_STREAMED_AVERAGE_HPP
#define ANEMONE_ANALYSIS_STREAMED_AVERAGE_HPP

#include <cstddef>
#include <vector>

#include "analysis/event_average.hpp"
#include "events/group.hpp"
#include "parallel/thread_team.hpp"
#include "series/row_source.hpp"

namespace anemone {

// average_around_events() of a signal that is read once, piece by piece, and never held as a whole:
// memory is the result and one piece. Lag l of unit u and column c is at averages[l + lags.size() *
// (u + n_units * c)]. Bound: each value read once, and one multiply-add per value, unit and lag for
// each event around it.
std::vector<double> average_stream(const Trains& trains, RowSource& source, std::size_t n_columns, const BinGrid& grid,
                                   const LagRange& lags, const StoredScale& scale, ThreadTeam& team);

}  // namespace anemone

#endif
