#include "solver/svrg.hpp"

#include <algorithm>
#include <cmath>

#include "solver/named_search.hpp"

namespace anemone {

namespace {

constexpr std::uint64_t kSeed = 123;
constexpr int kPowerSteps = 20;
constexpr double kMaxSteepness = 1e12;
constexpr double kRoundingShare = 1e-13;

// The largest eigenvalue of the Hessian (lower triangle) after each coordinate is divided by the root of its curvature.
double largest_eigenvalue(const std::vector<double>& hessian, const std::vector<double>& inverse_root) {
  const std::size_t n = inverse_root.size();
  std::vector<double> v(n, 1.0);
  double size = 1.0;
  for (int step = 0; step < kPowerSteps; ++step) {
    std::vector<double> next(n, 0.0);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = 0; i < n; ++i) {
        const double entry = hessian[std::max(i, j) + std::min(i, j) * n];
        next[i] += inverse_root[i] * entry * inverse_root[j] * v[j];
      }
    }
    size = 0.0;
    for (double entry : next) size = std::max(size, std::fabs(entry));
    if (!(size > 0.0)) return 1.0;
    for (std::size_t i = 0; i < n; ++i) v[i] = next[i] / size;
  }
  return size;
}

}  // namespace

SvrgSearch::SvrgSearch(std::vector<double> start, RoughPart rough, std::size_t n_batches, const SearchOptions& options)
    : Search(std::move(start), rough, options), n_batches_(std::max<std::size_t>(1, n_batches)), stream_(kSeed) {}

void SvrgSearch::advance(const Evaluation& at_trial) {
  const bool first = metric_.empty();
  const double before = current_.value + rough_.value(position_);
  const double after = at_trial.value + rough_.value(trial_);
  if (first || after <= before + kRoundingShare * std::fabs(before)) {
    move_to_trial(at_trial);
    measure_gradient();
    if (first) choose_metric(at_trial);
  } else if (options_.stepsize > 0.0 || steepness_ > kMaxSteepness) {
    state_ = State::kStuck;
  } else {
    steepness_ *= 2.0;
  }
  if (!first) ++n_iterations_;
  if (relative_gradient_ <= options_.tolerance) {
    state_ = State::kConverged;
  } else if (running() && n_iterations_ >= options_.max_iterations) {
    state_ = State::kExhausted;
  }
  trial_ = position_;
  n_steps_ = 0;
  in_epoch_ = true;
  draw_batch();
}

void SvrgSearch::choose_metric(const Evaluation& at_start) {
  metric_.resize(position_.size());
  const bool given = options_.stepsize > 0.0;
  const double bound =
      given || at_start.hessian.empty() ? 1.0 : 2.0 * largest_eigenvalue(at_start.hessian, inverse_root());
  for (std::size_t i = 0; i < metric_.size(); ++i) {
    metric_[i] = given ? options_.per_entry / options_.stepsize : bound / inverse_curvature(i);
  }
}

// Knuth's multiplicative stream, of which the upper bits are used.
void SvrgSearch::draw_batch() {
  stream_ = stream_ * 6364136223846793005ULL + 1442695040888963407ULL;
  batch_ = static_cast<std::size_t>((stream_ >> 33) % n_batches_);
}

void SvrgSearch::advance_batch(const Evaluation& at_trial, const Evaluation& at_anchor, double share) {
  std::vector<double> metric = metric_;
  for (std::size_t i = 0; i < trial_.size(); ++i) {
    metric[i] *= steepness_;
    const double gradient = (at_trial.gradient[i] - at_anchor.gradient[i]) / share + current_.gradient[i];
    trial_[i] -= gradient / metric[i];
  }
  if (!rough_.empty()) rough_.penalty->prox(metric, rough_.factor, trial_);
  draw_batch();
  if (++n_steps_ >= n_batches_) in_epoch_ = false;
}

namespace {

std::unique_ptr<Search> make(const SearchStart& start, const SearchOptions& options) {
  return std::make_unique<SvrgSearch>(start.point, start.rough, start.n_batches, options);
}

const SearchKind svrg_kind("SVRG", make, Handles::kSmooth);
const SearchKind prox_svrg_kind("ProxSVRG", make, Handles::kRough);

}  // namespace

}  // namespace anemone
