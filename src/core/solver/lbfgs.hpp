#ifndef ANEMONE_SOLVER_LBFGS_HPP
#define ANEMONE_SOLVER_LBFGS_HPP

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

#include "solver/cholesky.hpp"

namespace anemone {

struct LbfgsOptions {
  // Of the gradient's norm, relative to that at the start, as in NewtonOptions.
  double tolerance = 1e-8;
  // The distance to the end in standard errors, judged by the curvature known so far, at which the search may end.
  double distance = 1e-6;
  int max_evaluations = 60;
};

// Limited-memory BFGS (Nocedal 1980) as a conversation, like NewtonSearch. It begins from a curvature that is
// right up to a factor (a Gram matrix), so that a handful of steps learn what is left. A step that would raise
// the function is cut; the search cannot diverge.
class LbfgsSearch {
 public:
  enum class State { kRunning, kConverged, kExhausted, kStuck };

  // `curvature` times `scale` is the curvature at the start, `diagonal` its diagonal.
  LbfgsSearch(std::size_t n, std::shared_ptr<const Cholesky> curvature, double scale,
              const std::vector<double>& diagonal, const LbfgsOptions& options);

  const std::vector<double>& trial() const { return trial_; }
  void advance(double value, const std::vector<double>& gradient);

  State state() const { return state_; }
  int n_iterations() const { return n_iterations_; }
  double start_norm() const { return start_norm_; }

  // The best point seen; it begins at 0.
  const std::vector<double>& solution() const { return position_; }

 private:
  struct Pair {
    std::vector<double> step;
    std::vector<double> change;  // of the gradient
    double product;              // of the two
  };

  void accept(double value, const std::vector<double>& gradient);
  void shorten(double value);
  void remember(const std::vector<double>& gradient);
  std::vector<double> apply_inverse(std::vector<double> gradient) const;
  void step_from(double length);

  LbfgsOptions options_;
  State state_ = State::kRunning;
  std::shared_ptr<const Cholesky> curvature_;
  double scale_;
  std::vector<double> inverse_root_;
  std::vector<double> position_;
  std::vector<double> trial_;
  std::vector<double> gradient_;
  std::vector<double> direction_;
  std::deque<Pair> pairs_;
  double value_ = 0.0;
  double start_norm_ = 0.0;
  double slope_ = 0.0;
  double length_ = 0.0;
  int n_evaluations_ = 0;
  int n_iterations_ = 0;
  int n_cuts_ = 0;
};

}  // namespace anemone

#endif
