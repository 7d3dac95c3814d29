#include "design/shared_gram.hpp"

#include <algorithm>

#include "design/event_gram.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

constexpr std::size_t kPartialSumBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxParts = 16;
constexpr std::size_t kTallRows = 32768;
constexpr std::size_t kTallBytes = std::size_t{16} << 20;

// A block and where its columns begin among those of the design.
struct PlacedBlock {
  const Block* block = nullptr;
  std::size_t first_column = 0;
  const EventBlock* events = nullptr;  // null where columns are made
};

std::size_t count_columns(const std::vector<PlacedBlock>& blocks) {
  std::size_t n_columns = 0;
  for (const PlacedBlock& placed : blocks) n_columns += placed.block->n_columns();
  return n_columns;
}

// Of all columns that are made, over rows that are few enough for them to be held together.
class MadeColumns {
 public:
  explicit MadeColumns(const std::vector<PlacedBlock>& blocks)
      : blocks_(blocks), n_columns_(count_columns(blocks)) {}

  std::size_t n_columns() const { return n_columns_; }

  std::size_t max_rows() const {
    const std::size_t fitting = kTallBytes / (8 * std::max<std::size_t>(1, n_columns_)) / kTileRows * kTileRows;
    return std::max(kTileRows, std::min(kTallRows, fitting));
  }

  void write(const RowTile& rows, std::vector<double>& values) const {
    values.resize(rows.n_rows * n_columns_);
    double* out = values.data();
    for (const PlacedBlock& placed : blocks_) {
      double* at = out;
      for (const RowRange& slice : rows.slices) {
        placed.block->write(slice, at, rows.n_rows);
        at += slice.size();
      }
      out += rows.n_rows * placed.block->n_columns();
    }
  }

  // Position among the design's columns of each.
  std::vector<std::size_t> places() const {
    std::vector<std::size_t> result;
    for (const PlacedBlock& placed : blocks_) {
      for (std::size_t j = 0; j < placed.block->n_columns(); ++j) result.push_back(placed.first_column + j);
    }
    return result;
  }

 private:
  const std::vector<PlacedBlock>& blocks_;
  std::size_t n_columns_;
};

// Products of the columns that are made with themselves (lower triangle), and with each event block.
struct MadeProducts {
  std::vector<double> own;
  std::vector<std::vector<double>> with_events;  // event columns x made columns
};

MadeProducts zero_products(std::size_t n_made, const std::vector<PlacedBlock>& events) {
  MadeProducts zero{std::vector<double>(n_made * n_made, 0.0), {}};
  for (const PlacedBlock& placed : events) {
    zero.with_events.emplace_back(placed.block->n_columns() * n_made, 0.0);
  }
  return zero;
}

void add(const std::vector<double>& part, std::vector<double>& sum) {
  for (std::size_t i = 0; i < part.size(); ++i) sum[i] += part[i];
}

void add_tile(const RowTile& rows, const std::vector<double>& made, std::size_t n_made,
              const std::vector<PlacedBlock>& events, MadeProducts& sums) {
  for (std::size_t row = 0; row < rows.n_rows; row += kTileRows) {
    panel_kernels().weighted_gram(made.data() + row, rows.n_rows, std::min(kTileRows, rows.n_rows - row), n_made,
                                  nullptr, nullptr, sums.own.data(), n_made);
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].block->adjoint(rows, made.data(), rows.n_rows, n_made, sums.with_events[i].data(),
                             events[i].block->n_columns());
  }
}

MadeProducts add_up_made(const MadeColumns& made, const std::vector<PlacedBlock>& events,
                         const std::vector<RowRange>& runs, ThreadTeam& team) {
  const std::size_t n_made = made.n_columns();
  MadeProducts total = zero_products(n_made, events);
  const std::vector<RowTile> tiles = cut_into_tiles(runs, made.max_rows());
  const std::size_t bytes = 8 * n_made * (n_made + count_columns(events));
  const std::size_t n_parts =
      std::max<std::size_t>(1, std::min({kMaxParts, tiles.size(), kPartialSumBytes / std::max<std::size_t>(1, bytes)}));
  std::vector<MadeProducts> parts(n_parts, total);
  std::vector<std::vector<double>> values(team.size());
  team.run(n_parts, [&](std::size_t part, int worker) {
    const std::size_t end = (part + 1) * tiles.size() / n_parts;
    for (std::size_t t = part * tiles.size() / n_parts; t < end; ++t) {
      made.write(tiles[t], values[worker]);
      add_tile(tiles[t], values[worker], n_made, events, parts[part]);
    }
  });
  for (const MadeProducts& part : parts) {
    add(part.own, total.own);
    for (std::size_t i = 0; i < events.size(); ++i) add(part.with_events[i], total.with_events[i]);
  }
  return total;
}

void place_made(const MadeColumns& made, const std::vector<PlacedBlock>& events, const MadeProducts& products,
                std::size_t n, std::vector<double>& gram) {
  const std::vector<std::size_t> places = made.places();
  for (std::size_t j = 0; j < places.size(); ++j) {
    for (std::size_t i = j; i < places.size(); ++i) {
      gram[places[i] + places[j] * n] = products.own[i + j * places.size()];
    }
    for (std::size_t e = 0; e < events.size(); ++e) {
      const std::size_t n_events = events[e].block->n_columns();
      for (std::size_t i = 0; i < n_events; ++i) {
        const std::size_t at = events[e].first_column + i;
        gram[std::max(at, places[j]) + std::min(at, places[j]) * n] = products.with_events[e][i + j * n_events];
      }
    }
  }
}

}  // namespace

std::vector<double> shared_gram(const Design& design, const std::vector<RowRange>& runs, ThreadTeam& team) {
  const std::size_t n = design.n_columns();
  std::vector<PlacedBlock> made_blocks, events;
  std::size_t first_column = 0;
  for (const auto& block : design.blocks()) {
    const auto* event_block = dynamic_cast<const EventBlock*>(block.get());
    const bool correlated = event_block != nullptr && worth_correlating(*event_block, *event_block, runs);
    (correlated ? events : made_blocks).push_back({block.get(), first_column, correlated ? event_block : nullptr});
    first_column += block->n_columns();
  }
  std::vector<double> gram(n * n, 0.0);
  const MadeColumns made(made_blocks);
  if (made.n_columns() > 0) place_made(made, events, add_up_made(made, events, runs, team), n, gram);
  for (std::size_t a = 0; a < events.size(); ++a) {
    for (std::size_t b = a; b < events.size(); ++b) {
      add_event_products(*events[a].events, *events[b].events, runs, team,
                         gram.data() + events[b].first_column + events[a].first_column * n, n);
    }
  }
  return gram;
}

}  // namespace anemone
