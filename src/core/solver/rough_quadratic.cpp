#include "solver/rough_quadratic.hpp"

#include <algorithm>
#include <cmath>

#include "solver/cholesky.hpp"

namespace anemone {

namespace {

constexpr double kTolerance = 1e-10;
constexpr int kMaxRounds = 200;
constexpr int kSweepsPerRound = 3;
constexpr double kFlatPivot = 1e-14;
constexpr int kMaxHalvings = 20;

// A block of coordinates that move together; without a penalty, one free coordinate.
struct Unit {
  const Penalty* penalty = nullptr;
  std::size_t block = 0;
  std::vector<std::size_t> positions;
};

class RoughQuadratic {
 public:
  RoughQuadratic(const std::vector<double>& hessian, const std::vector<double>& gradient,
                 const std::vector<double>& start, const RoughPart& rough)
      : n_(gradient.size()), rough_(rough), hessian_(hessian), point_(start), gradient_(gradient) {
    for (std::size_t j = 0; j < n_; ++j) {
      for (std::size_t i = 0; i < j; ++i) hessian_[i + j * n_] = hessian_[j + i * n_];
    }
    std::vector<unsigned char> covered(n_, 0);
    for (const PenaltySum::Block& block : rough.penalty->blocks()) {
      units_.push_back({block.penalty, block.index, *block.positions});
      for (std::size_t position : *block.positions) covered[position] = 1;
    }
    for (std::size_t j = 0; j < n_; ++j) {
      if (!covered[j]) units_.push_back({nullptr, 0, {j}});
    }
    for (const Unit& unit : units_) curvature_.push_back(largest_curvature(unit));
  }

  const std::vector<double>& minimise() {
    const double at_start = violation();
    for (int round = 0; round < kMaxRounds; ++round) {
      for (const Unit& unit : units_) update(unit);
      for (int sweep = 0; sweep < kSweepsPerRound; ++sweep) {
        for (const Unit& unit : units_) {
          if (is_active(unit)) update(unit);
        }
      }
      // Each Newton step that a coefficient's sign cuts short takes that coefficient out.
      for (std::size_t step = 0; step <= n_ && newton_step(); ++step) {
      }
      if (violation() <= kTolerance * at_start) break;
    }
    return point_;
  }

 private:
  // A bound on the curvature within a block: its largest absolute row sum.
  double largest_curvature(const Unit& unit) const {
    double largest = 0.0;
    for (std::size_t i : unit.positions) {
      double sum = 0.0;
      for (std::size_t j : unit.positions) sum += std::fabs(hessian_[i + j * n_]);
      largest = std::max(largest, sum);
    }
    return largest;
  }

  std::vector<double> gather(const std::vector<double>& from, const Unit& unit) const {
    std::vector<double> result;
    for (std::size_t position : unit.positions) result.push_back(from[position]);
    return result;
  }

  bool is_active(const Unit& unit) const {
    if (unit.penalty == nullptr) return true;
    for (std::size_t position : unit.positions) {
      if (point_[position] != 0.0) return true;
    }
    return false;
  }

  void move(std::size_t position, double to) {
    const double step = to - point_[position];
    if (step == 0.0) return;
    point_[position] = to;
    const double* column = hessian_.data() + position * n_;
    for (std::size_t i = 0; i < n_; ++i) gradient_[i] += step * column[i];
  }

  // Exact for a single coordinate; a block takes a step by a bound on its curvature, unless it belongs at 0.
  void update(const Unit& unit) {
    const double curvature = curvature_[&unit - units_.data()];
    if (!(curvature > 0.0)) return;
    std::vector<double> x = gather(point_, unit);
    const std::vector<double> slope = gather(gradient_, unit);
    if (x.size() > 1 && is_active(unit) && belongs_at_zero(unit, x, slope)) {
      for (std::size_t position : unit.positions) move(position, 0.0);
      return;
    }
    for (std::size_t i = 0; i < x.size(); ++i) x[i] -= slope[i] / curvature;
    if (unit.penalty != nullptr) {
      const std::vector<double> metric(x.size(), curvature);
      unit.penalty->prox(unit.block, metric.data(), rough_.factor, x.data());
    }
    for (std::size_t i = 0; i < x.size(); ++i) move(unit.positions[i], x[i]);
  }

  bool belongs_at_zero(const Unit& unit, const std::vector<double>& x, std::vector<double> slope) const {
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (std::size_t j = 0; j < x.size(); ++j) {
        slope[i] -= hessian_[unit.positions[i] + unit.positions[j] * n_] * x[j];
      }
    }
    const std::vector<double> zero(x.size(), 0.0);
    unit.penalty->add_subgradient(unit.block, zero.data(), rough_.factor, slope.data());
    return std::all_of(slope.begin(), slope.end(), [](double value) { return value == 0.0; });
  }

