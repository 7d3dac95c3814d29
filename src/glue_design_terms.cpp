#include "design/category_block.hpp"
#include "design/local_block.hpp"
#include "design/product_block.hpp"
#include "design/side_by_side_block.hpp"
#include "glue_design.hpp"

using namespace anemone;

namespace anemone_glue {

std::unique_ptr<Block> bind_local(const Rcpp::List& block) {
  const Rcpp::IntegerVector first = block["first"];
  const Rcpp::NumericVector values = block["values"];
  LocalRows local;
  local.first = first.begin();
  local.values = values.begin();
  local.width = Rcpp::as<int>(block["width"]);
  local.n_functions = Rcpp::as<int>(block["n_functions"]);
  local.n_rows = first.size();
  return std::make_unique<LocalBlock>(local);
}

std::unique_ptr<Block> bind_category(const Rcpp::List& block) {
  const Rcpp::IntegerVector codes = block["codes"];
  return std::make_unique<CategoryBlock>(codes.begin(), codes.size(), Rcpp::as<int>(block["n_levels"]));
}

std::unique_ptr<Block> bind_product(const Rcpp::List& block) {
  return std::make_unique<ProductBlock>(bind_block(block["left"]), bind_block(block["right"]));
}

std::unique_ptr<Block> bind_side_by_side(const Rcpp::List& block) {
  return std::make_unique<SideBySideBlock>(bind_blocks(block["blocks"]));
}

}  // namespace anemone_glue

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_compress_rows(Rcpp::NumericMatrix values) {
  const CompressedRows rows = compress_rows(values.begin(), values.nrow(), values.ncol());
  return Rcpp::List::create(Rcpp::Named("first") = rows.first, Rcpp::Named("values") = rows.values,
                            Rcpp::Named("width") = static_cast<int>(rows.width));
}
