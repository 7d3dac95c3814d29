#include "analysis/streamed_average.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "analysis/add_scaled.hpp"
#include "analysis/bin_frames.hpp"
#include "events/sparse_counts.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kTileColumns = PanelKernels::kMaxRows;
constexpr std::size_t kPanelFrames = 64;
// Above this share of outputs that a frame counts for, all are computed in one product.
constexpr double kDenseShare = 0.1;
constexpr std::size_t kEntriesAtOnce = std::size_t{1} << 20;
// Values in the body of a loop: a fixed number, so that the compiler makes vectors of them.
constexpr std::size_t kAtOnce = 16;

// The frame counts for one output (a lag of a unit) as often as there are events that far from it.
struct Entry {
  std::size_t output;
  double weight;
};

// Finds what each frame counts for. Frames come in order, so each unit's events are passed once.
class EntryFinder {
 public:
  EntryFinder(const Trains& trains, const BinGrid& grid, const LagRange& lags)
      : counts_(count_sparsely(trains, grid)),
        lags_(lags),
        n_units_(trains.n_units),
        next_(counts_.offsets.begin(), counts_.offsets.end() - 1),
        total_(n_units_ * lags.size(), 0.0) {
    const int* counts = counts_.counts.data();
    for (std::size_t unit = 0; unit < n_units_; ++unit) {
      n_events_.push_back(std::accumulate(counts + counts_.offsets[unit], counts + counts_.offsets[unit + 1], 0.0));
    }
  }

  // The frame stands for its own bin and for those after it up to `past`, which hold its value.
  void add(const BinFrame& frame, std::int64_t past, std::vector<Entry>& entries) {
    for (std::size_t unit = 0; unit < n_units_; ++unit) {
      const std::size_t end = counts_.offsets[unit + 1];
      std::size_t& next = next_[unit];
      while (next < end && counts_.positions[next] < frame.position - lags_.last) ++next;
      for (std::size_t i = next; i < end; ++i) {
        const std::int64_t event = counts_.positions[i];
        if (event >= frame.run_end || event >= past - lags_.first) break;
        if (event >= frame.run_begin) add_event(event, i, unit, frame.position, past, entries);
      }
    }
  }

  const std::vector<double>& totals() const { return total_; }

  double n_events(std::size_t unit) const { return n_events_[unit]; }

 private:
  void add_event(std::int64_t event, std::size_t i, std::size_t unit, std::int64_t begin, std::int64_t past,
                 std::vector<Entry>& entries) {
    const double weight = counts_.counts[i];
    for (std::int64_t bin = std::max(begin, event + lags_.first); bin < std::min(past, event + lags_.last + 1); ++bin) {
      const auto lag = static_cast<std::size_t>(bin - event - lags_.first);
      const std::size_t output = lag + lags_.size() * unit;
      entries.push_back({output, weight});
      total_[output] += weight;
    }
  }

  SparseCounts counts_;
  LagRange lags_;
  std::size_t n_units_;
  std::vector<std::size_t> next_;
  std::vector<double> total_;
  std::vector<double> n_events_;
};

// Frames with their entries: those of frame i are entries[begin[i]] to entries[begin[i + 1] - 1].
// Frames that count for nothing are left out.
struct FrameBatch {
  std::vector<BinFrame> frames;
  std::vector<Entry> entries;
  std::vector<std::size_t> begin;

  void clear() {
    frames.clear();
    entries.clear();
    begin.assign(1, 0);
  }
  bool is_dense(std::size_t n_outputs) const {
    return static_cast<double>(entries.size()) > kDenseShare * static_cast<double>(frames.size() * n_outputs);
  }
};

// What a worker needs to add a batch to a tile: some frames side by side, and their product with
// the weights.
struct Scratch {
  std::vector<double> values = std::vector<double>(kPanelFrames * kTileColumns);
  std::vector<double> weights;
  std::vector<double> products;
};

// The sums of some neighbouring columns.
class Tile {
 public:
  Tile(std::size_t first, std::size_t n, std::size_t n_outputs)
      : first_(first), n_(n), n_outputs_(n_outputs), sums_(n * n_outputs, 0.0), open_(n, 0.0) {}

