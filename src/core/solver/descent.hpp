#ifndef ANEMONE_SOLVER_DESCENT_HPP
#define ANEMONE_SOLVER_DESCENT_HPP

#include "solver/search.hpp"

namespace anemone {

// A search along directions of descent. A step that would raise the function is cut, so that the search cannot
// diverge; what is left to a solver is the direction.
class Descent : public Search {
 public:
  using Search::Search;

  void advance(const Evaluation& at_trial) override;

 protected:
  // The full step from position(), where `gradient` is that of everything but the rough part.
  virtual std::vector<double> find_step(const Evaluation& current) = 0;

  // A step that was taken, and what the gradient changed by over it.
  virtual void learn(const std::vector<double>& /*step*/, const std::vector<double>& /*change*/) {}

  // Whether the full step, which promises the fall `-slope`, may be taken unseen; `before` as for at_rounding().
  virtual bool ends_unseen(double /*slope*/, double /*before*/) { return false; }

  // A trial that falls enough is taken if its slope is at most this share of the slope at the start of the step;
  // else a better length is sought.
  virtual double slope_wanted() const { return 1e300; }

  // Whether what is left cannot be told from rounding; `before` is the relative gradient of the point before.
  bool at_rounding(double before) const;

  static double dot(const std::vector<double>& a, const std::vector<double>& b);

 private:
  bool falls(const Evaluation& at_trial) const;
  bool corrects_length(const Evaluation& at_trial);
  void accept(const Evaluation& at_trial);
  void look_again();
  void shorten(const Evaluation& at_trial);
  void end(State state);
  void try_length(double length);

  std::vector<double> direction_;
  double slope_ = 0.0;
  double length_ = 0.0;
  double shorter_ = 0.0;  // lengths between which the best one lies
  double longer_ = 0.0;
  int n_evaluations_ = 0;
  int n_cuts_ = 0;
  int n_corrections_ = 0;
};

}  // namespace anemone

#endif
