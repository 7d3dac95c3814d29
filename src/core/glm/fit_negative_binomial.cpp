#include "glm/fit_negative_binomial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "design/products.hpp"
#include "glm/pass_watch.hpp"

namespace anemone {

namespace {

// Sizes, 1 / scale, between which a maximum is looked for; above, counts cannot be told from Poisson's.
constexpr double kLeastLogSize = -12.0;
constexpr double kGreatestLogSize = 18.0;
constexpr int kMaxSteps = 200;
constexpr double kSizeTolerance = 1e-13;
constexpr double kRoundTolerance = 1e-11;
constexpr int kMaxRounds = 60;

// Where the next round's search begins: what could not be estimated begins at 0.
std::vector<double> start_from(const OutputFit& fit) {
  std::vector<double> start = fit.coefficients;
  start.push_back(fit.intercept);
  for (double& entry : start) {
    if (!std::isfinite(entry)) entry = 0.0;
  }
  return start;
}

// The options of one output alone.
GlmOptions options_of(const GlmOptions& options, std::size_t output, std::size_t n_outputs) {
  GlmOptions own = options;
  if (options.on_pass) {
    own.on_pass = [=](std::size_t, std::size_t, const char* phase) { options.on_pass(output, n_outputs, phase); };
  }
  if (!options.columns.empty()) own.columns = {options.columns[output]};
  if (!options.start.empty()) own.start = {options.start[output]};
  for (PenaltySetting& setting : own.penalties) setting = setting.only(output);
  return own;
}

// The derivatives of the log-likelihood by the size.
struct SizeDerivatives {
  double slope = 0.0;
  double information = 0.0;
};

// With theta the size: sum of w (psi(theta + y) - psi(theta) + log(theta / (theta + mu)) + (mu - y) / (theta + mu)).
// Counts are whole: psi(theta + y) - psi(theta) is a sum of 1 / (theta + k) over k < y.
SizeDerivatives differentiate(const double* y, const double* mu, const double* weights, std::size_t n, double size) {
  std::vector<double> first = {0.0};
  std::vector<double> second = {0.0};
  SizeDerivatives sum;
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = weights == nullptr ? 1.0 : weights[i];
    if (weight == 0.0 || mu[i] <= 0.0) continue;
    const std::size_t count = static_cast<std::size_t>(y[i]);
    while (first.size() <= count) {
      const double share = 1.0 / (size + static_cast<double>(first.size() - 1));
      first.push_back(first.back() + share);
      second.push_back(second.back() + share * share);
    }
    const double total = size + mu[i];
    const double excess = (mu[i] - y[i]) / total;
    sum.slope += weight * (first[count] - std::log1p(mu[i] / size) + excess);
    sum.information += weight * (second[count] - mu[i] / (size * total) + excess / total);
  }
  return sum;
}

// The means of a fit, by row; those of rows that are not valid stay 0.
std::vector<double> means_of(const Design& design, const std::vector<RowRange>& runs, const Response& response,
                             const Family& family, const OutputFit& fit, ThreadTeam& team) {
  std::vector<double> finite = fit.coefficients;
  std::vector<double> limits(finite.size(), 0.0);
  for (std::size_t j = 0; j < finite.size(); ++j) {
    if (std::isinf(finite[j])) limits[j] = 1.0;
    if (!std::isfinite(finite[j])) finite[j] = 0.0;
  }
  const double no_intercept = 0.0;
  std::vector<double> eta(response.n_rows, 0.0);
  std::vector<double> touched(response.n_rows, 0.0);
  std::vector<double> mu(response.n_rows, 0.0);
  multiply(design, runs, finite.data(), &fit.intercept, 1, eta.data(), team);
  multiply(design, runs, limits.data(), &no_intercept, 1, touched.data(), team);
  for (const RowRange& run : runs) {
    for (std::size_t row = run.begin; row < run.end; ++row) {
      if (response.offset != nullptr) eta[row] += response.offset[row];
      if (touched[row] != 0.0) eta[row] = family.impossible();
    }
    family.mean(eta.data() + run.begin, run.size(), mu.data() + run.begin);
  }
  return mu;
}

struct Entries {
  std::vector<double> y;
  std::vector<double> weights;
};

Entries read_all(const Response& response, const std::vector<RowRange>& runs) {
  Entries all{std::vector<double>(response.n_rows, 0.0), std::vector<double>(response.n_rows, 0.0)};
  for (const RowRange& run : runs) {
    const RowTile tile{{run}, run.size()};
    response.read(0, tile, all.y.data() + run.begin);
    double* weights = all.weights.data() + run.begin;
    if (response.read_weights(0, tile, weights) == nullptr) std::fill_n(weights, run.size(), 1.0);
  }
  return all;
}

OutputFit fit_output(const Design& design, const std::vector<RowRange>& runs, const Response& response,
                     const std::function<std::unique_ptr<Family>(double)>& make, GlmOptions options,
                     const PassWatch& watch, ThreadTeam& team) {
  const Entries entries = read_all(response, runs);
  ScaleEstimate estimate;
  estimate.scale = std::exp(-kGreatestLogSize);
  OutputFit fit;
  int n_iterations = 0;
  for (int round = 0; round < kMaxRounds; ++round) {
    const auto family = make(estimate.scale);
    options.max_seconds = watch.seconds_left();
    std::vector<OutputFit> fits = fit_glm(design, runs, response, *family, options, team);
    // Rows turned out to have missing predictors.
    if (fits.empty()) return {};
    fit = std::move(fits[0]);
    n_iterations += fit.n_iterations;
    if (fit.status == FitStatus::kSilent) break;
    options.start = {start_from(fit)};
    const std::vector<double> mu = means_of(design, runs, response, *family, fit, team);
    const double before = estimate.scale;
    estimate = most_likely_scale(entries.y.data(), mu.data(), entries.weights.data(), mu.size());
    if (std::fabs(std::log(estimate.scale / before)) <= kRoundTolerance) break;
    if (!watch.time_is_up()) continue;
    fit.status = FitStatus::kNotConverged;
    break;
  }
  fit.n_iterations = n_iterations;
  fit.scale_error = estimate.error;
  return fit;
}

}  // namespace

