#include "glue_design.hpp"

#include "design/dense_block.hpp"
#include "design/event_block.hpp"
#include "design/lagged_block.hpp"
#include "design/products.hpp"
#include "design/shared_gram.hpp"
#include "events/sparse_counts.hpp"
#include "glue_convert.hpp"
#include "glue_threads.hpp"
#include "series/bin_average.hpp"

using namespace anemone;

namespace {

BinGrid bind_grid(const Rcpp::List& grid) {
  return view_grid(grid["start"], grid["first"], grid["n"], Rcpp::as<double>(grid["bin_size"]));
}

}  // namespace

namespace anemone_glue {

LagKernel bind_kernel(const Rcpp::List& block) {
  const Rcpp::NumericMatrix kernel = block["kernel"];
  LagKernel view;
  view.values = kernel.begin();
  view.n_lags = kernel.nrow();
  view.n_functions = kernel.ncol();
  view.advance = Rcpp::as<int>(block["advance"]);
  return view;
}

std::vector<RowSegment> bind_segments(const Rcpp::List& block) {
  const auto first_rows = as_sizes(block["first_row"]);
  const auto n_rows = as_sizes(block["n_rows"]);
  const auto origins = as_sizes(block["origin"]);
  std::vector<RowSegment> segments;
  for (std::size_t i = 0; i < first_rows.size(); ++i) {
    segments.push_back({first_rows[i], n_rows[i], origins[i]});
  }
  return segments;
}

}  // namespace anemone_glue

namespace {

using anemone_glue::bind_kernel;
using anemone_glue::bind_segments;

std::unique_ptr<Block> bind_dense(const Rcpp::List& block) {
  const Rcpp::NumericMatrix values = block["values"];
  return std::make_unique<DenseBlock>(values.begin(), values.nrow(), values.ncol());
}

std::unique_ptr<Block> bind_lagged(const Rcpp::List& block) {
  const Rcpp::NumericMatrix signal = block["signal"];
  return std::make_unique<LaggedBlock>(signal.begin(), signal.nrow(), signal.ncol(), bind_segments(block),
                                       bind_kernel(block));
}

std::unique_ptr<Block> bind_events(const Rcpp::List& block) {
  const Rcpp::IntegerVector positions = block["positions"];
  const Rcpp::IntegerVector counts = block["counts"];
  SparseSignals events;
  events.positions = positions.begin();
  events.counts = counts.begin();
  events.offsets = as_sizes(block["offsets"]);
  events.n_samples = static_cast<std::size_t>(Rcpp::as<double>(block["n_samples"]));
  if (!Rf_isNull(block["known"])) {
    events.known = Rcpp::RawVector(block["known"]).begin();
  }
  return std::make_unique<EventBlock>(events, bind_segments(block), bind_kernel(block));
}

double product_flops(const Design& design, int n_outputs) {
  return 2.0 * static_cast<double>(design.n_rows()) * static_cast<double>(design.n_columns()) * n_outputs;
}

}  // namespace

namespace anemone_glue {

std::unique_ptr<Block> bind_block(const Rcpp::List& block) {
  const std::string kind = Rcpp::as<std::string>(block["kind"]);
  if (kind == "dense") return bind_dense(block);
  if (kind == "lagged") return bind_lagged(block);
  if (kind == "events") return bind_events(block);
  if (kind == "local") return bind_local(block);
  if (kind == "category") return bind_category(block);
  if (kind == "product") return bind_product(block);
  if (kind == "side by side") return bind_side_by_side(block);
  if (kind == "streamed") return bind_streamed(block);
  throw std::invalid_argument("no design block of kind " + kind);
}

std::vector<std::unique_ptr<Block>> bind_blocks(const Rcpp::List& blocks) {
  std::vector<std::unique_ptr<Block>> views;
  for (R_xlen_t i = 0; i < blocks.size(); ++i) views.push_back(bind_block(blocks[i]));
  return views;
}

Design bind_design(const Rcpp::List& blocks, double n_rows) {
  return Design(bind_blocks(blocks), static_cast<std::size_t>(n_rows));
}

std::vector<RowRange> bind_runs(const Rcpp::List& runs) {
  const auto begins = as_sizes(runs["begin"]);
  const auto ends = as_sizes(runs["end"]);
  std::vector<RowRange> result;
  for (std::size_t i = 0; i < begins.size(); ++i) result.push_back({begins[i], ends[i]});
  return result;
}

Rcpp::List wrap_runs(const std::vector<RowRange>& runs) {
  Rcpp::NumericVector begins(runs.size());
  Rcpp::NumericVector ends(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    begins[i] = static_cast<double>(runs[i].begin);
    ends[i] = static_cast<double>(runs[i].end);
  }
  return Rcpp::List::create(Rcpp::Named("begin") = begins, Rcpp::Named("end") = ends);
}

}  // namespace anemone_glue

