#ifndef ANEMONE_DESIGN_EVENT_BLOCK_HPP
#define ANEMONE_DESIGN_EVENT_BLOCK_HPP

#include <mutex>
#include <vector>

#include "design/block.hpp"
#include "design/lag_window.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

// The same as a LaggedBlock for signals that are mostly zero: only the samples that are not are kept.
// Channel c owns entries offsets[c] to offsets[c + 1]; positions ascend within a channel. What is missing
// cannot be told from zero here, so `known` says it: 0 where a sample is missing, or empty if none is.
struct SparseSignals {
  const int* positions = nullptr;
  const int* counts = nullptr;
  std::vector<std::size_t> offsets;
  std::size_t n_samples = 0;
  const unsigned char* known = nullptr;
};

// Products visit events, not rows: forward() adds each channel's combined filter (kernel times weights) at its
// events, adjoint() adds up the residuals after them and takes the kernel's products at the end.
class EventBlock : public Block {
 public:
  EventBlock(SparseSignals events, std::vector<RowSegment> segments, LagKernel kernel);

  std::size_t n_columns() const override { return n_channels() * kernel_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  void write(RowRange rows, double* out, std::size_t ld) const override;
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const override;
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const override;
  double touches_per_row() const override;

  std::size_t n_channels() const { return events_.offsets.size() - 1; }
  const SparseSignals& events() const { return events_; }
  const LagKernel& kernel() const { return kernel_; }
  const std::vector<RowSegment>& segments() const { return segments_; }

  // Writes all columns of n_rows rows, `newest` being the newest sample of the first, as if there were no events
  // outside [first_position, end_position).
  void write_clipped(std::ptrdiff_t newest, std::size_t n_rows, std::ptrdiff_t first_position,
                     std::ptrdiff_t end_position, double* out, std::size_t ld) const;

 private:
  // Channels whose filters fit into the second-level cache together, and their events in order of time.
  struct ChannelGroup {
    std::size_t first_channel = 0;
    std::vector<EventVisit> visits;
  };

  void scatter(std::ptrdiff_t newest, std::size_t n_rows, const int* first, const int* last, double* out,
               std::size_t ld) const;
  const std::vector<ChannelGroup>& channel_groups() const;
  void sort_channels() const;
  void combine(const double* w, std::size_t ld_w, std::size_t n_out, double* filters) const;
  void add_group(const ChannelGroup& group, std::ptrdiff_t newest, const double* filters, std::size_t n_rows,
                 double* eta) const;
  void forward_at_rows(const RowTile& rows, const double* w, double* eta) const;
  void adjoint_at_rows(const RowTile& rows, const double* r, double* g) const;
  template <typename Body>
  void for_each_window(const std::vector<std::ptrdiff_t>& newest, std::size_t channel, Body body) const;

  SparseSignals events_;
  std::vector<RowSegment> segments_;
  LagKernel kernel_;
  mutable std::once_flag sorted_;
  mutable std::vector<ChannelGroup> groups_;
};

}  // namespace anemone

#endif