  void add(const RowPiece& piece, const FrameBatch& batch, Scratch& scratch) {
    const bool dense = batch.is_dense(n_outputs_);
    for (std::size_t first = 0; first < batch.frames.size(); first += kPanelFrames) {
      const std::size_t end = std::min(first + kPanelFrames, batch.frames.size());
      for (std::size_t i = first; i < end; ++i) {
        double* value = &scratch.values[(i - first) * n_];
        mean_of(piece, batch.frames[i], value);
        if (may_have_missing(value)) add_missing_weights(value, batch, i);
      }
      if (dense) {
        add_product(batch, first, end, scratch);
      } else {
        add_each(batch, first, end, scratch);
      }
    }
  }

  // Keeps the sum of a frame that the next piece may go on with.
  void keep_open(const RowPiece& piece, const BinFrame& frame) {
    double sum[kTileColumns];
    sum_of(piece, frame, sum);
    std::copy_n(sum, n_, open_.begin());
  }

  // What is asked of an output of a column; the weight of missing values is taken off.
  double sum(std::size_t output, std::size_t column) const { return sums_[output * n_ + column - first_]; }
  double missing_weight(std::size_t output, std::size_t column) const {
    return missing_.empty() ? 0.0 : missing_[output * n_ + column - first_];
  }

 private:
  void add_each(const FrameBatch& batch, std::size_t first, std::size_t end, const Scratch& scratch) {
    for (std::size_t i = first; i < end; ++i) {
      for (std::size_t e = batch.begin[i]; e < batch.begin[i + 1]; ++e) {
        const Entry& entry = batch.entries[e];
        add_scaled(&scratch.values[(i - first) * n_], entry.weight, n_, &sums_[entry.output * n_]);
      }
    }
  }

  void add_product(const FrameBatch& batch, std::size_t first, std::size_t end, Scratch& scratch) {
    const std::size_t n_frames = end - first;
    scratch.weights.assign(n_frames * n_outputs_, 0.0);
    scratch.products.resize(n_ * n_outputs_);
    for (std::size_t i = first; i < end; ++i) {
      for (std::size_t e = batch.begin[i]; e < batch.begin[i + 1]; ++e) {
        const Entry& entry = batch.entries[e];
        scratch.weights[i - first + entry.output * n_frames] += entry.weight;
      }
    }
    panel_kernels().multiply(scratch.values.data(), n_, n_, n_frames, scratch.weights.data(), n_frames, n_outputs_,
                             scratch.products.data(), n_);
    add_scaled(scratch.products.data(), 1.0, sums_.size(), sums_.data());
  }

  void sum_of(const RowPiece& piece, const BinFrame& frame, double* sum) const {
    if (frame.continued) {
      std::copy_n(open_.begin(), n_, sum);
    } else {
      widen_row(piece, frame.rows.begin, first_, n_, sum);
    }
    double row_values[kTileColumns];
    for (std::size_t row = frame.rows.begin + (frame.continued ? 0 : 1); row < frame.rows.end; ++row) {
      widen_row(piece, row, first_, n_, row_values);
      add_scaled(row_values, 1.0, n_, sum);
    }
  }

  void mean_of(const RowPiece& piece, const BinFrame& frame, double* mean) const {
    sum_of(piece, frame, mean);
    if (frame.n_samples == 1) return;
    const auto n_samples = static_cast<double>(frame.n_samples);
    for (std::size_t c = 0; c < n_; ++c) mean[c] /= n_samples;
  }

  // One NaN makes the sum NaN; several sums, so that the compiler keeps them in vectors.
  bool may_have_missing(const double* value) const {
    double sums[kAtOnce] = {};
    std::size_t c = 0;
    for (; c + kAtOnce <= n_; c += kAtOnce) {
      for (std::size_t k = 0; k < kAtOnce; ++k) sums[k] += value[c + k];
    }
    for (; c < n_; ++c) sums[0] += value[c];
    return std::isnan(std::accumulate(sums, sums + kAtOnce, 0.0));
  }

  void add_missing_weights(double* value, const FrameBatch& batch, std::size_t frame) {
    if (missing_.empty()) missing_.assign(n_ * n_outputs_, 0.0);
    for (std::size_t c = 0; c < n_; ++c) {
      if (!std::isnan(value[c])) continue;
      value[c] = 0.0;
      for (std::size_t e = batch.begin[frame]; e < batch.begin[frame + 1]; ++e) {
        missing_[batch.entries[e].output * n_ + c] += batch.entries[e].weight;
      }
    }
  }

