#ifndef ANEMONE_SERIES_TRIALS_HPP
#define ANEMONE_SERIES_TRIALS_HPP

#include <vector>

#include "events/group.hpp"
#include "intervals/bin_grid.hpp"
#include "series/bin_average.hpp"

namespace anemone {

// Where trials of different length are lined up in a tensor.
enum class Align { start, end };

// A tensor lies with the series' columns (or units) fastest, then the trials, then bins or samples.
// What a trial does not reach keeps the value the tensor came with.

// One grid per trial, each taken alone; trials may come in any order and overlap.
std::vector<BinGrid> trial_grids(const Intervals& trials, double bin);

// The same with `n_bins` bins in every trial, as wide as that takes.
std::vector<BinGrid> warped_grids(const Intervals& trials, std::size_t n_bins);

std::size_t most_bins(const std::vector<BinGrid>& grids);
std::size_t most_rows(const std::vector<RowRange>& rows);

void count_trials(const Trains& trains, const std::vector<BinGrid>& grids, Align align, std::size_t n_bins,
                  int* tensor);

// Samples in the rows of each trial, `n_samples` at most.
void line_up_samples(const Samples& samples, const std::vector<RowRange>& rows, Align align, std::size_t n_samples,
                     double* tensor);

// `n_bins` values per trial: the samples themselves where they are as many, their means in bins
// where they are more, lines between them from the trial's start to its end where they are fewer.
void warp_samples(const Samples& samples, const Intervals& trials, std::size_t n_bins, double empty, double* tensor);

}  // namespace anemone

#endif
