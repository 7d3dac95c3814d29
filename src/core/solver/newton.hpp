#ifndef ANEMONE_SOLVER_NEWTON_HPP
#define ANEMONE_SOLVER_NEWTON_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// A function at a point, with its first two derivatives; the Hessian's lower triangle,
// column-major.
struct Evaluation {
  double value = 0.0;
  std::vector<double> gradient;
  std::vector<double> hessian;
  // What was added to the last coordinate of the point asked for: an owner of the function who knows the best
  // value of that coordinate may move there.
  double last_shift = 0.0;
};

struct NewtonOptions {
  // Of the gradient's norm, relative to that at the start, each coordinate measured in units of the
  // square root of its curvature at the start.
  double tolerance = 1e-8;
  int max_iterations = 100;
};

// Damped Newton minimisation as a conversation: whoever owns the function evaluates it at trial()
// and hands the result to advance(). So many searches can share one pass over the data. A step that
// would raise the function is cut; the search cannot diverge.
class NewtonSearch {
 public:
  enum class State { kRunning, kConverged, kExhausted, kStuck };

  NewtonSearch(std::vector<double> start, const NewtonOptions& options);

  // Measures the gradient against this norm and not against that at the start: for a start close to
  // the end.
  void measure_against(double norm) { start_norm_ = norm; }
  double start_norm() const { return start_norm_; }

  const std::vector<double>& trial() const { return trial_; }
  void advance(const Evaluation& at_trial);

  State state() const { return state_; }
  int n_iterations() const { return n_iterations_; }
  double relative_gradient() const { return relative_gradient_; }
  const Evaluation& current() const { return current_; }

  // Where the search ended, and the step that led there from the last point evaluated: a search
  // that has converged takes a last step unseen, since its error shrinks with the square.
  const std::vector<double>& solution() const { return trial_; }
  const std::vector<double>& last_step() const { return step_; }

  // The last step's length, each coordinate in units of one over the square root of its first
  // curvature.
  double scaled_last_step() const;

 private:
  void accept(const Evaluation& at_trial);
  void shorten(const Evaluation& at_trial);
  void step_from(double length);

  NewtonOptions options_;
  State state_ = State::kRunning;
  Evaluation current_;
  std::vector<double> position_;
  std::vector<double> trial_;
  std::vector<double> direction_;
  std::vector<double> step_;
  std::vector<double> scale_;
  double start_norm_ = 0.0;
  double relative_gradient_ = 1.0;
  double slope_ = 0.0;
  double length_ = 0.0;
  int n_iterations_ = 0;
  int n_cuts_ = 0;
};

}  // namespace anemone

#endif
