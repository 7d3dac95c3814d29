#ifndef ANEMONE_SERIES_VALUE_FROM_HPP
#define ANEMONE_SERIES_VALUE_FROM_HPP

#include <cstddef>
#include <vector>

#include "intervals/epoch_ranges.hpp"
#include "parallel/thread_team.hpp"

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
void match_rows(const double* times, std::size_t n_times, const double* sample_times, const RowRange& rows,
                const Clock& clock, Nearness nearness, RowNumbering numbering, int* matched);

// Events and samples in the same epochs: the events of an epoch look among its samples only.
struct EpochMatch {
  const double* times;
  std::vector<RowRange> events;
  const double* sample_times;
  std::vector<RowRange> samples;
  Clock clock;
  Nearness nearness;
};

EpochMatch match_epochs(const double* times, std::size_t n_times, const double* sample_times, std::size_t n_samples,
                        const Intervals& epochs, Nearness nearness);

// The rows for the events of all epochs, end to end.
void match_in_epochs(const EpochMatch& match, RowNumbering numbering, ThreadTeam& team, int* matched);

// A column-major array, and the element that stands for what has no row.
struct MatchedValues {
  const void* values;
  std::size_t element_size;
  std::size_t n_rows;
  std::size_t n_columns;
  const void* missing;
};

// The values at those rows, without the rows ever being stored: column after column, as long as all
// events. Bound: times and values read once, and the result written.
void take_matched(const EpochMatch& match, const MatchedValues& values, ThreadTeam& team, void* taken);

}  // namespace anemone

#endif
