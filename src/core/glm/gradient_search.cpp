#include "glm/gradient_search.hpp"

#include <algorithm>
#include <cmath>

namespace anemone {

namespace {

// A gradient this short, relative to that at the start, is told by sums of double precision only; what those of single
// precision make of the value is wrong by less than this share.
constexpr double kSingleGradient = 1e-5;
constexpr double kSingleRounding = 1e-8;
// A search that is this near, or has gone on for so long, and does not get on in single precision has met its rounding.
constexpr double kSingleNear = 1e-2;
constexpr int kMostSinglePasses = 20;
// Columns with another scale, or whose mean is so many standard deviations, lose too much in it.
constexpr double kSingleScale = 1e15;
constexpr double kSingleMean = 10.0;

// A search that lacks events and whose gradient is not shorter than this after so many steps has its end at infinity,
// or so far out that no sample of rows leads there.
constexpr int kStepsToJudge = 50;
constexpr double kLostGradient = 0.03;

// All parts of the loss belong to the same point: in single precision to the nearest that it has.
std::vector<double> asked_for(const GradientSearch& own) {
  std::vector<double> point = own.path->trial();
  if (!own.in_single) return point;
  for (double& entry : point) entry = static_cast<double>(static_cast<float>(entry));
  return point;
}

bool stays_in_single(const GradientSearch& own, bool moved) {
  const double gradient = own.path->relative_gradient();
  return gradient > kSingleGradient && (moved || gradient > kSingleNear) &&
         own.path->n_iterations() < kMostSinglePasses;
}

void hear(const GradientSums& sums, std::size_t i, GradientSearch& own) {
  const int n_before = own.path->n_iterations();
  const bool begun = own.path->begun() && !own.path->current().gradient.empty();
  const double rounding_before = own.path->current().rounding;
  const std::vector<double> before = own.path->position();
  const std::vector<double> point = asked_for(own);
  Evaluation found = own.loss->evaluate(point, sums, i);
  if (own.in_single) found.rounding = kSingleRounding;
  own.path->advance(found);
  const bool heard_again = begun && own.path->current().rounding < rounding_before;
  const bool moved = !begun || heard_again || own.path->n_iterations() > n_before;
  if (own.in_single) own.in_single = stays_in_single(own, moved);
  if (!moved) return;
  own.intercept = own.loss->intercept(point);
  if (heard_again && own.path->n_iterations() == n_before) return;
  own.last_move = own.path->position();
  for (std::size_t j = 0; j < before.size(); ++j) own.last_move[j] -= before[j];
}

// One pass for all searches that still run.
void advance_together(const Objective& objective, std::vector<GradientSearch*> active, ThreadTeam& team) {
  const std::size_t n_columns = objective.design().n_columns();
  GradientQueries queries;
  const auto first_double =
      std::stable_partition(active.begin(), active.end(), [](const GradientSearch* own) { return own->in_single; });
  queries.n_single = static_cast<std::size_t>(first_double - active.begin());
  queries.coefficients.resize(n_columns * active.size(), 0.0);
  for (std::size_t i = 0; i < active.size(); ++i) {
    queries.outputs.push_back(active[i]->search->model.output);
    queries.intercepts.push_back(
        active[i]->loss->spread(asked_for(*active[i]), queries.coefficients.data() + i * n_columns));
  }
  const GradientSums sums = add_up_gradients(objective, queries, team);
  team.run(active.size(), [&](std::size_t i, int) { hear(sums, i, *active[i]); });
}

void give_up_lost(const SearchSetting& setting, GradientSearch& own) {
  if (!own.to_the_end || own.path->n_iterations() < kStepsToJudge || own.path->relative_gradient() < kLostGradient ||
      !lacks_events(setting, *own.search)) {
    return;
  }
  own.lost = true;
  own.path->give_up();
}

}  // namespace

bool may_begin_in_single(const SearchSetting& setting) {
  const ColumnSummary& summary = setting.summary;
  if (!has_single_sums(setting.objective) || summary.gram.empty()) return false;
  if (setting.options.search.tolerance >= kSingleGradient) return false;
  const double n_rows = static_cast<double>(setting.objective.n_valid_rows());
  const std::size_t n = summary.mean.size();
  for (std::size_t j = 0; j < n; ++j) {
    const double deviation = std::sqrt(summary.gram[j + j * n] / n_rows);
    if (deviation == 0.0) continue;
    if (!(std::fabs(summary.mean[j]) <= kSingleMean * deviation)) return false;
    if (!(deviation < kSingleScale && deviation > 1.0 / kSingleScale)) return false;
  }
  return true;
}

bool lacks_events(const SearchSetting& setting, const OutputSearch& search) {
  return setting.objective.family().intercept_multiplies() && !search.model.penalised() &&
         search.count_events() <= static_cast<double>(search.model.columns.size());
}

void run_together(const SearchSetting& setting, const std::vector<GradientSearch*>& searches, std::size_t n_waiting,
                  const char* phase) {
  for (;;) {
    std::vector<GradientSearch*> active;
    for (GradientSearch* own : searches) {
      if (own->path->running()) active.push_back(own);
    }
    // Where time is up, those that know nothing yet still hear of the point where they begin.
    if (setting.watch.time_is_up()) {
      const auto begun = [](const GradientSearch* own) { return !own->path->current().gradient.empty(); };
      active.erase(std::remove_if(active.begin(), active.end(), begun), active.end());
    }
    if (active.empty()) return;
    advance_together(setting.objective, active, setting.team);
    for (GradientSearch* own : active) give_up_lost(setting, *own);
    const auto n_running =
        std::count_if(active.begin(), active.end(), [](const GradientSearch* own) { return own->path->running(); });
    setting.watch.report(static_cast<std::size_t>(n_running) + n_waiting, phase);
  }
}

}  // namespace anemone
