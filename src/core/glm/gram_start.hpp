#ifndef ANEMONE_GLM_GRAM_START_HPP
#define ANEMONE_GLM_GRAM_START_HPP

#include <vector>

#include "glm/column_summary.hpp"
#include "glm/output_search.hpp"

namespace anemone {

// Wide designs: all outputs go together by gradients alone, from the curvature that the Gram matrix gives, until
// they are near their ends; each Newton search then starts there. A search of first order that has not arrived in
// time hands over the best point it has seen. Whether an output goes this way depends on rows, columns, family and
// penalty, never on the other outputs.
void start_by_gram(const Objective& objective, const ColumnSummary& summary,
                   const GlmOptions& options, std::vector<OutputSearch>& searches, ThreadTeam& team);

}  // namespace anemone

#endif
