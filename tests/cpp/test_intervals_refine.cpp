#include <vector>

#include "check.hpp"
#include "intervals/refine.hpp"

using namespace anemone;

TEST_CASE("pieces tile an interval by the clock and end where it ends") {
  const double start = 0.0, end = 0.3;
  const IntervalPieces pieces = split_intervals({&start, &end, 1}, 0.1, PartialBins::drop);
  CHECK(pieces.start.size() == 3);
  CHECK(pieces.end[2] == 0.3);
  CHECK(pieces.start[1] == pieces.end[0]);
  CHECK(split_intervals({&start, &end, 1}, 0.2, PartialBins::keep).end.size() == 2);
}

TEST_CASE("lengths and gaps are compared by the clock") {
  const std::vector<double> start = {0.1, 0.5}, end = {0.3, 0.6};
  const Intervals intervals{start.data(), end.data(), 2};
  std::vector<int> order(2);
  compare_lengths(intervals, 0.2, order.data());
  CHECK(order[0] == 0);
  CHECK(order[1] == -1);
  CHECK(merge_close_intervals(intervals, 0.2).start.size() == 1);
  CHECK(merge_close_intervals(intervals, 0.1999).start.size() == 2);
}
