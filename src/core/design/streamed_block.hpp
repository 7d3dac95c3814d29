#ifndef ANEMONE_DESIGN_STREAMED_BLOCK_HPP
#define ANEMONE_DESIGN_STREAMED_BLOCK_HPP

#include <memory>
#include <vector>

#include "design/lagged_block.hpp"
#include "design/stored_samples.hpp"

namespace anemone {

// A LaggedBlock of a signal that is not in memory. load() brings the samples that the windows of some rows reach, those
// that it holds already are kept, and the section is then a LaggedBlock like any other.
class StreamedBlock : public Block {
 public:
  // `known`: 0 for each sample with a missing value, null if there is none. About n_values numbers are held.
  StreamedBlock(StoredSamples samples, const unsigned char* known, std::vector<RowSegment> segments, LagKernel kernel,
                std::size_t n_values);

  std::size_t n_columns() const override { return samples_.n_channels() * kernel_.n_functions; }
  void mark_invalid(std::vector<unsigned char>& marks) const override;
  Holding holding() const override;
  void load(const std::vector<RowRange>& rows, ThreadTeam& team) const override;

  void write(RowRange rows, double* out, std::size_t ld) const override { section_->write(rows, out, ld); }
  std::size_t panel_rows() const override { return section_->panel_rows(); }
  void forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
               std::size_t ld_eta) const override {
    section_->forward(rows, w, ld_w, n_out, eta, ld_eta);
  }
  void adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
               std::size_t ld_g) const override {
    section_->adjoint(rows, r, ld_r, n_out, g, ld_g);
  }
  double touches_per_row() const override { return section_->touches_per_row(); }
  double panel_touches() const override { return section_->panel_touches(); }

 private:
  // Samples [samples.begin, samples.end) are at place and after in the section.
  struct Held {
    RowRange samples;
    std::size_t place = 0;
  };
  std::vector<Held> place_windows(const std::vector<RowRange>& rows, std::vector<RowSegment>& segments) const;
  void bring(const std::vector<Held>& wanted, ThreadTeam& team) const;

  StoredSamples samples_;
  const unsigned char* known_;
  std::vector<RowSegment> segments_;
  LagKernel kernel_;
  std::size_t n_values_;
  // The section, which load() changes.
  mutable std::vector<double> signal_;
  mutable std::vector<Held> held_;
  mutable std::unique_ptr<LaggedBlock> section_;
};

}  // namespace anemone

#endif
