#include "glm/report_fit.hpp"

#include <limits>

#include "solver/cholesky.hpp"

namespace anemone {

namespace {

double penalty_at(const std::vector<double>& ridge, double weight, const OutputModel& model,
                  const std::vector<double>& point) {
  double sum = 0.0;
  for (std::size_t j = 0; j < model.columns.size() && !ridge.empty(); ++j) {
    sum += 0.5 * weight * ridge[model.columns[j]] * point[j] * point[j];
  }
  return sum;
}

// From the centred columns, intercept last, to the columns as they are, intercept first: eta is the same with
// b = b_centred - centers' beta.
std::vector<double> uncentre_covariance(const std::vector<double>& covariance,
                                        const OutputModel& model,
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

void report_inference(const Objective& objective, const std::vector<double>& ridge,
                      const Evaluation& information, OutputSearch& search) {
  const std::size_t n = search.model.columns.size() + 1;
  const double weight = objective.total_weight(search.model.output);
  std::vector<double> inverse = Cholesky(information.hessian, n, 0.0).inverse();
  search.fit.effective_df = static_cast<double>(n);
  for (std::size_t j = 0; j + 1 < n && !ridge.empty(); ++j) {
    search.fit.effective_df -= inverse[j + j * n] * weight * ridge[search.model.columns[j]];
  }
  const double per_loss = objective.family().law().likelihood_per_loss(search.fit.scale);
  for (double& entry : inverse) entry /= per_loss;
  search.fit.covariance = uncentre_covariance(inverse, search.model, objective.centers());
}

void report_scales(const Objective& objective, const std::vector<OutputSearch*>& searches,
                   ThreadTeam& team) {
  const Law& law = objective.family().law();
  for (OutputSearch* search : searches) search->fit.scale = law.own_scale();
  if (!law.estimates_scale()) return;
  std::vector<std::vector<double>> points;
  for (const OutputSearch* search : searches) points.push_back(search->newton->solution());
  std::vector<Query> queries;
  for (std::size_t i = 0; i < searches.size(); ++i) {
    queries.push_back({&searches[i]->model, &points[i]});
  }
  const std::vector<double> pearson = objective.pearson_sums(queries, team);
  for (std::size_t i = 0; i < searches.size(); ++i) {
    OutputFit& fit = searches[i]->fit;
    const double n_used = static_cast<double>(searches[i]->model.columns.size() + 1);
    const double df = objective.n_entries(searches[i]->model.output) - n_used;
    fit.scale = df > 0.0 ? pearson[i] / df : std::numeric_limits<double>::quiet_NaN();
  }
}

void report_likelihoods(const Objective& objective, const ResponseConstants& response,
                        OutputFit& fit) {
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

void report_estimates(const Objective& objective, const std::vector<double>& ridge,
                      OutputSearch& search) {
  const NewtonSearch& newton = *search.newton;
  OutputFit& fit = search.fit;
  const std::vector<double>& solution = newton.solution();
  std::vector<double> evaluated = solution;
  for (std::size_t i = 0; i < evaluated.size(); ++i) evaluated[i] -= newton.last_step()[i];

  fit.n_iterations = search.n_first_steps + newton.n_iterations();
  fit.relative_gradient = newton.relative_gradient();
  fit.intercept = solution.back();
  for (std::size_t j = 0; j < search.model.columns.size(); ++j) {
    const std::size_t column = search.model.columns[j];
    fit.coefficients[column] = solution[j];
    fit.intercept -= solution[j] * objective.centers()[column];
  }
  const double weight = objective.total_weight(search.model.output);
  fit.loss.fit = newton.current().value - penalty_at(ridge, weight, search.model, evaluated);
  if (newton.state() != NewtonSearch::State::kConverged) fit.status = FitStatus::kNotConverged;
}

}  // namespace anemone
