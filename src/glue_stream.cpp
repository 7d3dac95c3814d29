#include <Rcpp.h>

#include "analysis/projection.hpp"
#include "analysis/streamed_average.hpp"
#include "glue_convert.hpp"
#include "glue_signal.hpp"
#include "glue_stored.hpp"
#include "glue_threads.hpp"

namespace {

// Pieces from an R function, which gives a list of times and values (time last), or NULL at the
// end. It is called on the main thread only.
class ReadByR : public anemone::RowSource {
 public:
  ReadByR(const Rcpp::Function& read, int n_columns) : read_(read), n_columns_(n_columns) {}

  bool next(anemone::RowPiece* piece) override {
    held_ = R_NilValue;
    held_ = read_();
    if (held_.isNULL()) return false;
    const Rcpp::List given(held_);
    const Rcpp::NumericVector times = given["times"];
    *piece = anemone_glue::view_stored(given["values"], times.size(), n_columns_);
    piece->times = times.begin();
    return true;
  }

 private:
  Rcpp::Function read_;
  R_xlen_t n_columns_;
  Rcpp::RObject held_;
};

anemone::StoredScale stored_scale(const Rcpp::NumericVector& factor, double offset) {
  return {std::vector<double>(factor.begin(), factor.end()), offset};
}

anemone::Fields view_fields(const Rcpp::NumericMatrix& fields) {
  return {fields.begin(), static_cast<std::size_t>(fields.nrow()), static_cast<std::size_t>(fields.ncol())};
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::NumericVector cpp_stream_event_average(Rcpp::Function read, int n_columns, Rcpp::NumericVector times,
                                             Rcpp::NumericVector offsets, Rcpp::NumericVector start,
                                             Rcpp::NumericVector end, double bin_size, Rcpp::IntegerVector lags,
                                             bool zero, Rcpp::NumericVector factor, double offset, int n_threads) {
  const auto grid = anemone::bin_epochs(view_intervals(start, end), bin_size, partial_bins(true));
  const anemone::LagRange range = lag_range(lags, zero);
  ReadByR source(read, n_columns);
  return anemone_glue::with_team(n_threads, [&](anemone::ThreadTeam& team) {
    return Rcpp::NumericVector(Rcpp::wrap(anemone::average_stream(view_trains(times, offsets), source, n_columns, grid,
                                                                  range, stored_scale(factor, offset), team)));
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_stream_projection(Rcpp::Function read, Rcpp::NumericMatrix fields, double n_rows,
                                          Rcpp::NumericVector factor, double offset, int n_threads) {
  ReadByR source(read, fields.nrow());
  Rcpp::NumericMatrix projected(Rcpp::no_init(n_rows, fields.ncol()));
  anemone_glue::with_team(n_threads, [&](anemone::ThreadTeam& team) {
    anemone::project_stream(source, view_fields(fields), stored_scale(factor, offset), n_rows, team, projected.begin());
  });
  return projected;
}

// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cpp_project(Rcpp::NumericVector times, SEXP values, Rcpp::NumericMatrix fields, int n_threads) {
  const anemone::StoredColumns signal = view_columns(times, values, fields.nrow());
  Rcpp::NumericMatrix projected(Rcpp::no_init(times.size(), fields.ncol()));
  const double n_flops = 2.0 * static_cast<double>(times.size()) * fields.size();
  anemone_glue::with_team(anemone_glue::worthwhile_threads(n_threads, n_flops), [&](anemone::ThreadTeam& team) {
    anemone::project_columns(signal, view_fields(fields), team, projected.begin());
  });
  return projected;
}
