#ifndef ANEMONE_DESIGN_EVENT_BLOCK_HPP
#define ANEMONE_DESIGN_EVENT_BLOCK_HPP

#include <vector>

#include "design/block.hpp"
#include "design/lag_window.hpp"

namespace anemone {

// The same as a LaggedBlock for signals that are mostly zero: only the samples that are not are kept.
// Channel c owns entries offsets[c] to offsets[c + 1]; positions ascend within a channel. What is missing
// cannot be told from zero here, so `known` says it: 0 where a sample is missing, or empty if none is.
struct SparseSignals {
  const int* positions = nullptr;
  const int* counts = nullptr;
  std::vector<std::size_t> offsets;
  std::size_t n_samples = 0;
  const int* known = nullptr;
};

class EventBlock : public Block {
 public:
  EventBlock(SparseSignals events, std::vector<RowSegment> segments, LagKernel kernel);

  std::size_t n_columns() const override { return n_channels() * kernel_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;

 private:
  std::size_t n_channels() const { return events_.offsets.size() - 1; }
  void scatter(const SegmentSlice& slice, std::size_t channel, double* out, std::size_t ld) const;

  SparseSignals events_;
  std::vector<RowSegment> segments_;
  LagKernel kernel_;
};

}  // namespace anemone

#endif
