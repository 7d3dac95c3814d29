#ifndef ANEMONE_ANALYSIS_TUNING_CURVES_HPP
#define ANEMONE_ANALYSIS_TUNING_CURVES_HPP

#include <cstddef>
#include <vector>

#include "events/group.hpp"
#include "parallel/thread_team.hpp"
#include "series/bin_average.hpp"

namespace anemone {

constexpr int kNoBin = -1;

// The bin of each value between ascending edges, the last bin closed on the right; kNoBin for
// values outside and for missing ones.
void bin_of_values(const double* values, std::size_t n_values, const double* edges, std::size_t n_edges, int* bin);

// A feature's values and its ascending edges.
struct FeatureAxis {
  const double* values;
  const double* edges;
  std::size_t n_edges;
};

// The bin of each sample on the grid that several axes span, the first axis running fastest; kNoBin
// where one of them has none.
void bin_of_samples(const std::vector<FeatureAxis>& axes, std::size_t n_samples, int* bin);

// A feature over time, as the bin each sample is in.
struct BinnedFeature {
  const double* times;
  const int* bin;
  std::size_t n_samples;
  std::size_t n_bins;
};

// Adds, for each unit, its events per bin of the feature: an event inside an epoch is in the bin of
// the closest sample of that epoch. Unit u has column u of `counts`, n_bins long. Bound: one look
// at the feature's times per event.
void count_events_by_feature(const Trains& trains, const BinnedFeature& feature, const Intervals& epochs,
                             ThreadTeam& team, int* counts);

// Of the values in each bin, one column per signal: how many, their mean, and the sum of squares
// around it. Start from zeros.
struct ValueMoments {
  int* n;
  double* mean;
  double* squares;
};

// The same for sampled signals. Missing values are left out.
void average_by_feature(const Samples& signals, const BinnedFeature& feature, const Intervals& epochs, ThreadTeam& team,
                        const ValueMoments& moments);

}  // namespace anemone

#endif
