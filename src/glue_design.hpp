#ifndef ANEMONE_GLUE_DESIGN_HPP
#define ANEMONE_GLUE_DESIGN_HPP

#include <Rcpp.h>

#include "design/design.hpp"
#include "design/lag_window.hpp"

namespace anemone_glue {

// A view of one block; `kind` says which.
std::unique_ptr<anemone::Block> bind_block(const Rcpp::List& block);

std::vector<std::unique_ptr<anemone::Block>> bind_blocks(const Rcpp::List& blocks);

std::unique_ptr<anemone::Block> bind_local(const Rcpp::List& block);
std::unique_ptr<anemone::Block> bind_category(const Rcpp::List& block);
std::unique_ptr<anemone::Block> bind_product(const Rcpp::List& block);
std::unique_ptr<anemone::Block> bind_streamed(const Rcpp::List& block);
std::unique_ptr<anemone::Block> bind_side_by_side(const Rcpp::List& block);

anemone::LagKernel bind_kernel(const Rcpp::List& block);
std::vector<anemone::RowSegment> bind_segments(const Rcpp::List& block);

// Views over the memory of an R design's blocks; they live no longer than the call.
anemone::Design bind_design(const Rcpp::List& blocks, double n_rows);

// Runs are kept in R as two vectors, 0-based and half open.
std::vector<anemone::RowRange> bind_runs(const Rcpp::List& runs);

Rcpp::List wrap_runs(const std::vector<anemone::RowRange>& runs);

}  // namespace anemone_glue

#endif
