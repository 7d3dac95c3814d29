#include "analysis/bin_frames.hpp"

#include <algorithm>

#include "intervals/bin_finder.hpp"

namespace anemone {

const std::vector<BinFrame>& FrameCutter::cut(const RowPiece& piece) {
  if (!frames_.empty()) {
    BinFrame open = frames_.back();
    open.rows = {0, 0};
    open.continued = true;
    frames_.assign(1, open);
  }
  if (piece.n_rows == 0) return frames_;
  RowWalk walk(piece.times, piece.n_rows, grid_);
  const double last = piece.times[piece.n_rows - 1] * grid_.clock.ticks_per_second;
  while (run_ < grid_.runs.size()) {
    const BinRun& run = grid_.runs[run_];
    if (run.n > 0) add_run(piece, run, walk.rows(run));
    if (last < Clock::first_scaled(std::min(run.past, grid_.edge(run, run.n)))) break;
    run_begin_ += run.n;
    ++run_;
  }
  return frames_;
}

void FrameCutter::add_run(const RowPiece& piece, const BinRun& run, const RowRange& rows) {
  const BinFinder finder(grid_, run);
  for (std::size_t row = rows.begin; row < rows.end; ++row) {
    const std::int64_t position = run_begin_ + finder.bin(piece.times[row]);
    if (frames_.empty() || frames_.back().position != position) {
      frames_.push_back({position, run_begin_, run_begin_ + run.n, {row, row}, 0, false});
    }
    BinFrame& frame = frames_.back();
    if (frame.rows.size() == 0) frame.rows.begin = row;
    frame.rows.end = row + 1;
    ++frame.n_samples;
  }
}

}  // namespace anemone
