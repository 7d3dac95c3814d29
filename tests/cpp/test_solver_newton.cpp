#include <cmath>
#include <vector>

#include "check.hpp"
#include "solver/newton.hpp"

using namespace anemone;

namespace {

// exp(x) - 3 x, whose minimum is log(3); a full step from far left overshoots through the exponential.
Evaluation exponential(const std::vector<double>& point) {
  const double mu = std::exp(point[0]);
  return {mu - 3.0 * point[0], {mu - 3.0}, {mu}, 0.0};
}

NewtonSearch minimise(double start, SearchOptions options) {
  NewtonSearch search(std::vector<double>{start}, options);
  while (search.state() == NewtonSearch::State::kRunning) search.advance(exponential(search.trial()));
  return search;
}

}  // namespace

TEST_CASE("Newton reaches the minimum from both sides and does not diverge") {
  for (double start : {-30.0, -3.0, 0.0, 5.0}) {
    const NewtonSearch search = minimise(start, {});
    CHECK(search.state() == NewtonSearch::State::kConverged);
    CHECK_NEAR(search.solution()[0], std::log(3.0), 1e-12);
  }
}

TEST_CASE("Newton says when it ran out of iterations") {
  SearchOptions options;
  options.max_iterations = 2;
  const NewtonSearch search = minimise(-5.0, options);
  CHECK(search.state() == NewtonSearch::State::kExhausted);
  CHECK(search.n_iterations() == 2);
}
