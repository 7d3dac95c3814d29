#ifndef ANEMONE_INTERVALS_SET_OPERATIONS_HPP
#define ANEMONE_INTERVALS_SET_OPERATIONS_HPP

#include <vector>

#include "intervals/interval_set.hpp"

namespace anemone {

// Intervals that an operation made, and the rows of its operands each came from.
struct IntervalPieces {
  std::vector<double> start;
  std::vector<double> end;
  std::vector<int> row_x;
  std::vector<int> row_y;

  void add(double piece_start, double piece_end, std::size_t from_x, std::size_t from_y);
};

enum class Touching { keep_apart, fuse };

// Fuses intervals, given in any order, that overlap or, if asked, share an end point.
IntervalPieces merge_intervals(const Intervals& intervals, Touching touching);

// Where both are. Operands ascend and are disjoint; a shared end point alone gives no piece.
IntervalPieces intersect_intervals(const Intervals& x, const Intervals& y);

// Where x is and y is not. Pieces share end points with what was taken away.
IntervalPieces subtract_intervals(const Intervals& x, const Intervals& y);

}  // namespace anemone

#endif
