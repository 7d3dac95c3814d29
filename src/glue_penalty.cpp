#include "glue_penalty.hpp"

#include "glue_convert.hpp"

using namespace anemone;

namespace {

std::vector<std::size_t> bind_groups(const Rcpp::NumericVector& groups) {
  std::vector<std::size_t> result;
  for (double group : groups) {
    result.push_back(ISNAN(group) ? PenaltySetting::kUngrouped : static_cast<std::size_t>(group));
  }
  return result;
}

}  // namespace

namespace anemone_glue {

std::vector<PenaltySetting> bind_penalties(const Rcpp::List& penalties) {
  std::vector<PenaltySetting> result;
  for (R_xlen_t i = 0; i < penalties.size(); ++i) {
    const Rcpp::List from = penalties[i];
    const Rcpp::NumericMatrix strength = from["strength"];
    PenaltySetting setting;
    setting.kind = Rcpp::as<std::string>(from["kind"]);
    setting.columns = as_sizes(from["columns"]);
    setting.strength.assign(strength.begin(), strength.end());
    setting.n_values = strength.nrow();
    setting.ratio = Rcpp::as<std::vector<double>>(from["ratio"]);
    setting.group = bind_groups(from["group"]);
    setting.order = from["order"];
    setting.circular = from["circular"];
    result.push_back(std::move(setting));
  }
  return result;
}

}  // namespace anemone_glue
