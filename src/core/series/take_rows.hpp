#ifndef ANEMONE_SERIES_TAKE_ROWS_HPP
#define ANEMONE_SERIES_TAKE_ROWS_HPP

#include <cstddef>
#include <vector>

#include "intervals/epoch_ranges.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

std::size_t n_rows_in(const std::vector<RowRange>& ranges);

// Where the rows of each range come to lie when ranges are laid end to end; the total comes last.
std::vector<std::size_t> first_taken(const std::vector<RowRange>& ranges);

// Copies ranges of rows of a column-major array of any element type, column by column. Bound: the
// bytes read and written once.
void take_rows(const void* values, std::size_t element_size, std::size_t n_rows, std::size_t n_columns,
               const std::vector<RowRange>& ranges, ThreadTeam& team, void* taken);

}  // namespace anemone

#endif
