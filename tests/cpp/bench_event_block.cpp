// Products of an event design for 8 outputs at a time, beside one load of a vector for each addition they make:
//   bench_event_block [minutes at 1 ms] [channels] [events per second]

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "design/event_block.hpp"

using namespace anemone;

namespace {

template <typename Body>
double seconds(Body body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t n_rows = 60000 * static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 5);
  const std::size_t n_channels = argc > 2 ? std::atoi(argv[2]) : 200;
  const double rate = (argc > 3 ? std::atof(argv[3]) : 5.0) / 1000.0;
  constexpr std::size_t kLags = 200, kFunctions = 8, kOutputs = 8;
  std::mt19937 random(1);
  std::geometric_distribution<int> gap(rate);
  std::vector<int> positions, counts;
  SparseSignals events;
  events.offsets.push_back(0);
  for (std::size_t channel = 0; channel < n_channels; ++channel) {
    for (std::size_t at = gap(random); at < n_rows + kLags; at += 1 + gap(random)) {
      positions.push_back(static_cast<int>(at));
      counts.push_back(1);
    }
    events.offsets.push_back(positions.size());
  }
  events.positions = positions.data();
  events.counts = counts.data();
  events.n_samples = n_rows + kLags;
  const std::vector<double> kernel(kLags * kFunctions, 0.01);
  const EventBlock block(events, {{0, n_rows, kLags}}, {kernel.data(), kLags, kFunctions, -1});
  const std::vector<double> w(block.n_columns() * kOutputs, 0.1);
  std::vector<double> eta(n_rows * kOutputs, 0.0), g(w.size(), 0.0);
  const double touches = static_cast<double>(positions.size()) * kLags * kOutputs;
  for (const std::size_t height : {std::size_t{8192}, std::size_t{32768}, n_rows}) {
    double forward = 0.0, adjoint = 0.0;
    for (int i = 0; i < 2; ++i) {
      forward = adjoint = 0.0;
      std::size_t row = 0;
      for (const RowTile& tile : cut_into_tiles({{0, n_rows}}, height)) {
        forward +=
            seconds([&] { block.forward(tile, w.data(), block.n_columns(), kOutputs, eta.data() + row, n_rows); });
        adjoint +=
            seconds([&] { block.adjoint(tile, eta.data() + row, n_rows, kOutputs, g.data(), block.n_columns()); });
        row += tile.n_rows;
      }
    }
    std::printf("tiles of %zu rows: forward %.3f s, %.2f G additions/s; adjoint %.3f s, %.2f\n", height, forward,
                touches / forward / 1e9, adjoint, touches / adjoint / 1e9);
  }
}
