#include "design/streamed_block.hpp"
#include "glue_convert.hpp"
#include "glue_design.hpp"
#include "glue_stored.hpp"
#include "glue_threads.hpp"

using namespace anemone;

namespace {

Rcpp::Function reader(const char* name) { return Rcpp::Environment::namespace_env("anemone")[name]; }

// Rows from the package's own reader, which is called on the main thread only. The file is open from the first rows on
// until the end of the call.
class SectionsByR : public RowStore {
 public:
  SectionsByR(const Rcpp::List& handle, R_xlen_t n_columns)
      : read_(reader("read_section")), handle_(handle), n_columns_(n_columns) {}

  ~SectionsByR() override {
    if (source_.isNULL()) return;
    try {
      reader("close_source")(source_);
    } catch (...) {
      // What R has to say of a file that cannot be closed is less than what may be on its way already.
    }
  }

  RowPiece read(RowRange rows) override {
    if (source_.isNULL()) source_ = reader("open_source")(handle_);
    held_ = R_NilValue;
    held_ = read_(source_, static_cast<double>(rows.begin + 1), static_cast<double>(rows.end));
    return anemone_glue::view_stored(held_, static_cast<R_xlen_t>(rows.size()), n_columns_);
  }

 private:
  Rcpp::Function read_;
  Rcpp::List handle_;
  R_xlen_t n_columns_;
  Rcpp::RObject source_;
  Rcpp::RObject held_;
};

template <typename Vector>
auto begin_or_null(const Rcpp::List& block, const char* name) {
  return Rf_isNull(block[name]) ? nullptr : Vector(block[name]).begin();
}

std::size_t count_values(const Rcpp::List& block) {
  return static_cast<std::size_t>(std::max(1.0, Rcpp::as<double>(block["n_values"])));
}

StoredSamples bind_samples(const Rcpp::List& block) {
  const Rcpp::List source = block["source"];
  const std::vector<std::size_t> shape = as_sizes(block["shape"]);
  std::size_t n_columns = 1;
  for (const std::size_t extent : shape) n_columns *= extent;
  const Rcpp::NumericVector factor = source["conversion"];
  const StoredScale scale{std::vector<double>(factor.begin(), factor.end()), Rcpp::as<double>(source["offset"])};
  const Rcpp::IntegerVector first = block["first"];
  const SampleMap map{first.begin(), begin_or_null<Rcpp::IntegerVector>(block, "count"),
                      begin_or_null<Rcpp::NumericVector>(block, "weight"), static_cast<std::size_t>(first.size())};
  auto store = std::make_unique<SectionsByR>(source, static_cast<R_xlen_t>(n_columns));
  const std::size_t rows_at_once = count_values(block) / n_columns;
  if (Rf_isNull(block["fields"])) return StoredSamples(std::move(store), shape, scale, map, rows_at_once);
  const Rcpp::NumericMatrix fields = block["fields"];
  const Fields view{fields.begin(), n_columns, static_cast<std::size_t>(fields.ncol())};
  return StoredSamples(std::move(store), view, scale, map, rows_at_once);
}

}  // namespace

namespace anemone_glue {

std::unique_ptr<Block> bind_streamed(const Rcpp::List& block) {
  const unsigned char* known =
      block.containsElementNamed("known") ? begin_or_null<Rcpp::RawVector>(block, "known") : nullptr;
  return std::make_unique<StreamedBlock>(bind_samples(block), known, bind_segments(block), bind_kernel(block),
                                         count_values(block));
}

}  // namespace anemone_glue

// Which samples of a streamed block have a value in every channel, and how far values are spread.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_survey_samples(Rcpp::List block, int n_threads) {
  const StoredSamples samples = bind_samples(block);
  const SampleSurvey survey = anemone_glue::with_team(
      n_threads, [&](ThreadTeam& team) { return survey_samples(samples, count_values(block), team); });
  return Rcpp::List::create(Rcpp::Named("known") = Rcpp::LogicalVector(survey.known.begin(), survey.known.end()),
                            Rcpp::Named("deviation") = survey.deviation);
}
