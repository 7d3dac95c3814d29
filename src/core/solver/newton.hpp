#ifndef ANEMONE_SOLVER_NEWTON_HPP
#define ANEMONE_SOLVER_NEWTON_HPP

#include <utility>

#include "solver/descent.hpp"

namespace anemone {

// Damped Newton steps; with a rough part proximal ones (Lee, Sun and Saunders 2014), each the minimum of the local
// quadratic plus the rough part. Where the Hessian is indefinite it is damped.
class NewtonSearch : public Descent {
 public:
  using Descent::Descent;

  // Without a rough part.
  NewtonSearch(std::vector<double> start, const SearchOptions& options)
      : Descent(std::move(start), RoughPart(), options) {}

  Wants wants() const override { return Wants::kHessian; }

 protected:
  std::vector<double> find_step(const Evaluation& current) override;
  bool ends_unseen(double slope, double before) override;

 private:
  // The Hessian with as much of the first curvature on its diagonal as makes it positive.
  std::vector<double> damp(const std::vector<double>& hessian) const;
};

}  // namespace anemone

#endif