  std::vector<double> least_gradient() const {
    std::vector<double> least = gradient_;
    rough_.penalty->add_subgradient(point_, rough_.factor, least);
    return least;
  }

  double violation() const {
    const std::vector<double> least = least_gradient();
    double sum = 0.0;
    for (std::size_t j = 0; j < n_; ++j) {
      const double curvature = hessian_[j + j * n_];
      if (curvature > 0.0) sum += least[j] * least[j] / curvature;
    }
    return std::sqrt(sum);
  }

  // A Newton step of everything that is not 0. Returns whether it was cut short by a coefficient that reached 0.
  bool newton_step() {
    std::vector<std::size_t> active;
    std::vector<const Unit*> blocks;
    for (const Unit& unit : units_) {
      if (!is_active(unit)) continue;
      blocks.push_back(&unit);
      active.insert(active.end(), unit.positions.begin(), unit.positions.end());
    }
    const std::size_t n = active.size();
    std::vector<double> matrix(n * n);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = 0; i < n; ++i) matrix[i + j * n] = hessian_[active[i] + active[j] * n_];
    }
    add_rough_curvature(blocks, n, matrix);
    const std::vector<double> least = least_gradient();
    std::vector<double> step(n);
    for (std::size_t i = 0; i < n; ++i) step[i] = -least[active[i]];
    step = Cholesky(std::move(matrix), n, kFlatPivot).solve(step);
    return take(blocks, active, step);
  }

  void add_rough_curvature(const std::vector<const Unit*>& blocks, std::size_t n, std::vector<double>& matrix) const {
    std::size_t first = 0;
    for (const Unit* unit : blocks) {
      const std::size_t width = unit->positions.size();
      if (unit->penalty != nullptr && width > 1) {
        std::vector<double> own(width * width, 0.0);
        unit->penalty->add_rough_hessian(unit->block, gather(point_, *unit).data(), rough_.factor, own.data());
        for (std::size_t j = 0; j < width; ++j) {
          for (std::size_t i = 0; i < width; ++i) {
            matrix[first + i + (first + j) * n] += own[i + j * width];
          }
        }
      }
      first += width;
    }
  }

  bool take(const std::vector<const Unit*>& blocks, const std::vector<std::size_t>& active,
            const std::vector<double>& step) {
    double length = 1.0;
    std::size_t reaches_zero = n_;
    std::size_t at = 0;
    for (const Unit* unit : blocks) {
      if (unit->penalty != nullptr && unit->positions.size() == 1) {
        const double from = point_[active[at]];
        if (from * (from + length * step[at]) < 0.0) {
          length = -from / step[at];
          reaches_zero = active[at];
        }
      }
      at += unit->positions.size();
    }
    const std::vector<double> old_point = point_;
    const std::vector<double> old_gradient = gradient_;
    for (int halving = 0; halving < kMaxHalvings; ++halving, length *= 0.5) {
      for (std::size_t i = 0; i < active.size(); ++i) {
        move(active[i], old_point[active[i]] + length * step[i]);
      }
      if (!rises(old_point, old_gradient)) break;
      point_ = old_point;
      gradient_ = old_gradient;
      reaches_zero = n_;
    }
    if (reaches_zero < n_) move(reaches_zero, 0.0);
    return reaches_zero < n_;
  }

  // A quadratic changes by the step times the mean of the gradients at its ends.
  bool rises(const std::vector<double>& old_point, const std::vector<double>& old_gradient) const {
    double change = rough_.value(point_) - rough_.value(old_point);
    double size = 0.0;
    for (std::size_t j = 0; j < n_; ++j) {
      const double part = 0.5 * (point_[j] - old_point[j]) * (gradient_[j] + old_gradient[j]);
      change += part;
      size += std::fabs(part);
    }
    return change > 1e-12 * (size + rough_.value(old_point));
  }

  std::size_t n_;
  RoughPart rough_;
  std::vector<double> hessian_;  // both triangles
  std::vector<double> point_;
  std::vector<double> gradient_;
  std::vector<Unit> units_;
  std::vector<double> curvature_;
};

}  // namespace

std::vector<double> step_to_minimum(const std::vector<double>& hessian, const std::vector<double>& gradient,
                                    const std::vector<double>& start, const RoughPart& rough) {
  std::vector<double> step = RoughQuadratic(hessian, gradient, start, rough).minimise();
  for (std::size_t i = 0; i < step.size(); ++i) step[i] -= start[i];
  return step;
}

}  // namespace anemone
