#include <vector>

#include "check.hpp"
#include "intervals/set_operations.hpp"

using namespace anemone;

namespace {

using Bounds = std::vector<double>;

// Pairs of bounds, end to end, as starts and ends.
struct Set {
  Bounds start;
  Bounds end;
  explicit Set(const Bounds& pairs) {
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      start.push_back(pairs[i]);
      end.push_back(pairs[i + 1]);
    }
  }
  Intervals view() const { return {start.data(), end.data(), start.size()}; }
};

Bounds pairs_of(const IntervalPieces& pieces) {
  Bounds pairs;
  for (std::size_t i = 0; i < pieces.start.size(); ++i) {
    pairs.push_back(pieces.start[i]);
    pairs.push_back(pieces.end[i]);
  }
  return pairs;
}

Bounds minus(const Bounds& x, const Bounds& y) {
  const Set a(x), b(y);
  return pairs_of(subtract_intervals(a.view(), b.view()));
}

Bounds both(const Bounds& x, const Bounds& y) {
  const Set a(x), b(y);
  return pairs_of(intersect_intervals(a.view(), b.view()));
}

Bounds merged(const Bounds& x, Touching touching) {
  const Set a(x);
  return pairs_of(merge_intervals(a.view(), touching));
}

}  // namespace

TEST_CASE("what is left of intervals when others are taken away") {
  CHECK((minus({0, 5}, {2, 3}) == Bounds{0, 2, 3, 5}));
  CHECK((minus({0, 10}, {2, 3, 5, 6}) == Bounds{0, 2, 3, 5, 6, 10}));
  CHECK((minus({0, 5}, {0, 3}) == Bounds{3, 5}));
  CHECK((minus({0, 5}, {3, 5}) == Bounds{0, 3}));
  CHECK((minus({0, 5, 10, 15}, {3, 12}) == Bounds{0, 3, 12, 15}));
  CHECK((minus({2, 10, 20, 30}, {0, 3, 5, 6}) == Bounds{3, 5, 6, 10, 20, 30}));
  CHECK((minus({0, 5}, {}) == Bounds{0, 5}));
  CHECK((minus({0, 5}, {0, 5}).empty()));
  CHECK((minus({0, 5}, {5, 6}) == Bounds{0, 5}));
  CHECK((minus({1, 1, 3, 3}, {0, 2}) == Bounds{3, 3}));
}

TEST_CASE("where two sets overlap; a shared end point is no overlap") {
  CHECK((both({0, 5}, {5, 10}).empty()));
  CHECK((both({0, 5, 10, 15}, {3, 12}) == Bounds{3, 5, 10, 12}));
  CHECK((both({0, 10}, {5, 5}) == Bounds{5, 5}));
  const Set x({0, 5, 10, 15}), y({3, 12});
  const IntervalPieces pieces = intersect_intervals(x.view(), y.view());
  CHECK((pieces.row_x == std::vector<int>{0, 1}));
  CHECK((pieces.row_y == std::vector<int>{0, 0}));
}

TEST_CASE("intervals merge in any order; touching ones as asked") {
  CHECK((merged({10, 12, 0, 6, 5, 7}, Touching::keep_apart) == Bounds{0, 7, 10, 12}));
  CHECK((merged({0, 5, 5, 10}, Touching::keep_apart) == Bounds{0, 5, 5, 10}));
  CHECK((merged({0, 5, 5, 10}, Touching::fuse) == Bounds{0, 10}));
  CHECK((merged({0, 20, 1, 2, 3, 4}, Touching::keep_apart) == Bounds{0, 20}));
  CHECK((merged({}, Touching::fuse).empty()));
}

TEST_CASE("overlapping rows are named by their place in the table") {
  const Set table({10, 12, 0, 6, 5, 7, 11, 13});
  const auto rows = overlapping_rows(table.view(), 5);
  CHECK(rows.size() == 2);
  CHECK(rows[0].first == 1 && rows[0].second == 2);
  CHECK(rows[1].first == 0 && rows[1].second == 3);
  CHECK(n_leading_disjoint(table.view()) == 1);
  CHECK(n_leading_disjoint(Set({0, 1, 1, 2, 3, 3}).view()) == 3);
}
