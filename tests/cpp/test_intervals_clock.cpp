#include "check.hpp"
#include "intervals/clock.hpp"

using anemone::Clock;

TEST_CASE("sums of a decimal step and the decimal itself are one tick") {
  const Clock clock = Clock::for_latest(10.0);
  CHECK(clock.tick(0.1 + 0.2) == clock.tick(0.3));
  CHECK(clock.tick(0.1 + 0.2) == 300000000);
}

TEST_CASE("edges of 1/30 s bins neither drift nor collide over a year") {
  const Clock clock = Clock::for_latest(3.2e7);
  const double start = 3.1e7;
  for (std::int64_t k = 0; k < 30000; k += 30) {
    CHECK(clock.edge(start, 1.0 / 30.0, k) == clock.tick(start + static_cast<double>(k / 30)));
  }
}

TEST_CASE("times beyond 49 days are counted in microseconds") {
  CHECK(Clock::for_latest(4194303.0).ticks_per_second == 1e9);
  CHECK(Clock::for_latest(4194304.0).ticks_per_second == 1e6);
  CHECK(Clock::for_latest(-1.7e9).ticks_per_second == 1e6);
}
