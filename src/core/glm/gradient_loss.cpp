#include "glm/gradient_loss.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glm/null_point.hpp"

namespace anemone {

namespace {

// Stands for minus infinity where it may meet a 0.
constexpr double kSurelyNone = 1e300;
// Predictors in this range have means that are not yet rounded to the ends of what a law allows.
constexpr double kFarPredictor = 5.0;

// Of one output: the sum of w y times the offset, and the logarithm of the mean of w exp(offset).
struct OffsetSums {
  double known = 0.0;
  double log_mean = 0.0;
};

OffsetSums add_up_offset(const Objective& objective, std::size_t output) {
  const Response& response = objective.response();
  OffsetSums sums;
  if (response.offset == nullptr) return sums;
  double y[kTileRows], scratch[kTileRows], offset[kTileRows];
  double largest = -std::numeric_limits<double>::infinity();
  double sum = 0.0;  // of w exp(offset - largest)
  for (const RowTile& tile : objective.tiles()) {
    response.read(output, tile, y);
    const double* weights = response.read_weights(output, tile, scratch);
    std::fill_n(offset, tile.n_rows, 0.0);
    response.add_offset(output, tile, offset);
    for (std::size_t t = 0; t < tile.n_rows; ++t) {
      const double weight = weights == nullptr ? 1.0 : weights[t];
      if (weight == 0.0) continue;
      sums.known += weight * y[t] * offset[t];
      if (offset[t] > largest) {
        sum *= std::exp(largest - offset[t]);
        largest = offset[t];
      }
      sum += weight * std::exp(offset[t] - largest);
    }
  }
  if (sum > 0.0) sums.log_mean = largest + std::log(sum / objective.total_weight(output));
  return sums;
}

// S - S log(S / M) - beta' c - S b - k, where M = sum of w exp(b + x' beta + o), S = sum of w y, c = X' w y,
// k = sum of w y o, x centred, w the weights and o the offset: b + log(S / M) is the best intercept.
class ProfiledLoss : public GradientLoss {
 public:
  ProfiledLoss(const SearchSetting& setting, const OutputSearch& search)
      : GradientLoss(setting, search),
        mean_(setting.summary.mean),
        cross_(setting.summary.cross.data() + search.model.output * mean_.size()),
        response_(setting.summary.response[search.model.output]),
        offset_(add_up_offset(objective_, search.model.output)),
        start_intercept_(std::log(response_ / weight_) - offset_.log_mean),
        best_intercept_(start_intercept_) {}

  std::vector<double> start() const override { return std::vector<double>(model_.columns.size(), 0.0); }

  bool start_is_known() const override {
    const Response& response = objective_.response();
    return model_.limit_columns.empty() && response.offset == nullptr && !response.weighted(model_.output);
  }

  Evaluation evaluate_start() override {
    best_intercept_ = start_intercept_;
    Evaluation null{response_ - response_ * start_intercept_, start(), {}, 0.0};
    for (std::size_t j = 0; j < model_.columns.size(); ++j) null.gradient[j] = -centred_cross(model_.columns[j]);
    return null;
  }

  Evaluation evaluate(const std::vector<double>& point, const GradientSums& sums, std::size_t i) override {
    const double total = sums.total[i];
    const double* products = sums.products.data() + i * mean_.size();
    const double scale = response_ / total;
    best_intercept_ = start_intercept_ + std::log(scale);
    Evaluation sum{response_ - response_ * best_intercept_ - offset_.known, start(), {}, 0.0};
    for (std::size_t j = 0; j < model_.columns.size(); ++j) {
      const std::size_t column = model_.columns[j];
      const double centred = products[column] - objective_.centers()[column] * total;
      sum.value -= point[j] * centred_cross(column);
      sum.gradient[j] = scale * centred - centred_cross(column);
    }
    add_penalty(point, sum);
    return sum;
  }

  double intercept(const std::vector<double>& /*point*/) const override { return best_intercept_; }
  std::vector<double> complete(std::vector<double> point, double intercept) const override {
    point.push_back(intercept);
    return point;
  }

