#include <algorithm>

#include "penalty/penalty.hpp"

namespace anemone {

namespace {

// Coefficients of the difference of some order: 1, -2, 1 for the second.
std::vector<double> difference(int order) {
  std::vector<double> weights{1.0};
  for (int k = 0; k < order; ++k) {
    weights.push_back(0.0);
    for (std::size_t i = weights.size() - 1; i > 0; --i) weights[i] = weights[i - 1] - weights[i];
    weights[0] = -weights[0];
  }
  return weights;
}

// strength / 2 times the sum of squared differences of neighbouring coefficients (Eilers and Marx 1996). Neighbours
// follow each other within a group; a coefficient that the model lacks is 0.
class Smoothness : public Penalty {
 public:
  Smoothness(const PenaltySetting& setting, const PenaltyPlace& place) {
    std::vector<std::vector<std::size_t>> runs(setting.n_values);
    for (std::size_t i = 0; i < place.position.size(); ++i) {
      const std::size_t group = setting.group_of(i, place.output);
      if (group != PenaltySetting::kUngrouped) runs[group].push_back(place.position[i]);
    }
    for (std::size_t g = 0; g < runs.size(); ++g) {
      const double strength = value_for(setting.strength, setting.n_values, g, place.output);
      if (strength > 0.0) add_differences(runs[g], setting, strength);
    }
  }

  void add_smooth(const double* b, double factor, double* value, double* gradient, double* hessian,
                  std::size_t ld) const override {
    for (const Difference& part : differences_) {
      double sum = 0.0;
      for (const Entry& entry : part.entries) sum += entry.weight * b[entry.position];
      const double strength = factor * part.strength;
      if (value != nullptr) *value += 0.5 * strength * sum * sum;
      for (const Entry& one : part.entries) {
        if (gradient != nullptr) gradient[one.position] += strength * sum * one.weight;
        for (const Entry& other : part.entries) {
          if (hessian == nullptr || other.position < one.position) continue;
          hessian[other.position + one.position * ld] += strength * one.weight * other.weight;
        }
      }
    }
  }

  // Second differences leave a line free.
  bool leaves_directions() const override { return true; }

  bool bounds(std::size_t position) const override {
    for (const Difference& part : differences_) {
      for (const Entry& entry : part.entries) {
        if (entry.position == position) return true;
      }
    }
    return false;
  }

 private:
  struct Entry {
    std::size_t position;
    double weight;
  };
  struct Difference {
    double strength;
    std::vector<Entry> entries;
  };

  void add_differences(const std::vector<std::size_t>& run, const PenaltySetting& setting, double strength) {
    const std::vector<double> weights = difference(setting.order);
    const std::size_t n = run.size();
    const std::size_t width = weights.size();
    if (n < width) return;
    const std::size_t n_differences = setting.circular ? n : n - width + 1;
    for (std::size_t first = 0; first < n_differences; ++first) {
      Difference part{strength, {}};
      for (std::size_t k = 0; k < width; ++k) {
        const std::size_t position = run[(first + k) % n];
        if (position != PenaltyPlace::kAbsent) part.entries.push_back({position, weights[k]});
      }
      differences_.push_back(std::move(part));
    }
  }

  std::vector<Difference> differences_;
};

const PenaltyKind kind("Smoothness", make_kind<Smoothness>);

}  // namespace

}  // namespace anemone
