#include "glm/report_fit.hpp"

#include <cmath>
#include <limits>

#include "solver/cholesky.hpp"

namespace anemone {

namespace {

// Of the penalised gradient of the mean loss, for the columns as they are: a column that is not centred has its centre
// times the intercept's gradient more.
double gradient_norm(const Objective& objective, const OutputSearch& search) {
  const std::vector<double> gradient = search.path->least_gradient();
  const std::size_t n = search.model.columns.size();
  double sum = gradient[n] * gradient[n];
  for (std::size_t j = 0; j < n; ++j) {
    const double own = gradient[j] + objective.centers()[search.model.columns[j]] * gradient[n];
    sum += own * own;
  }
  return std::sqrt(sum) / objective.total_weight(search.model.output);
}

std::size_t count_used(const OutputSearch& search) {
  const std::vector<double> solution = search.path->solution();
  std::size_t n_used = solution.size();
  if (search.path->rough().empty()) return n_used;
  for (std::size_t j = 0; j + 1 < solution.size(); ++j) n_used -= solution[j] == 0.0;
  return n_used;
}

// From the centred columns, intercept last, to the columns as they are, intercept first: eta is the same with
// b = b_centred - centers' beta.
std::vector<double> uncentre_covariance(const std::vector<double>& covariance, const OutputModel& model,
                                        const std::vector<double>& centers) {
  const std::size_t n = model.columns.size();
  const std::size_t n_from = n + 1;
  const std::size_t n_to = centers.size() + 1;
  const auto from = [&](std::size_t i, std::size_t j) { return covariance[i + j * n_from]; };
  std::vector<double> result(n_to * n_to, 0.0);
  double variance = from(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    double shift = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      result[(model.columns[i] + 1) + (model.columns[j] + 1) * n_to] = from(i, j);
      shift += centers[model.columns[i]] * from(i, j);
    }
    const double with_intercept = from(n, j) - shift;
    result[(model.columns[j] + 1) * n_to] = with_intercept;
    result[model.columns[j] + 1] = with_intercept;
    variance += centers[model.columns[j]] * (shift - 2.0 * from(n, j));
  }
  result[0] = variance;
  return result;
}

}  // namespace

void take_penalised(const PenaltySum& penalty, double weight, const std::vector<double>& inverse, std::size_t n,
                    double& effective_df) {
  std::vector<double> own(n * n, 0.0);
  const std::vector<double> zero(n, 0.0);
  penalty.add_smooth(zero.data(), weight, nullptr, nullptr, own.data(), n);
  for (std::size_t j = 0; j < n; ++j) {
    effective_df -= inverse[j + j * n] * own[j + j * n];
    for (std::size_t i = j + 1; i < n; ++i) effective_df -= 2.0 * inverse[i + j * n] * own[i + j * n];
  }
}

void report_inference(const Objective& objective, const Evaluation& information, OutputSearch& search) {
  const std::size_t n = search.model.columns.size() + 1;
  const double weight = objective.total_weight(search.model.output);
  std::vector<double> inverse = Cholesky(information.hessian, n, 0.0).inverse();
  search.fit.effective_df = static_cast<double>(n);
  if (search.model.penalised()) take_penalised(*search.model.penalty, weight, inverse, n, search.fit.effective_df);
  const double per_loss = objective.family().law().likelihood_per_loss(search.fit.scale);
  for (double& entry : inverse) entry /= per_loss;
  search.fit.covariance = uncentre_covariance(inverse, search.model, objective.centers());
}

void report_inference_later(OutputSearch& search) {
  const double n = static_cast<double>(search.model.columns.size() + 1);
  search.fit.effective_df = search.model.penalised() ? std::numeric_limits<double>::quiet_NaN() : n;
}

void report_no_inference(OutputSearch& search) {
  search.fit.effective_df = static_cast<double>(count_used(search));
  search.fit.has_errors = false;
}

void report_scales(const Objective& objective, const std::vector<OutputSearch*>& searches, ThreadTeam& team) {
  const Law& law = objective.family().law();
  for (OutputSearch* search : searches) search->fit.scale = law.own_scale();
  if (!law.estimates_scale()) return;
  std::vector<std::vector<double>> solutions;
  std::vector<Query> queries;
  for (const OutputSearch* search : searches) solutions.push_back(search->path->solution());
  for (std::size_t i = 0; i < searches.size(); ++i) queries.push_back({&searches[i]->model, &solutions[i]});
  const std::vector<double> pearson = objective.pearson_sums(queries, team);
  for (std::size_t i = 0; i < searches.size(); ++i) {
    OutputFit& fit = searches[i]->fit;
    const double n_used = static_cast<double>(count_used(*searches[i]));
    const double df = objective.n_entries(searches[i]->model.output) - n_used;
    fit.scale = df > 0.0 ? pearson[i] / df : std::numeric_limits<double>::quiet_NaN();
  }
}

void report_likelihoods(const Objective& objective, const ResponseConstants& response, OutputFit& fit) {
  const Law& law = objective.family().law();
  const auto log_likelihood = [&](double loss, double scale) {
    return law.total_log_likelihood(response, fit.total_weight, loss, scale);
  };
  const auto best = [&](double loss) {
    if (!law.estimates_scale()) return log_likelihood(loss, fit.scale);
    return log_likelihood(loss, law.total_deviance(response, loss) / fit.total_weight);
  };
  fit.log_likelihood = best(fit.loss.fit);
  fit.null_log_likelihood = best(fit.loss.null);
  fit.constant_log_likelihood = best(fit.loss.constant);
  fit.scored_log_likelihood = log_likelihood(fit.loss.fit, fit.scale);
  fit.scored_null_log_likelihood = log_likelihood(fit.loss.null, fit.scale);
  fit.deviance = law.total_deviance(response, fit.loss.fit);
  fit.null_deviance = law.total_deviance(response, fit.loss.null);
}

void report_estimates(const Objective& objective, OutputSearch& search) {
  const Search& path = *search.path;
  OutputFit& fit = search.fit;
  const std::vector<double> solution = path.solution();
  fit.n_iterations = search.n_first_steps + path.n_iterations();
  fit.relative_gradient = path.relative_gradient();
  fit.gradient_norm = gradient_norm(objective, search);
  fit.intercept = solution.back();
  for (std::size_t j = 0; j < search.model.columns.size(); ++j) {
    const std::size_t column = search.model.columns[j];
    fit.coefficients[column] = solution[j];
    fit.intercept -= solution[j] * objective.centers()[column];
  }
  fit.loss.fit = path.current().value;
  if (search.model.penalised()) {
    const double weight = objective.total_weight(search.model.output);
    double penalty = 0.0;
    search.model.penalty->add_smooth(path.position().data(), weight, &penalty, nullptr, nullptr, 0);
    fit.loss.fit -= penalty;
  }
  const bool finite = std::isfinite(fit.intercept) && std::isfinite(fit.loss.fit);
  if (path.state() != Search::State::kConverged || !finite) fit.status = FitStatus::kNotConverged;
}

}  // namespace anemone
