#include "events/group.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

std::size_t first_disorder(const Trains& trains) {
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    double previous = -HUGE_VAL;
    for (std::size_t i = trains.begin(unit); i < trains.begin(unit + 1); ++i) {
      if (!(trains.times[i] >= previous) || std::isinf(trains.times[i])) return i;
      previous = trains.times[i];
    }
  }
  return trains.begin(trains.n_units);
}

double latest_time(const Trains& trains) {
  double latest = 0.0;
  for (std::size_t unit = 0; unit < trains.n_units; ++unit) {
    latest = std::max(latest, latest_time(trains.train(unit), trains.size(unit)));
  }
  return latest;
}

TrainSelection select_units(const Trains& trains, const std::vector<std::size_t>& units) {
  TrainSelection selection{{}, {0.0}};
  for (const std::size_t unit : units) {
    selection.ranges.push_back({trains.begin(unit), trains.begin(unit + 1)});
    selection.offsets.push_back(selection.offsets.back() + static_cast<double>(trains.size(unit)));
  }
  return selection;
}

TrainSelection restrict_trains(const Trains& trains, const Intervals& epochs, ThreadTeam& team) {
  const Clock clock = clock_of(epochs);
  const std::vector<TickSpan> spans = tick_spans(epochs, clock);
  TrainSelection selection{std::vector<RowRange>(trains.n_units * spans.size()), {0.0}};
  std::vector<std::size_t> n_kept(trains.n_units, 0);
  team.run(trains.n_units, [&](std::size_t unit, int) {
    RowRange* of_unit = selection.ranges.data() + unit * spans.size();
    for (RowRange rows : rows_in_spans(trains.train(unit), trains.size(unit), clock, spans)) {
      n_kept[unit] += rows.size();
      *of_unit++ = {rows.begin + trains.begin(unit), rows.end + trains.begin(unit)};
    }
  });
  for (const std::size_t n : n_kept) {
    selection.offsets.push_back(selection.offsets.back() + static_cast<double>(n));
  }
  return selection;
}

}  // namespace anemone
