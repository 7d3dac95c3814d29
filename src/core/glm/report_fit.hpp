#ifndef ANEMONE_GLM_REPORT_FIT_HPP
#define ANEMONE_GLM_REPORT_FIT_HPP

#include <vector>

#include "glm/likelihood.hpp"
#include "glm/output_search.hpp"

namespace anemone {

// From a search that has ended to what is reported: on the columns as they are, not centred.
void report_estimates(const Objective& objective, const std::vector<double>& ridge,
                      const ResponseConstants& response, OutputSearch& search);

void report_inference(const Objective& objective, const std::vector<double>& ridge,
                      const Evaluation& information, OutputSearch& search);

}  // namespace anemone

#endif
