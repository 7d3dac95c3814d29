#ifndef ANEMONE_PENALTY_PENALTY_HPP
#define ANEMONE_PENALTY_PENALTY_HPP

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace anemone {

// What one penalty is made from. Strengths are on the scale of a mean loss.
struct PenaltySetting {
  std::string kind;
  // Of the design; a coefficient may be in one penalty without a derivative at most.
  std::vector<std::size_t> columns;
  // One for each column (for each group, where columns form groups) and each output: n_values x n_outputs, or
  // n_values x 1 if all outputs have the same.
  std::vector<double> strength;
  std::size_t n_values = 0;
  // Share of the absolute value in an elastic net, shaped as the strength.
  std::vector<double> ratio;
  // Of each column, from 0, or kUngrouped: what enters a norm together, or follows each other in a difference. For
  // all outputs, or n_columns x n_outputs.
  static constexpr std::size_t kUngrouped = static_cast<std::size_t>(-1);
  std::vector<std::size_t> group;
  int order = 2;
  bool circular = false;

  // That of one output alone.
  PenaltySetting only(std::size_t output) const;

  std::size_t group_of(std::size_t column, std::size_t output) const {
    return group.size() > columns.size() ? group[column + output * columns.size()] : group[column];
  }
};

// What concerns one output: its place among the outputs, and for each column of the setting the position of its
// coefficient in the model, or kAbsent.
struct PenaltyPlace {
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);
  std::size_t output = 0;
  std::vector<std::size_t> position;
};

// The strength (or another value shaped like it) of one column or group for one output.
double value_for(const std::vector<double>& values, std::size_t n_values, std::size_t which, std::size_t output);

// A penalty on the coefficients of one output: a quadratic form, which has derivatives, and a rough part, which has
// none where a block of coefficients is 0. Coefficients are those of the model; blocks of a penalty do not overlap.
class Penalty {
 public:
  virtual ~Penalty() = default;

  // The quadratic form: adds `factor` times its value, gradient and Hessian (lower triangle, column-major, leading
  // dimension ld) to what is not null.
  virtual void add_smooth(const double* /*b*/, double /*factor*/, double* /*value*/, double* /*gradient*/,
                          double* /*hessian*/, std::size_t /*ld*/) const {}

  // Whether coefficient `position` is held finite whatever the likelihood says.
  virtual bool bounds(std::size_t position) const = 0;

  // Whether coefficients can go to infinity together at no price though each alone cannot.
  virtual bool leaves_directions() const { return false; }

  // The blocks of the rough part, by the positions of their coefficients.
  const std::vector<std::vector<std::size_t>>& blocks() const { return blocks_; }

  // For one block whose coefficients, side by side, are x:
  virtual double rough(std::size_t /*block*/, const double* /*x*/) const { return 0.0; }

  // x becomes the minimum over z of sum_i metric_i / 2 (z_i - x_i)^2 + factor * rough(z).
  virtual void prox(std::size_t /*block*/, const double* /*metric*/, double /*factor*/, double* /*x*/) const {}

  // `gradient`, that of everything else, becomes the shortest vector of its sum with the subdifferential of factor *
  // rough: 0 if and only if x is optimal.
  virtual void add_subgradient(std::size_t /*block*/, const double* /*x*/, double /*factor*/,
                               double* /*gradient*/) const {}

  // Where x is not 0: adds the second derivatives of factor * rough to both triangles of a matrix as wide as the
  // block.
  virtual void add_rough_hessian(std::size_t /*block*/, const double* /*x*/, double /*factor*/,
                                 double* /*hessian*/) const {}

  // The multiple of the penalty from which on the block stays 0, where the rest has this gradient at 0.
  virtual double largest_useful(std::size_t /*block*/, const double* /*gradient*/) const { return 0.0; }

 protected:
  std::vector<std::vector<std::size_t>> blocks_;
};

using PenaltyMaker = std::unique_ptr<Penalty> (*)(const PenaltySetting& setting, const PenaltyPlace& place);

template <typename Kind>
std::unique_ptr<Penalty> make_kind(const PenaltySetting& setting, const PenaltyPlace& place) {
  return std::make_unique<Kind>(setting, place);
}

// A kind of penalty announces itself: `const PenaltyKind kind("Ridge", make_kind<Ridge>);` in its own file.
struct PenaltyKind {
  PenaltyKind(const char* name, PenaltyMaker make);
};

// Throws std::invalid_argument for a kind that does not exist.
std::unique_ptr<Penalty> make_penalty(const PenaltySetting& setting, const PenaltyPlace& place);

}  // namespace anemone

#endif