ScaleEstimate most_likely_scale(const double* y, const double* mu, const double* weights, std::size_t n) {
  double least = kLeastLogSize;
  double greatest = kGreatestLogSize;
  double at = 0.0;
  for (int step = 0; step < kMaxSteps; ++step) {
    const double size = std::exp(at);
    const SizeDerivatives now = differentiate(y, mu, weights, n, size);
    (now.slope > 0.0 ? least : greatest) = at;
    // By the logarithm of the size.
    const double slope = size * now.slope;
    const double curvature = slope - size * size * now.information;
    double next = curvature < 0.0 ? at - slope / curvature : 0.5 * (least + greatest);
    if (!(next > least && next < greatest)) next = 0.5 * (least + greatest);
    const double change = next - at;
    at = next;
    if (std::fabs(change) <= kSizeTolerance * (1.0 + std::fabs(at))) break;
  }
  const double size = std::exp(at);
  ScaleEstimate estimate;
  estimate.scale = 1.0 / size;
  const bool at_limit = at > kGreatestLogSize - 1.0;
  const double information = differentiate(y, mu, weights, n, size).information;
  estimate.error = at_limit || !(information > 0.0) ? std::numeric_limits<double>::quiet_NaN()
                                                    : estimate.scale * estimate.scale / std::sqrt(information);
  return estimate;
}

std::vector<OutputFit> fit_negative_binomial(const Design& design, const std::vector<RowRange>& valid_runs,
                                             const Response& response,
                                             const std::function<std::unique_ptr<Family>(double scale)>& make,
                                             const GlmOptions& options, ThreadTeam& team) {
  const PassWatch watch(options, response.n_outputs);
  std::vector<OutputFit> fits;
  for (std::size_t output = 0; output < response.n_outputs; ++output) {
    fits.push_back(fit_output(design, valid_runs, response.only(output), make,
                              options_of(options, output, response.n_outputs), watch, team));
    if (fits.back().coefficients.empty() && design.n_columns() > 0) return {};
  }
  return fits;
}

}  // namespace anemone
