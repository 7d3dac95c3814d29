#ifndef ANEMONE_SOLVER_SEARCH_HPP
#define ANEMONE_SOLVER_SEARCH_HPP

#include <cstddef>
#include <vector>

#include "penalty/penalty_sum.hpp"
#include "solver/evaluation.hpp"

namespace anemone {

struct SearchOptions {
  // Of the gradient's norm, relative to that at the start, each coordinate measured in units of the square root of
  // its curvature at the start.
  double tolerance = 1e-8;
  // The distance to the end in standard errors, judged by the curvature known so far, at which a search may end;
  // 0 lets the gradient alone decide.
  double distance = 0.0;
  int max_iterations = 100;
  // Points looked at, those of steps that were cut among them; 0 for as many as the iterations take.
  int max_evaluations = 0;
  // Fixed length of a step along the gradient of the function divided by `per_entry`; 0 lets the search choose.
  double stepsize = 0.0;
  double per_entry = 1.0;
};

// The part of the function that has no derivative where blocks of coefficients are 0; null for none. The penalty
// must outlive the search.
struct RoughPart {
  const PenaltySum* penalty = nullptr;
  double factor = 0.0;

  bool empty() const { return penalty == nullptr || penalty->is_smooth(); }
  double value(const std::vector<double>& point) const { return empty() ? 0.0 : penalty->rough(point, factor); }
};

// Minimisation as a conversation: whoever owns the function evaluates it at trial() and hands the result to
// advance(). So many searches can share one pass over the data. The function is that handed over plus a rough part,
// which the search adds itself.
class Search {
 public:
  enum class State { kRunning, kConverged, kExhausted, kStuck };
  // What a search wants to hear about its trial point. On kBatch the function is wanted on a few rows only, at
  // trial() and at anchor().
  enum class Wants { kGradient, kHessian, kBatch };

  Search(std::vector<double> start, RoughPart rough, const SearchOptions& options);
  virtual ~Search() = default;

  virtual Wants wants() const = 0;
  virtual void advance(const Evaluation& at_trial) = 0;
  const std::vector<double>& trial() const { return trial_; }

  // For Wants::kBatch: which of all batches, and the second point.
  virtual std::size_t batch() const { return 0; }
  virtual const std::vector<double>* anchor() const { return nullptr; }
  virtual void advance_batch(const Evaluation& /*at_trial*/, const Evaluation& /*at_anchor*/, double /*share*/) {}

  // Measures the gradient against this norm and not against that at the start: for a start close to the end.
  void measure_against(double norm) { start_norm_ = norm; }
  double start_norm() const { return start_norm_; }

  // Ends a search that has no more time.
  void give_up() {
    if (state_ == State::kRunning) state_ = State::kExhausted;
  }

  State state() const { return state_; }
  bool running() const { return state_ == State::kRunning; }
  int n_iterations() const { return n_iterations_; }
  double relative_gradient() const { return relative_gradient_; }
  const RoughPart& rough() const { return rough_; }

  // What was heard of the last point accepted, and that point.
  const Evaluation& current() const { return current_; }
  const std::vector<double>& position() const { return position_; }
  // The gradient of least length there, the rough part included.
  std::vector<double> least_gradient() const;
  // Takes the curvature of each coordinate as known.
  void set_scale(const std::vector<double>& diagonal);
  // Whether it knows a scale for each coordinate: the first Hessian it hears of gives one.
  bool begun() const { return !inverse_root_.empty(); }
  bool wants_hessian() const { return wants() == Wants::kHessian || !begun(); }

  // Where the search ended, and the step that led there from the last point accepted: a search whose error shrinks
  // with the square may take a last step unseen; empty where it took none.
  std::vector<double> solution() const;
  const std::vector<double>& last_step() const { return last_step_; }

  // A step's length, each coordinate in units of one over the square root of its first curvature.
  double scaled_length(const std::vector<double>& step) const;

 protected:
  // Takes the point asked for as the position.
  void move_to_trial(const Evaluation& at_trial);
  // The gradient's norm there, in units of the first curvature, against the norm to measure against; sets the scale and
  // that norm if there is none.
  void measure_gradient();
  const std::vector<double>& inverse_root() const { return inverse_root_; }
  // One over the first curvature of a coordinate; 1 where that is flat.
  double inverse_curvature(std::size_t i) const {
    return inverse_root_[i] > 0.0 ? inverse_root_[i] * inverse_root_[i] : 1.0;
  }

  SearchOptions options_;
  RoughPart rough_;
  State state_ = State::kRunning;
  Evaluation current_;
  std::vector<double> position_;
  std::vector<double> trial_;
  std::vector<double> last_step_;
  double start_norm_ = 0.0;
  double relative_gradient_ = 1.0;
  int n_iterations_ = 0;

 private:
  std::vector<double> inverse_root_;
};

}  // namespace anemone

#endif