 protected:
  double intercept_of_trial(const std::vector<double>& /*point*/) const override { return start_intercept_; }

 private:
  double centred_cross(std::size_t column) const { return cross_[column] - mean_[column] * response_; }

  const std::vector<double>& mean_;
  const double* cross_;
  double response_;
  OffsetSums offset_;
  double start_intercept_;
  double best_intercept_;
};

// The intercept is the last coordinate of a point.
class PlainLoss : public GradientLoss {
 public:
  PlainLoss(const SearchSetting& setting, const OutputSearch& search)
      : GradientLoss(setting, search), start_intercept_(null_point(objective_, setting.summary, model_).back()) {}

  std::vector<double> start() const override {
    std::vector<double> point(model_.columns.size() + 1, 0.0);
    point.back() = start_intercept_;
    return point;
  }

  Evaluation evaluate(const std::vector<double>& point, const GradientSums& sums, std::size_t i) override {
    const double* products = sums.products.data() + i * objective_.design().n_columns();
    Evaluation sum{sums.loss[i], std::vector<double>(point.size()), {}, 0.0};
    for (std::size_t j = 0; j < model_.columns.size(); ++j) {
      const std::size_t column = model_.columns[j];
      sum.gradient[j] = products[column] - objective_.centers()[column] * sums.total[i];
    }
    sum.gradient.back() = sums.total[i];
    add_penalty(point, sum);
    return sum;
  }

  double intercept(const std::vector<double>& point) const override { return point.back(); }
  std::vector<double> complete(std::vector<double> point, double /*intercept*/) const override { return point; }

 protected:
  double intercept_of_trial(const std::vector<double>& point) const override { return point.back(); }

 private:
  double start_intercept_;
};

}  // namespace

GradientLoss::GradientLoss(const SearchSetting& setting, const OutputSearch& search)
    : objective_(setting.objective),
      model_(search.model),
      weight_(setting.objective.total_weight(search.model.output)),
      limits_(search.fit.coefficients) {}

double GradientLoss::spread(const std::vector<double>& point, double* coefficients) const {
  double intercept = intercept_of_trial(point);
  for (std::size_t j = 0; j < model_.columns.size(); ++j) {
    coefficients[model_.columns[j]] = point[j];
    intercept -= point[j] * objective_.centers()[model_.columns[j]];
  }
  for (std::size_t column : model_.limit_columns) {
    coefficients[column] = std::copysign(kSurelyNone, limits_[column]);
  }
  return intercept;
}

void GradientLoss::add_penalty(const std::vector<double>& point, Evaluation& sum) const {
  if (!model_.penalised()) return;
  model_.penalty->add_smooth(point.data(), weight_, &sum.value, sum.gradient.data(), nullptr, 0);
}

double unit_curvature(const SearchSetting& setting, const OutputModel& model) {
  const Objective& objective = setting.objective;
  const double weight = objective.total_weight(model.output);
  const double intercept = objective.family().link(setting.summary.response[model.output] / weight);
  double curvature = 0.0;
  objective.family().fisher_weights(&intercept, nullptr, 1, &curvature);
  return curvature * weight / static_cast<double>(objective.n_valid_rows());
}

std::unique_ptr<GradientLoss> make_gradient_loss(const SearchSetting& setting, const OutputSearch& search) {
  if (setting.objective.family().intercept_multiplies()) return std::make_unique<ProfiledLoss>(setting, search);
  return std::make_unique<PlainLoss>(setting, search);
}

bool has_gradient_loss(const Family& family) {
  if (family.intercept_multiplies()) return true;
  if (!family.convex()) return false;
  const double eta[2] = {-kFarPredictor, kFarPredictor};
  double mu[2];
  family.mean(eta, 2, mu);
  return std::all_of(
      mu, mu + 2, [&](double mean) { return mean > family.law().least_mean() && mean < family.law().greatest_mean(); });
}

}  // namespace anemone
