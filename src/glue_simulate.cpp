#include <Rcpp.h>

#include "family/family.hpp"
#include "glm/simulate_network.hpp"
#include "glm/simulate_spikes.hpp"

using namespace anemone;

namespace {

int draw_poisson(double mean) { return static_cast<int>(R::rpois(mean)); }

}  // namespace

// [[Rcpp::export]]
Rcpp::IntegerVector cpp_simulate_spikes(Rcpp::NumericVector drive, Rcpp::NumericVector history, double largest_mean) {
  return Rcpp::wrap(
      simulate_spikes(drive.begin(), drive.size(), history.begin(), history.size(), largest_mean, draw_poisson));
}

// `drive`: bins x units; `filters`: receiver x lag x sender; `before`: lags x units, the newest
// last.
// [[Rcpp::export]]
Rcpp::List cpp_simulate_network(Rcpp::NumericMatrix drive, Rcpp::NumericVector filters, Rcpp::IntegerMatrix before,
                                std::string inverse_link, double largest_mean) {
  SpikingNetwork network;
  network.n_bins = drive.nrow();
  network.n_units = drive.ncol();
  network.n_lags = before.nrow();
  network.drive = drive.begin();
  network.filters = filters.begin();
  network.before = before.begin();
  const auto family = make_family("Poisson", inverse_link);
  const NetworkDraw draw = simulate_network(network, *family, largest_mean, draw_poisson);
  return Rcpp::List::create(
      Rcpp::Named("counts") = Rcpp::IntegerMatrix(drive.nrow(), drive.ncol(), draw.counts.begin()),
      Rcpp::Named("means") = Rcpp::NumericMatrix(drive.nrow(), drive.ncol(), draw.means.begin()));
}
