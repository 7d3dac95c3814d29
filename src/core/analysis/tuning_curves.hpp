#ifndef ANEMONE_ANALYSIS_TUNING_CURVES_HPP
#define ANEMONE_ANALYSIS_TUNING_CURVES_HPP

#include <cstddef>
#include <vector>

#include "events/group.hpp"

namespace anemone {

constexpr int kNoBin = -1;

// The bin of each value between ascending edges, the last bin closed on the right; kNoBin for
// values outside and for missing ones.
void bin_of_values(const double* values, std::size_t n_values, const double* edges,
                   std::size_t n_edges, int* bin);

// A feature over time, as the bin each sample is in.
struct BinnedFeature {
  const double* times;
  const int* bin;
  std::size_t n_samples;
  std::size_t n_bins;
};

// Samples per bin. All samples count: the caller has restricted the feature to the epochs.
void count_samples(const BinnedFeature& feature, double* n_samples);

// Adds, for each unit, its events per bin of the feature: an event inside an epoch is in the bin of
// the closest sample of that epoch. Unit u has column u of `counts`, n_bins long.
void count_events_by_feature(const Trains& trains, const BinnedFeature& feature,
                             const Intervals& epochs, int* counts);

}  // namespace anemone

#endif
