#ifndef ANEMONE_DESIGN_STORED_SAMPLES_HPP
#define ANEMONE_DESIGN_STORED_SAMPLES_HPP

#include <memory>
#include <vector>

#include "analysis/projection.hpp"
#include "parallel/thread_team.hpp"
#include "series/row_source.hpp"

namespace anemone {

// Which stored rows each sample of a signal is made of: the mean of `count` rows from `first` on or, where there are
// weights, the point between two rows. A null count is 1 for all, a null weight none.
struct SampleMap {
  static constexpr int kMissing = -1;
  static constexpr int kZero = -2;  // a sample that is 0 without being stored

  const int* first = nullptr;
  const int* count = nullptr;
  const double* weight = nullptr;  // of the second row
  std::size_t n_samples = 0;

  bool is_stored(std::size_t sample) const { return first[sample] >= 0; }
  RowRange rows(std::size_t sample) const {
    const auto begin = static_cast<std::size_t>(first[sample]);
    return {begin, begin + (count == nullptr ? 1 : static_cast<std::size_t>(count[sample]))};
  }
};

// The samples of a signal whose rows are stored elsewhere: their columns are the channels or, with fields, the
// projections on these are.
class StoredSamples {
 public:
  // `rows_at_once`: how many rows are read at a time, unless one sample is made of more.
  // Columns are the positions of an array of this shape, the last dimension fastest; channels have the first fastest.
  StoredSamples(std::unique_ptr<RowStore> store, const std::vector<std::size_t>& shape, StoredScale scale,
                SampleMap map, std::size_t rows_at_once);
  StoredSamples(std::unique_ptr<RowStore> store, const Fields& fields, const StoredScale& scale, SampleMap map,
                std::size_t rows_at_once);

  std::size_t n_samples() const { return map_.n_samples; }
  std::size_t n_channels() const { return fields_ ? fields_->n_fields() : n_columns_; }

  // Writes values[i + channel * ld]; missing values are NaN. Rows are read on the caller's thread, in order.
  void read(RowRange samples, ThreadTeam& team, double* values, std::size_t ld) const;

 private:
  // Samples that follow each other and the rows that they are made of.
  struct Group {
    RowRange samples;
    RowRange rows;
  };
  Group next_group(RowRange samples) const;
  void write_group(const Group& group, ThreadTeam& team, double* values, std::size_t ld) const;
  template <typename Copy>
  void combine(std::size_t sample, std::size_t first_row, std::size_t n, double* out, Copy copy) const;
  void write_columns(const Group& group, const RowPiece& piece, ThreadTeam& team, double* values, std::size_t ld) const;
  void write_fields(const Group& group, const RowPiece& piece, ThreadTeam& team, double* values, std::size_t ld) const;

  std::unique_ptr<RowStore> store_;
  std::size_t n_columns_;
  StoredScale scale_;
  std::unique_ptr<StoredFields> fields_;
  std::vector<std::size_t> channel_of_;  // each column
  SampleMap map_;
  std::size_t rows_at_once_;
};

// What one pass over all samples tells.
struct SampleSurvey {
  std::vector<unsigned char> known;  // whether all channels of a sample have a value
  double deviation = 0.0;            // standard deviation of the values that are not missing
};

// Holds at most n_values numbers at a time.
SampleSurvey survey_samples(const StoredSamples& samples, std::size_t n_values, ThreadTeam& team);

}  // namespace anemone

#endif
