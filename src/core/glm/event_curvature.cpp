#include "glm/event_curvature.hpp"

#include <algorithm>

#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Rows with events are gathered while their panel is in the second-level cache, where those of so many outputs stay
// until there are enough of them for a product.
constexpr std::size_t kGatheredRows = 64;
constexpr std::size_t kOutputsAtOnce = 10;

class EventSums {
 public:
  EventSums(const Objective& objective, const OutputModel& model)
      : model_(model),
        gathered_(kGatheredRows * model.columns.size()),
        weights_(kGatheredRows),
        sums_(model.columns.size(), 0.0) {
    found_.hessian.assign(model.columns.size() * model.columns.size(), 0.0);
    for (std::size_t column : model.columns) centers_.push_back(objective.centers()[column]);
  }

  void add_tile(const Response& response, const RowTile& tile, const Panel& panel) {
    double y[kTileRows], scratch[kTileRows];
    std::size_t rows[kTileRows];
    response.read(model_.output, tile, y);
    const double* entry_weights = response.read_weights(model_.output, tile, scratch);
    std::size_t n_events = 0;
    for (std::size_t t = 0; t < tile.n_rows; ++t) {
      if (entry_weights != nullptr) y[t] *= entry_weights[t];
      if (y[t] != 0.0) rows[n_events++] = t;
    }
    for (std::size_t first = 0; first < n_events;) {
      const std::size_t n = std::min(n_events - first, kGatheredRows - n_gathered_);
      gather(panel, rows + first, n, y);
      first += n;
      if (n_gathered_ == kGatheredRows) multiply();
    }
  }

  EventCurvature finish() {
    multiply();
    const std::size_t n = sums_.size();
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = j; i < n; ++i) found_.hessian[i + j * n] -= sums_[i] * sums_[j] / total_;
    }
    found_.n_events = total_ * total_ / squares_;
    return std::move(found_);
  }

 private:
  void gather(const Panel& panel, const std::size_t* rows, std::size_t n, const double* y) {
    for (std::size_t j = 0; j < model_.columns.size(); ++j) {
      const double* from = panel.values + model_.columns[j] * panel.ld;
      double* to = gathered_.data() + j * kGatheredRows + n_gathered_;
      for (std::size_t i = 0; i < n; ++i) to[i] = from[rows[i]];
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double weight = weights_[n_gathered_ + i] = y[rows[i]];
      total_ += weight;
      squares_ += weight * weight;
    }
    n_gathered_ += n;
  }

  void multiply() {
    const std::size_t n = sums_.size();
    panel_kernels().weighted_gram(gathered_.data(), kGatheredRows, n_gathered_, n, centers_.data(), weights_.data(),
                                  found_.hessian.data(), n);
    panel_kernels().adjoint(gathered_.data(), kGatheredRows, n_gathered_, n, centers_.data(), weights_.data(),
                            sums_.data());
    n_gathered_ = 0;
  }

  const OutputModel& model_;
  std::vector<double> gathered_, weights_, centers_, sums_;
  std::size_t n_gathered_ = 0;
  double total_ = 0.0, squares_ = 0.0;
  EventCurvature found_;
};

}  // namespace

std::vector<EventCurvature> curvature_at_events(const Objective& objective, const std::vector<OutputModel>& models,
                                                ThreadTeam& team) {
  std::vector<EventCurvature> result(models.size());
  const std::size_t n_groups = (models.size() + kOutputsAtOnce - 1) / kOutputsAtOnce;
  team.run(n_groups, [&](std::size_t group, int) {
    const std::size_t begin = group * kOutputsAtOnce;
    const std::size_t end = std::min(begin + kOutputsAtOnce, models.size());
    std::vector<EventSums> sums;
    for (std::size_t i = begin; i < end; ++i) sums.emplace_back(objective, models[i]);
    std::vector<double> scratch(kTileRows * objective.design().n_columns());
    for (const RowTile& tile : objective.tiles()) {
      const Panel panel = objective.design().panel(tile, scratch.data());
      for (EventSums& own : sums) own.add_tile(objective.response(), tile, panel);
    }
    for (std::size_t i = begin; i < end; ++i) result[i] = sums[i - begin].finish();
  });
  return result;
}

}  // namespace anemone
