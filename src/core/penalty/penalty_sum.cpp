#include "penalty/penalty_sum.hpp"

#include <algorithm>

namespace anemone {

namespace {

std::vector<double> gather(const std::vector<double>& from, const std::vector<std::size_t>& positions) {
  std::vector<double> result;
  for (std::size_t position : positions) result.push_back(from[position]);
  return result;
}

void scatter(const std::vector<double>& values, const std::vector<std::size_t>& positions, std::vector<double>& to) {
  for (std::size_t i = 0; i < positions.size(); ++i) to[positions[i]] = values[i];
}

}  // namespace

PenaltySum::PenaltySum(const std::vector<PenaltySetting>& settings, std::size_t output,
                       const std::vector<std::size_t>& columns) {
  for (const PenaltySetting& setting : settings) {
    PenaltyPlace place{output, {}};
    for (std::size_t column : setting.columns) {
      const auto found = std::lower_bound(columns.begin(), columns.end(), column);
      const bool present = found != columns.end() && *found == column;
      place.position.push_back(present ? found - columns.begin() : PenaltyPlace::kAbsent);
    }
    parts_.push_back(make_penalty(setting, place));
  }
  for (const auto& part : parts_) {
    for (std::size_t i = 0; i < part->blocks().size(); ++i) {
      blocks_.push_back({part.get(), i, &part->blocks()[i]});
    }
  }
}

bool PenaltySum::bounds(std::size_t position) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const auto& part) { return part->bounds(position); });
}

bool PenaltySum::settles(std::size_t position) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const auto& part) { return part->bounds(position) && !part->leaves_directions(); });
}

bool PenaltySum::bounds_all(std::size_t n) const {
  for (std::size_t j = 0; j < n; ++j) {
    if (!settles(j)) return false;
  }
  return true;
}

void PenaltySum::add_smooth(const double* b, double factor, double* value, double* gradient, double* hessian,
                            std::size_t ld) const {
  for (const auto& part : parts_) part->add_smooth(b, factor, value, gradient, hessian, ld);
}

double PenaltySum::rough(const std::vector<double>& b, double factor) const {
  double sum = 0.0;
  for (const Block& block : blocks_) {
    sum += block.penalty->rough(block.index, gather(b, *block.positions).data());
  }
  return factor * sum;
}

void PenaltySum::prox(const std::vector<double>& metric, double factor, std::vector<double>& b) const {
  for (const Block& block : blocks_) {
    std::vector<double> x = gather(b, *block.positions);
    block.penalty->prox(block.index, gather(metric, *block.positions).data(), factor, x.data());
    scatter(x, *block.positions, b);
  }
}

void PenaltySum::add_subgradient(const std::vector<double>& b, double factor, std::vector<double>& gradient) const {
  for (const Block& block : blocks_) {
    std::vector<double> own = gather(gradient, *block.positions);
    block.penalty->add_subgradient(block.index, gather(b, *block.positions).data(), factor, own.data());
    scatter(own, *block.positions, gradient);
  }
}

double PenaltySum::largest_useful(const std::vector<double>& gradient) const {
  double largest = 0.0;
  for (const Block& block : blocks_) {
    const std::vector<double> own = gather(gradient, *block.positions);
    largest = std::max(largest, block.penalty->largest_useful(block.index, own.data()));
  }
  return largest;
}

}  // namespace anemone
