#include <vector>

#include "check.hpp"
#include "intervals/epoch_ranges.hpp"

using namespace anemone;

namespace {

const std::vector<double> kTimes = {-1, 0, 0.1 + 0.2, 1, 1, 2, 2.5, 4};

std::vector<RowRange> rows_of(const std::vector<double>& starts, const std::vector<double>& ends) {
  const Intervals epochs{starts.data(), ends.data(), starts.size()};
  const Clock clock = Clock::for_latest(latest_bound(epochs));
  return rows_in_spans(kTimes.data(), kTimes.size(), clock, tick_spans(epochs, clock));
}

}  // namespace

TEST_CASE("both ends of an epoch belong to it, by the clock") {
  const auto rows = rows_of({0, 2.5}, {0.3, 4});
  CHECK(rows[0].begin == 1 && rows[0].end == 3);
  CHECK(rows[1].begin == 6 && rows[1].end == 8);
}

TEST_CASE("a time that ends one epoch and starts the next belongs to the latter") {
  const auto rows = rows_of({0, 1, 2}, {1, 2, 2});
  CHECK(rows[0].begin == 1 && rows[0].end == 3);
  CHECK(rows[1].begin == 3 && rows[1].end == 5);
  CHECK(rows[2].begin == 5 && rows[2].end == 6);
}

TEST_CASE("the epoch of a time agrees with the rows of the epoch") {
  const std::vector<double> starts = {0, 1, 3};
  const std::vector<double> ends = {1, 2, 3};
  std::vector<int> epoch(kTimes.size());
  epoch_of_times(kTimes.data(), kTimes.size(), {starts.data(), ends.data(), 3}, epoch.data());
  CHECK((epoch == std::vector<int>{-1, 0, 0, 1, 1, 1, -1, -1}));
}

TEST_CASE("where a tick begins is where the rounding puts it") {
  for (std::int64_t tick : {std::int64_t{-3}, std::int64_t{0}, std::int64_t{7}, std::int64_t{4000000000000000}}) {
    const double bound = Clock::first_scaled(tick);
    CHECK(std::llround(bound) == tick);
    CHECK(std::llround(std::nextafter(bound, -HUGE_VAL)) == tick - 1);
  }
}

TEST_CASE("a walk with a hint finds what a search from the start finds") {
  std::vector<double> times;
  for (int i = 0; i < 1000; ++i) times.push_back(0.01 * (i / 2));
  const Clock clock{1e9};
  for (std::size_t hint : {0, 1, 17, 500}) {
    const std::int64_t tick = clock.tick(4.0);
    CHECK(first_row_at(times.data(), hint, times.size(), clock, tick) == 800);
  }
  CHECK(first_row_at(times.data(), 0, times.size(), clock, clock.tick(99.0)) == 1000);
}
