#ifndef ANEMONE_GLM_GRAM_START_HPP
#define ANEMONE_GLM_GRAM_START_HPP

#include <vector>

#include "glm/run_searches.hpp"

namespace anemone {

// A Hessian for each output costs a wide design more than the whole search. Above this many columns, and where one
// takes more than milliseconds, searches go by gradients to their ends, and standard errors wait until they are asked
// for.
constexpr std::size_t kMaxHessianColumns = 128;

// A pass with Hessians costs an output as much as F / 4 passes without: below this many columns Newton's few steps
// are cheaper from the start.
constexpr std::size_t kMinGradientColumns = 32;

// Whether outputs begin that way unless the user chose another.
bool searches_by_gradients(const Objective& objective);

// Wide designs: all outputs go together by gradients alone, from the curvature that the Gram matrix gives, until
// they are near their ends; each Newton search then starts there, if a Hessian is cheap. A search of first order that
// has not arrived in time hands over the best point it has seen. Under a penalty that has no derivative at 0 they go
// all the way, since no Hessian is needed for standard errors that do not exist. Whether an output goes this way
// depends on rows, columns, family and penalty, never on the other outputs. `gram` is that of the setting's summary:
// emptied as soon as no search needs it.
void start_by_gram(const SearchSetting& setting, std::vector<OutputSearch>& searches, std::vector<double>& gram);

}  // namespace anemone

#endif
