#ifndef ANEMONE_GLUE_DESIGN_HPP
#define ANEMONE_GLUE_DESIGN_HPP

#include <Rcpp.h>

#include "design/design.hpp"

namespace anemone_glue {

// Views over the memory of an R design's blocks; they live no longer than the call.
anemone::Design bind_design(const Rcpp::List& blocks, double n_rows);

// Runs are kept in R as two vectors, 0-based and half open.
std::vector<anemone::RowRange> bind_runs(const Rcpp::List& runs);

Rcpp::List wrap_runs(const std::vector<anemone::RowRange>& runs);

}  // namespace anemone_glue

#endif
