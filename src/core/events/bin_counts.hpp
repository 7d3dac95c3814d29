#ifndef ANEMONE_EVENTS_BIN_COUNTS_HPP
#define ANEMONE_EVENTS_BIN_COUNTS_HPP

#include <cstddef>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Adds the number of ascending times in each bin of the grid, run after run, to `counts`.
void count_times(const double* times, std::size_t n_times, const BinGrid& grid, int* counts);

// The same for each unit; unit u has column u of `counts`, n_bins() long.
void count_trains(const Trains& trains, const BinGrid& grid, int* counts);

// The same with threads, by unit and range of bins. `counts` need not be zeros before.
void count_trains(const Trains& trains, const BinGrid& grid, ThreadTeam& team, int* counts);

}  // namespace anemone

#endif
