#ifndef ANEMONE_GLM_CLASS_OBJECTIVE_HPP
#define ANEMONE_GLM_CLASS_OBJECTIVE_HPP

#include <vector>

#include "design/design.hpp"
#include "glm/objective.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// The negative log-likelihood of classes, numbered from 0, under log-softmax: P(k) = exp(eta_k) / sum_l exp(eta_l),
// eta_k = b_k + x' beta_k. All classes have coefficients, none is the reference; adding one vector to all beta_k
// changes nothing. Coefficients are those of columns less their centers, numbered j + k * n_columns; a point has those
// that are active, ascending, then the intercepts.
class ClassObjective {
 public:
  // Not `centred`: the columns as they are, with centers of 0.
  ClassObjective(const Design& design, const std::vector<RowRange>& valid_runs, const Response& labels,
                 std::size_t n_classes, bool centred = true);

  std::size_t n_classes() const { return n_classes_; }
  std::size_t n_columns() const { return design_.n_columns(); }
  double total_weight() const { return total_weight_; }
  double n_entries() const { return n_entries_; }
  // What the entries of each class weigh together.
  const std::vector<double>& class_weights() const { return class_weights_; }
  const std::vector<double>& centers() const { return centers_; }

  const std::vector<RowTile>& tiles() const { return tiles_; }
  // What the entries on some tiles weigh together.
  double weigh_tiles(const std::vector<const RowTile*>& tiles) const { return labels_.weigh(0, tiles); }

  // One pass over some tiles; the same bits for any number of threads. The observed curvature is the expected one.
  Evaluation evaluate(const std::vector<std::size_t>& active, const std::vector<double>& point, Curvature curvature,
                      const std::vector<const RowTile*>& tiles, ThreadTeam& team) const;

  // The largest change that a step makes to any predictor.
  double largest_predictor_step(const std::vector<std::size_t>& active, const std::vector<double>& step) const;

  // From the covariance of a point to that of all coefficients of the columns as they are, then the intercepts, which
  // add up to 0. What is not active has none.
  std::vector<double> uncentre(const std::vector<std::size_t>& active, const std::vector<double>& covariance) const;

 private:
  struct Sums;
  struct Scratch;
  void find_centers();
  void count_labels();
  void add_tile(const RowTile& tile, const std::vector<double>& coefficients, const double* intercepts,
                Scratch& scratch, Sums& sums) const;
  double weigh_classes(std::size_t n_rows, const double* weights, Scratch& scratch) const;
  std::vector<double> spread(const std::vector<std::size_t>& active, const std::vector<double>& point) const;
  Evaluation assemble(const std::vector<std::size_t>& active, const Sums& sums) const;

  const Design& design_;
  const Response labels_;
  const std::size_t n_classes_;
  std::vector<RowTile> tiles_;
  std::vector<double> centers_;
  std::vector<double> class_weights_;
  double total_weight_ = 0.0;
  double n_entries_ = 0.0;
};

// Takes their mean from the intercepts, which changes no probability.
void center_intercepts(std::size_t n_classes, double* intercepts);

}  // namespace anemone

#endif
