#ifndef ANEMONE_SERIES_VALUE_FROM_HPP
#define ANEMONE_SERIES_VALUE_FROM_HPP

#include <cstddef>
#include <vector>

#include "intervals/epoch_ranges.hpp"

namespace anemone {

enum class Nearness { closest, before, after };

constexpr int kNoRow = -1;

// How rows are written down: the number of the first one, and what stands for none.
struct RowNumbering {
  int first = 0;
  int none = kNoRow;
};

// For each ascending time, the row among `rows` of the ascending sample times that is nearest in
// the asked sense; kNoRow where there is none. Ties go to the later sample. Among samples at one
// time, `closest` takes the last; a sample at the very time is the first of its kind for `before`
// and `after`.
void match_rows(const double* times, std::size_t n_times, const double* sample_times,
                const RowRange& rows, const Clock& clock, Nearness nearness, RowNumbering numbering,
                int* matched);

// The same epoch by epoch: the events of an epoch look among its samples only. `matched` takes the
// events of all epochs end to end.
void match_in_epochs(const double* times, const std::vector<RowRange>& events,
                     const double* sample_times, const std::vector<RowRange>& samples,
                     const Clock& clock, Nearness nearness, RowNumbering numbering, int* matched);

}  // namespace anemone

#endif
