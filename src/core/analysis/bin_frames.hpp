#ifndef ANEMONE_ANALYSIS_BIN_FRAMES_HPP
#define ANEMONE_ANALYSIS_BIN_FRAMES_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "intervals/bin_grid.hpp"
#include "series/row_source.hpp"

namespace anemone {

// A bin that holds samples: its position among the bins of the grid laid end to end, those of its
// run, and its rows in the piece at hand. Where `continued`, earlier pieces held rows of it too.
struct BinFrame {
  std::int64_t position = 0;
  std::int64_t run_begin = 0;
  std::int64_t run_end = 0;
  RowRange rows;
  std::size_t n_samples = 0;
  bool continued = false;
};

// Cuts a stream of rows into the bins that hold them. The last bin of a piece stays open, since the
// next piece may go on with it.
class FrameCutter {
 public:
  explicit FrameCutter(const BinGrid& grid) : grid_(grid) {}

  // The bins of a piece in order; the first is the one left open before, if there is one.
  const std::vector<BinFrame>& cut(const RowPiece& piece);

 private:
  void add_run(const RowPiece& piece, const BinRun& run, const RowRange& rows);

  const BinGrid& grid_;
  std::size_t run_ = 0;
  std::int64_t run_begin_ = 0;
  std::vector<BinFrame> frames_;
};

}  // namespace anemone

#endif
