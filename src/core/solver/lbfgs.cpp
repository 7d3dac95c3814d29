#include "solver/lbfgs.hpp"

#include "solver/named_search.hpp"

namespace anemone {

namespace {

constexpr std::size_t kMemory = 12;
// Fewer where there is a curvature to begin from and thousands of coordinates, times hundreds of searches.
constexpr std::size_t kWideMemory = 6;
constexpr std::size_t kWide = 1000;

void add_multiple(double factor, const std::vector<float>& a, std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) b[i] += factor * a[i];
}

double product(const std::vector<float>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

LbfgsSearch::LbfgsSearch(std::vector<double> start, std::shared_ptr<const LinearSolver> curvature, double scale,
                         const std::vector<double>& diagonal, const SearchOptions& options)
    : Descent(std::move(start), RoughPart(), options), curvature_(std::move(curvature)), scale_(scale) {
  set_scale(diagonal);
}

void LbfgsSearch::learn(const std::vector<double>& step, const std::vector<double>& change) {
  Pair pair{{step.begin(), step.end()}, {change.begin(), change.end()}, dot(step, change)};
  if (!(pair.product > 0.0)) return;
  const double seen = dot(change, divide_by_first(change));
  if (seen > 0.0) scale_ *= seen / pair.product;
  pairs_.push_back(std::move(pair));
  if (pairs_.size() > (curvature_ && step.size() > kWide ? kWideMemory : kMemory)) pairs_.pop_front();
}

std::vector<double> LbfgsSearch::divide_by_first(const std::vector<double>& gradient) const {
  std::vector<double> result = gradient;
  if (curvature_) {
    result = curvature_->solve(gradient);
  } else {
    for (std::size_t i = 0; i < result.size(); ++i) result[i] *= inverse_root()[i] * inverse_root()[i];
  }
  for (double& entry : result) entry /= scale_;
  return result;
}

// The two-loop recursion.
std::vector<double> LbfgsSearch::find_step(const Evaluation& current) {
  std::vector<double> q = current.gradient;
  std::vector<double> factors(pairs_.size());
  for (std::size_t i = pairs_.size(); i-- > 0;) {
    factors[i] = product(pairs_[i].step, q) / pairs_[i].product;
    add_multiple(-factors[i], pairs_[i].change, q);
  }
  std::vector<double> result = divide_by_first(q);
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    const double back = product(pairs_[i].change, result) / pairs_[i].product;
    add_multiple(factors[i] - back, pairs_[i].step, result);
  }
  for (double& entry : result) entry = -entry;
  return result;
}

namespace {

const SearchKind kind("LBFGS", begin_search<LbfgsSearch>, Handles::kSmooth);

}  // namespace

}  // namespace anemone
