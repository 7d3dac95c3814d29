#ifndef ANEMONE_GLM_TROUBLE_HPP
#define ANEMONE_GLM_TROUBLE_HPP

#include <vector>

#include "glm/column_summary.hpp"
#include "glm/output_search.hpp"

namespace anemone {

// Of a column's squared length, what has to be left after the columns before it have been taken out: 3e-7
// of its length, where rounding in the Gram matrix begins.
constexpr double kRankTolerance = 1e-13;

// A search that still moves some row's predictor by this much where its gradient has vanished is on its way
// to infinity.
constexpr double kStillMoving = 1e-2;

// A column of one sign that is 0 wherever there is a spike has no finite coefficient: the likelihood rises
// as it goes to the infinity of the other sign. Such columns become limit columns of their output, unless a penalty
// holds them.
void find_limits(const Objective& objective, const ColumnSummary& summary, std::vector<OutputSearch>& searches,
                 ThreadTeam& team);

// At the null point the weights are equal (or the offset's), so that the Hessian is a Gram matrix. Columns
// that depend on those before them leave the model, unless a penalty settles them; returns the evaluation of what
// stays.
Evaluation drop_aliased(const Objective& objective, const Evaluation& at_null, OutputSearch& search);

// The columns that are not among `kept`, which is ascending, leave the model as aliased.
void keep_columns(const std::vector<std::size_t>& kept, OutputSearch& search);

// Where the gradient has vanished but the predictor still moves, the maximum is at infinity.
void find_separation(const Objective& objective, const Evaluation& information, OutputSearch& search);

// The same for a search that has ended by gradients, from the last move it made.
void find_separation(const Objective& objective, OutputSearch& search);

// A response whose mean is the least or greatest that its law allows, a neuron without a spike for one: that mean
// everywhere is certain, and no other coefficient means anything. NaN for a response without an entry.
void report_silent(std::size_t n_columns, double intercept, OutputFit& fit);

}  // namespace anemone

#endif
