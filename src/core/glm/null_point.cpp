#include "glm/null_point.hpp"

namespace anemone {

std::vector<double> null_point(const Objective& objective, const ColumnSummary& summary, const OutputModel& model) {
  std::vector<double> point(model.columns.size() + 1, 0.0);
  const double mean = summary.response[model.output] / objective.total_weight(model.output);
  point.back() = objective.family().link(mean) - objective.mean_offset(model.output);
  return point;
}

bool null_follows_from_sums(const Objective& objective, std::size_t output) {
  return objective.family().canonical() && objective.family().law().affine() &&
         objective.response().offset == nullptr && !objective.response().weighted(output);
}

Evaluation evaluate_null(const Objective& objective, const ColumnSummary& summary, const OutputModel& model) {
  const std::vector<double> point = null_point(objective, summary, model);
  const double y[2] = {0.0, 1.0};
  double loss[2], slope[2], curvature[2];
  for (int i = 0; i < 2; ++i) {
    loss[i] = objective.family().evaluate(y + i, &point.back(), nullptr, 1, slope + i, curvature + i);
  }
  const double n_rows = static_cast<double>(objective.n_valid_rows());
  const double response = summary.response[model.output];
  const std::size_t n_columns = model.columns.size();
  const std::size_t n = n_columns + 1;
  const std::size_t n_all = summary.mean.size();
  const double* cross = summary.cross.data() + model.output * n_all;

  Evaluation null;
  null.value = n_rows * loss[0] + response * (loss[1] - loss[0]);
  null.gradient.resize(n);
  null.hessian.assign(n * n, 0.0);
  for (std::size_t j = 0; j < n_columns; ++j) {
    const std::size_t column = model.columns[j];
    null.gradient[j] = (slope[1] - slope[0]) * (cross[column] - summary.mean[column] * response);
    for (std::size_t i = j; i < n_columns; ++i) {
      null.hessian[i + j * n] = curvature[0] * summary.gram[model.columns[i] + column * n_all];
    }
  }
  if (model.penalised()) {
    model.penalty->add_smooth(point.data(), n_rows, nullptr, nullptr, null.hessian.data(), n);
  }
  null.gradient.back() = n_rows * slope[0] + response * (slope[1] - slope[0]);
  null.hessian.back() = n_rows * curvature[0];
  return null;
}

}  // namespace anemone
