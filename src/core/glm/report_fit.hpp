#ifndef ANEMONE_GLM_REPORT_FIT_HPP
#define ANEMONE_GLM_REPORT_FIT_HPP

#include <vector>

#include "glm/likelihood.hpp"
#include "glm/output_search.hpp"

namespace anemone {

// From a search that has ended to what is reported: on the columns as they are, not centred.
void report_estimates(const Objective& objective, OutputSearch& search);

// The scale of each fit: one more pass where it comes from the residuals.
void report_scales(const Objective& objective, const std::vector<OutputSearch*>& searches, ThreadTeam& team);

// Needs the losses and the scale.
void report_likelihoods(const Objective& objective, const ResponseConstants& response, OutputFit& fit);

// Takes from the number of n parameters what a penalty holds: the trace of the inverse of their penalised information
// times the penalty's own part of it.
void take_penalised(const PenaltySum& penalty, double weight, const std::vector<double>& inverse, std::size_t n,
                    double& effective_df);

// Needs the scale.
void report_inference(const Objective& objective, const Evaluation& information, OutputSearch& search);

// Leaves the covariance, and what needs it, to find_inference().
void report_inference_later(OutputSearch& search);

// Coefficients that a penalty can hold at 0 have no covariance; a model is charged for those that are not 0.
void report_no_inference(OutputSearch& search);

}  // namespace anemone

#endif
