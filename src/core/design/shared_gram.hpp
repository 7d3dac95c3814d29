#ifndef ANEMONE_DESIGN_SHARED_GRAM_HPP
#define ANEMONE_DESIGN_SHARED_GRAM_HPP

#include <vector>

#include "design/design.hpp"
#include "parallel/thread_team.hpp"

namespace anemone {

// Lower triangle of D' D over the runs of rows, n_columns x n_columns: blocks of sparse events from correlograms, these
// with other columns by gathering, all else from panels. The same bits for any number of threads.
std::vector<double> shared_gram(const Design& design, const std::vector<RowRange>& runs, ThreadTeam& team);

}  // namespace anemone

#endif
