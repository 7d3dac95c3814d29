#include <cmath>
#include <vector>

#include "analysis/perievent.hpp"
#include "check.hpp"

using namespace anemone;

namespace {

struct Aligned {
  std::vector<double> seconds;
  std::vector<int> event;
  std::vector<double> offsets;
};

Aligned align(const std::vector<double>& times, const std::vector<double>& offsets, const std::vector<double>& events) {
  const Trains trains{times.data(), offsets.data(), offsets.size() - 1};
  const EventTimes at{events.data(), events.size()};
  ThreadTeam team(2);
  Aligned found;
  found.offsets = count_around_events(trains, at, {-1, 1}, team);
  found.seconds.resize(static_cast<std::size_t>(found.offsets.back()));
  found.event.resize(found.seconds.size());
  align_to_events(trains, at, {-1, 1}, found.offsets, team, found.seconds.data(), found.event.data());
  return found;
}

}  // namespace

TEST_CASE("times around events, both ends of the window included") {
  const Aligned found = align({0.5, 1.2, 2.1, 3.5, 4.8, 2.0}, {0, 5, 5, 6}, {1, 3});
  CHECK((found.seconds == std::vector<double>{-0.5, 0.2, -0.9, 0.5, 1, -1}));
  CHECK((found.event == std::vector<int>{0, 0, 1, 1, 0, 1}));
  CHECK((found.offsets == std::vector<double>{0, 4, 4, 6}));
}

TEST_CASE("no events, no times") {
  const Aligned found = align({1, 2}, {0, 2}, {});
  CHECK(found.seconds.empty());
  CHECK((found.offsets == std::vector<double>{0, 0}));
}

TEST_CASE("samples around events stay inside the event's epoch") {
  const std::vector<double> times = {0, 1, 2, 10, 11};
  const std::vector<int> values = {1, 2, 3, 4, 5};
  const std::vector<double> events = {0.4, 5, 10.6}, start = {0, 9}, end = {2, 12};
  std::vector<double> aligned(9);
  ThreadTeam team(1);
  align_signal({times.data(), nullptr, values.data(), 5, 1}, {events.data(), 3}, {start.data(), end.data(), 2}, {1, 1},
               team, aligned.data());
  CHECK(std::isnan(aligned[0]) && aligned[1] == 1 && aligned[2] == 2);
  CHECK(std::isnan(aligned[3]) && std::isnan(aligned[4]) && std::isnan(aligned[5]));
  CHECK(aligned[6] == 4 && aligned[7] == 5 && std::isnan(aligned[8]));
}
