#ifndef ANEMONE_INFERENCE_TIME_RESCALING_HPP
#define ANEMONE_INFERENCE_TIME_RESCALING_HPP

#include <cstddef>
#include <vector>

#include "design/rows.hpp"

namespace anemone {

// Intervals between spikes in units of their expected number: independent draws from the unit exponential law
// if the model is true. The first interval of a run starts with the run; the last, which no spike ends, is
// left out.
struct RescaledIntervals {
  std::vector<double> values;
  std::vector<std::size_t> rows;  // of the spikes that end them
  std::size_t n_censored = 0;
};

enum class RescalingCorrection { kNone, kDiscreteTime };

// `mean`: expected count of each row. `counts`: what was seen; rows with more than one spike count as one.
//
// kDiscreteTime (Haslinger, Pipa & Brown 2010): with p the probability of a spike in a row, which is the mean
// where rows hold one spike at most, an interval is the sum of -log(1 - p) over the rows before the spike's plus
// a random part of that row, -log(1 - r p) with r uniform. kNone is the sum of the means from the row of the
// spike before to the row before the spike. `uniform` holds one number per row with a spike, in order.
template <typename Count>
RescaledIntervals rescale_intervals(const double* mean, const Count* counts, const std::vector<RowRange>& runs,
                                    const std::vector<double>& uniform, RescalingCorrection correction);

extern template RescaledIntervals rescale_intervals(const double*, const int*, const std::vector<RowRange>&,
                                                    const std::vector<double>&, RescalingCorrection);
extern template RescaledIntervals rescale_intervals(const double*, const double*, const std::vector<RowRange>&,
                                                    const std::vector<double>&, RescalingCorrection);

// The largest distance between the empirical distribution of values in [0, 1] and the uniform law.
double uniform_distance(std::vector<double> values);

}  // namespace anemone

#endif