// The rows each block cannot give, as counts, and the runs that all blocks and `usable` leave; empty for all rows.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_design_valid_runs(Rcpp::List blocks, double n_rows, Rcpp::LogicalVector usable) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const ValidRows valid = find_valid_rows(design, usable.size() == 0 ? nullptr : usable.begin());
  return Rcpp::List::create(Rcpp::Named("runs") = anemone_glue::wrap_runs(valid.runs),
                            Rcpp::Named("lost") = valid.lost);
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_design_matrix(Rcpp::List blocks, double n_rows, Rcpp::List runs) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  Rcpp::NumericMatrix values(Rcpp::no_init(design.n_rows(), design.n_columns()));
  materialise(design, anemone_glue::bind_runs(runs), values.begin());
  return values;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_design_multiply(Rcpp::List blocks, double n_rows, Rcpp::List runs, Rcpp::NumericMatrix weights,
                                        Rcpp::NumericVector intercepts, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  Rcpp::NumericMatrix eta(Rcpp::no_init(design.n_rows(), weights.ncol()));
  std::fill(eta.begin(), eta.end(), NA_REAL);
  const int workers = anemone_glue::worthwhile_threads(n_threads, product_flops(design, weights.ncol()));
  anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    multiply(design, anemone_glue::bind_runs(runs), weights.begin(), intercepts.begin(), weights.ncol(), eta.begin(),
             team);
  });
  return eta;
}

// `values` has a row for each of the design's.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_design_multiply_transposed(Rcpp::List blocks, double n_rows, Rcpp::List runs,
                                                   Rcpp::NumericMatrix values, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const int workers = anemone_glue::worthwhile_threads(n_threads, product_flops(design, values.ncol()));
  const std::vector<double> sums = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    return multiply_transposed(design, anemone_glue::bind_runs(runs), values.begin(), values.ncol(), team);
  });
  return Rcpp::NumericMatrix(design.n_columns(), values.ncol(), sums.begin());
}

// `weights` has a value for each row of the design; empty for ones, then of all columns.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_design_gram(Rcpp::List blocks, double n_rows, Rcpp::List runs, Rcpp::NumericVector weights,
                                    Rcpp::NumericVector columns, int n_threads) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  const int n = columns.size();
  const int workers = anemone_glue::worthwhile_threads(n_threads, product_flops(design, n));
  std::vector<double> gram = anemone_glue::with_team(workers, [&](ThreadTeam& team) {
    const auto rows = anemone_glue::bind_runs(runs);
    return weights.size() == 0 ? shared_gram(design, rows, team)
                               : weighted_gram(design, rows, weights.begin(), as_sizes(columns), team);
  });
  mirror_lower_triangle(n, gram);
  return Rcpp::NumericMatrix(n, n, gram.begin());
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_count_sparsely(Rcpp::NumericVector times, Rcpp::NumericVector offsets, Rcpp::List grid) {
  const SparseCounts counts = count_sparsely(view_trains(times, offsets), bind_grid(grid));
  return Rcpp::List::create(Rcpp::Named("positions") = counts.positions, Rcpp::Named("counts") = counts.counts,
                            Rcpp::Named("offsets") = Rcpp::NumericVector(counts.offsets.begin(), counts.offsets.end()));
}

// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_covered_bins(Rcpp::NumericVector start, Rcpp::NumericVector end, Rcpp::List grid) {
  const BinGrid bins = bind_grid(grid);
  Rcpp::IntegerVector covered(Rcpp::no_init(bins.n_bins()));
  bins_inside(bins, view_intervals(start, end), covered.begin());
  return covered;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_average_in_bins(Rcpp::NumericVector times, Rcpp::NumericVector values, int n_channels,
                                        Rcpp::List grid) {
  const BinGrid bins = bind_grid(grid);
  Rcpp::NumericMatrix means(Rcpp::no_init(bins.n_bins(), n_channels));
  const Samples samples{times.begin(), values.begin(), static_cast<std::size_t>(times.size()),
                        static_cast<std::size_t>(n_channels)};
  average_in_bins(samples, bins, R_NaN, means.begin());
  return means;
}

// How many samples each bin has.
// [[Rcpp::export(rng = false)]]
Rcpp::IntegerVector cpp_count_in_bins(Rcpp::NumericVector times, Rcpp::List grid) {
  const auto rows = rows_of_bins(times.begin(), times.size(), bind_grid(grid));
  Rcpp::IntegerVector counts(rows.size());
  std::transform(rows.begin(), rows.end(), counts.begin(),
                 [](const RowRange& own) { return static_cast<int>(own.size()); });
  return counts;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_design_quadratic(Rcpp::List blocks, double n_rows, Rcpp::List runs,
                                         Rcpp::NumericMatrix matrix) {
  const Design design = anemone_glue::bind_design(blocks, n_rows);
  Rcpp::NumericVector q(design.n_rows(), NA_REAL);
  quadratic_form(design, anemone_glue::bind_runs(runs), matrix.begin(), q.begin());
  return q;
}
