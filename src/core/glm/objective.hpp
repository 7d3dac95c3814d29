#ifndef ANEMONE_GLM_OBJECTIVE_HPP
#define ANEMONE_GLM_OBJECTIVE_HPP

#include <memory>
#include <optional>
#include <vector>

#include "design/design.hpp"
#include "family/family.hpp"
#include "glm/response.hpp"
#include "parallel/thread_team.hpp"
#include "penalty/penalty_sum.hpp"
#include "solver/search.hpp"

namespace anemone {

// One output's own view of the design.
struct OutputModel {
  std::size_t output = 0;
  // The columns whose coefficients are sought, ascending.
  std::vector<std::size_t> columns;
  // Columns whose coefficients are at their limit: where one of them is not 0 the rate is 0, and the row has
  // nothing left to say.
  std::vector<std::size_t> limit_columns;
  // What is penalised; null for nothing. The settings must outlive the model.
  const std::vector<PenaltySetting>* settings = nullptr;
  std::shared_ptr<const PenaltySum> penalty;

  void use_columns(std::vector<std::size_t> kept);
  bool penalised() const { return penalty != nullptr; }
  // The part of the penalty that a search adds itself, for rows that weigh this much together.
  RoughPart rough(double weight) const { return {penalty.get(), weight}; }
};

// A point at which one output's objective is wanted: coefficients of the centred columns, intercept last.
struct Query {
  const OutputModel* model = nullptr;
  const std::vector<double>* point = nullptr;
};

// Above this many columns, where one would take 200 MB, there is neither a Gram matrix nor a Hessian.
constexpr std::size_t kMaxGramColumns = 5000;

// Without curvature the evaluation has no Hessian.
enum class Curvature { kObserved, kExpected, kNone };

// The penalised negative log-likelihood of many outputs, in units of one entry's loss:
//   sum_t w_t loss(y_t, eta_t) + n * penalty(beta),   n = sum_t w_t,
// which is n times NeMoS's mean loss plus penalty, so that strengths carry over: an entry of weight 2 is two entries,
// and one of weight 0 is none. The part of the penalty that has no derivatives is left to the search.
class Objective {
 public:
  Objective(const Design& design, std::vector<RowRange> valid_runs, const Response& response, const Family& family);

  void set_centers(std::vector<double> centers) { centers_ = std::move(centers); }

  std::size_t n_valid_rows() const { return n_valid_rows_; }
  // The sum of one output's weights, and how many are not 0: both the number of rows unless entries are weighted.
  double total_weight(std::size_t output) const { return totals_[output].weight; }
  double n_entries(std::size_t output) const { return totals_[output].n_entries; }
  // Of the entries that weigh something; 0 without an offset.
  double mean_offset(std::size_t output) const { return totals_[output].mean_offset; }
  const std::vector<double>& centers() const { return centers_; }
  const std::vector<RowTile>& tiles() const { return tiles_; }
  const std::vector<RowRange>& valid_runs() const { return valid_runs_; }

  // How many pieces n_tiles tiles are cut into, by sizes alone: few enough that a partial Hessian for each
  // takes little memory.
  std::size_t count_chunks(std::size_t n_tiles) const;

  const Design& design() const { return design_; }
  const Response& response() const { return response_; }
  const Family& family() const { return family_; }

  // One pass over the rows for all queries together; with tile_stride = 32 over every 32nd tile only. Work
  // is cut by the number of rows and columns alone and added up in that order, so that the result has the
  // same bits for any number of threads and for an output alone or in company.
  std::vector<Evaluation> evaluate(const std::vector<Query>& queries, Curvature curvature, std::size_t tile_stride,
                                   ThreadTeam& team) const;

  // The same over some tiles, which may be smaller than those of the objective.
  std::vector<Evaluation> evaluate(const std::vector<Query>& queries, Curvature curvature,
                                   const std::vector<const RowTile*>& tiles, ThreadTeam& team) const;

  std::vector<const RowTile*> every_tile(std::size_t stride) const;
  // What one output's entries on some tiles weigh together.
  double weigh_tiles(std::size_t output, const std::vector<const RowTile*>& tiles) const;

  // From predictors of one output on a tile, without intercept and offset, to the derivatives of its loss by them; adds
  // to the loss and to their sum. `eta` is written over.
  void add_residuals(const RowTile& tile, std::size_t output, double intercept, double* eta, double* residual,
                     double& value, double& total) const;

  // Of each query the weighted sum of squared residuals over the variance that the law has at a scale of 1.
  std::vector<double> pearson_sums(const std::vector<Query>& queries, ThreadTeam& team) const;

 private:
  struct Scratch;
  struct Pass;
  void add_tile(const RowTile& tile, const Pass& pass, Scratch& scratch, std::vector<Evaluation>& sums) const;
  void add_query(const RowTile& tile, const Panel& panel, const Pass& pass, std::size_t i, Scratch& scratch,
                 Evaluation& sum) const;
  // The same with a Hessian that is added up by entries, for columns as they are; and from these to centred ones.
  void add_by_entries(const RowTile& tile, const Pass& pass, std::size_t i, Scratch& scratch, Evaluation& sum) const;
  void centre(const OutputModel& model, Evaluation& sum) const;
  bool has_few_entries() const;
  // The columns of one output alone, where it does not use all.
  Panel own_columns(const RowTile& tile, const Panel& panel, const OutputModel& model, Scratch& scratch) const;
  // The predictor, in scratch.eta.
  void predict(const RowTile& tile, const Panel& all, const Panel& own, const Query& query, Scratch& scratch) const;
  void add_penalty(const Query& query, double weight, Evaluation& sum) const;
  // Gradients by the products of the design, without panels.
  bool goes_by_products(const std::vector<Query>& queries, Curvature curvature) const;
  std::vector<Evaluation> multiply(const std::vector<Query>& queries, const std::vector<const RowTile*>& tiles,
                                   ThreadTeam& team) const;

  const Design& design_;
  std::vector<RowRange> valid_runs_;
  std::vector<RowTile> tiles_;
  std::size_t n_valid_rows_;
  Response response_;
  const Family& family_;
  struct Total {
    double weight;
    double n_entries;
    double mean_offset;
  };
  std::vector<Total> totals_;
  std::vector<double> centers_;
  // Found when a Hessian is first asked for.
  mutable std::optional<bool> has_few_entries_;
};

}  // namespace anemone

#endif