  std::size_t first_;
  std::size_t n_;
  std::size_t n_outputs_;
  std::vector<double> sums_;
  std::vector<double> missing_;
  std::vector<double> open_;
};

std::vector<Tile> make_tiles(std::size_t n_columns, std::size_t n_outputs) {
  std::vector<Tile> tiles;
  for (std::size_t first = 0; first < n_columns; first += kTileColumns) {
    tiles.emplace_back(first, std::min(kTileColumns, n_columns - first), n_outputs);
  }
  return tiles;
}

// Adds frames to tiles, a batch at a time.
class FrameAdder {
 public:
  FrameAdder(std::size_t n_columns, std::size_t n_outputs, ThreadTeam& team)
      : tiles_(make_tiles(n_columns, n_outputs)), scratch_(static_cast<std::size_t>(team.size())), team_(team) {}

  // The frames but the last, which stays open; with `last`, that one too.
  void add(const std::vector<BinFrame>& frames, bool last, const RowPiece& piece, EntryFinder& finder) {
    const std::size_t n_frames = frames.size() - (last ? 0 : 1);
    batch_.clear();
    for (std::size_t i = 0; i < n_frames; ++i) {
      const bool followed = i + 1 < frames.size() && frames[i + 1].run_begin == frames[i].run_begin;
      finder.add(frames[i], followed ? frames[i + 1].position : frames[i].run_end, batch_.entries);
      if (batch_.entries.size() == batch_.begin.back()) continue;
      batch_.frames.push_back(frames[i]);
      batch_.begin.push_back(batch_.entries.size());
      if (batch_.entries.size() >= kEntriesAtOnce) add_batch(piece);
    }
    add_batch(piece);
    if (last) return;
    team_.run(tiles_.size(), [&](std::size_t tile, int) { tiles_[tile].keep_open(piece, frames.back()); });
  }

  const std::vector<Tile>& tiles() const { return tiles_; }

 private:
  void add_batch(const RowPiece& piece) {
    team_.run(tiles_.size(), [&](std::size_t tile, int worker) {
      tiles_[tile].add(piece, batch_, scratch_[static_cast<std::size_t>(worker)]);
    });
    batch_.clear();
  }

  std::vector<Tile> tiles_;
  std::vector<Scratch> scratch_;
  ThreadTeam& team_;
  FrameBatch batch_;
};

std::vector<double> divide_sums(const std::vector<Tile>& tiles, std::size_t n_columns, const EntryFinder& finder,
                                std::size_t n_units, const LagRange& lags, const StoredScale& scale) {
  const std::size_t n_outputs = n_units * lags.size();
  std::vector<double> averages(n_outputs * n_columns);
  for (std::size_t output = 0; output < n_outputs; ++output) {
    const double n_events = std::max(finder.n_events(output / lags.size()), 1.0);
    for (std::size_t column = 0; column < n_columns; ++column) {
      const Tile& tile = tiles[column / kTileColumns];
      const double observed = finder.totals()[output] - tile.missing_weight(output, column);
      const double divisor = lags.unobserved == Unobserved::skip ? observed : n_events;
      const double factor = scale.factor_of(column);
      averages[output + n_outputs * column] =
          factor * (tile.sum(output, column) / divisor) + scale.offset * (observed / divisor);
    }
  }
  return averages;
}

}  // namespace

std::vector<double> average_stream(const Trains& trains, RowSource& source, std::size_t n_columns, const BinGrid& grid,
                                   const LagRange& lags, const StoredScale& scale, ThreadTeam& team) {
  EntryFinder finder(trains, grid, lags);
  FrameAdder adder(n_columns, finder.totals().size(), team);
  FrameCutter cutter(grid);
  RowPiece piece;
  bool open = false;
  while (source.next(&piece)) {
    if (piece.n_columns != n_columns) throw std::invalid_argument("n_columns");
    const std::vector<BinFrame>& frames = cutter.cut(piece);
    open = !frames.empty();
    if (open) adder.add(frames, false, piece, finder);
  }
  if (open) adder.add(cutter.cut(RowPiece{}), true, piece, finder);
  return divide_sums(adder.tiles(), n_columns, finder, trains.n_units, lags, scale);
}

}  // namespace anemone
