#ifndef ANEMONE_DESIGN_EVENT_GRAM_HPP
#define ANEMONE_DESIGN_EVENT_GRAM_HPP

#include <cstddef>
#include <vector>

#include "design/event_block.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Whether products of two event blocks over these runs of rows take less work from correlograms than from the columns:
// events must be sparse and runs long beside the windows.
bool worth_correlating(const EventBlock& left, const EventBlock& right, const std::vector<RowRange>& runs);

// out (right's columns x left's columns, leading dimension ld_out) += right' left over the runs of rows, from lag
// histograms of pairs of events: the product of two columns is the sum over lags of the histogram times the kernels'
// own correlation. What windows that are cut by an end of a run add to that is taken off again.
// Where the blocks are the same, only the lower triangle need be right.
void add_event_products(const EventBlock& left, const EventBlock& right, const std::vector<RowRange>& runs,
                        ThreadTeam& team, double* out, std::size_t ld_out);

}  // namespace anemone

#endif
