#include "design/shared_gram.hpp"

#include <algorithm>

#include "design/event_gram.hpp"
#include "design/tile_sums.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

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
  explicit MadeColumns(const std::vector<PlacedBlock>& blocks) : blocks_(blocks), n_columns_(count_columns(blocks)) {}

  std::size_t n_columns() const { return n_columns_; }

  std::size_t max_rows() const {
    const std::size_t fitting = kTallBytes / (8 * std::max<std::size_t>(1, n_columns_)) / kTileRows * kTileRows;
    return std::max(kTileRows, std::min(kTallRows, fitting));
  }

  void write(const RowTile& rows, std::vector<double>& values) const {
    values.resize(rows.n_rows * n_columns_);
    double* out = values.data();
    for (const PlacedBlock& placed : blocks_) {
      placed.block->write_tile(rows, out);
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

// Adds the products of the columns that are made: with themselves (lower triangle), then with the columns of each event
// block, which are as many rows.
void add_tile(const RowTile& rows, const std::vector<double>& made, std::size_t n_made,
              const std::vector<PlacedBlock>& events, double* sums) {
  for (std::size_t row = 0; row < rows.n_rows; row += kTileRows) {
    panel_kernels().weighted_gram(made.data() + row, rows.n_rows, std::min(kTileRows, rows.n_rows - row), n_made,
                                  nullptr, nullptr, sums, n_made);
  }
  sums += n_made * n_made;
  for (const PlacedBlock& placed : events) {
    const std::size_t n_events = placed.block->n_columns();
    placed.block->adjoint(rows, made.data(), rows.n_rows, n_made, sums, n_events);
    sums += n_events * n_made;
  }
}

std::vector<double> add_up_made(const Design& design, const MadeColumns& made, const std::vector<PlacedBlock>& events,
                                const std::vector<RowRange>& runs, ThreadTeam& team) {
  const std::size_t n_made = made.n_columns();
  const std::vector<RowTile> tiles = cut_for(design, runs, made.max_rows());
  std::vector<std::vector<double>> values(team.size());
  return add_up_tiles(design, tiles, n_made * (n_made + count_columns(events)), team,
                      [&](std::size_t t, double* sums, int worker) {
                        made.write(tiles[t], values[worker]);
                        add_tile(tiles[t], values[worker], n_made, events, sums);
                      });
}

void place_made(const MadeColumns& made, const std::vector<PlacedBlock>& events, const std::vector<double>& products,
                std::size_t n, std::vector<double>& gram) {
  const std::vector<std::size_t> places = made.places();
  const std::size_t n_made = places.size();
  for (std::size_t j = 0; j < n_made; ++j) {
    for (std::size_t i = j; i < n_made; ++i) gram[places[i] + places[j] * n] = products[i + j * n_made];
  }
  const double* product = products.data() + n_made * n_made;
  for (const PlacedBlock& placed : events) {
    for (std::size_t j = 0; j < n_made; ++j) {
      for (std::size_t i = 0; i < placed.block->n_columns(); ++i, ++product) {
        const std::size_t at = placed.first_column + i;
        gram[std::max(at, places[j]) + std::min(at, places[j]) * n] = *product;
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
  if (made.n_columns() > 0) place_made(made, events, add_up_made(design, made, events, runs, team), n, gram);
  for (std::size_t a = 0; a < events.size(); ++a) {
    for (std::size_t b = a; b < events.size(); ++b) {
      add_event_products(*events[a].events, *events[b].events, runs, team,
                         gram.data() + events[b].first_column + events[a].first_column * n, n);
    }
  }
  return gram;
}

}  // namespace anemone
