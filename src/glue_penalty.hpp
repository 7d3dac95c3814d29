#ifndef ANEMONE_GLUE_PENALTY_HPP
#define ANEMONE_GLUE_PENALTY_HPP

#include <Rcpp.h>

#include <vector>

#include "penalty/penalty.hpp"

namespace anemone_glue {

// As R/glm_penalty.R describes them.
std::vector<anemone::PenaltySetting> bind_penalties(const Rcpp::List& penalties);

}  // namespace anemone_glue

#endif
