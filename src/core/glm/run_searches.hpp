#ifndef ANEMONE_GLM_RUN_SEARCHES_HPP
#define ANEMONE_GLM_RUN_SEARCHES_HPP

#include <vector>

#include "glm/column_summary.hpp"
#include "glm/output_search.hpp"
#include "glm/pass_watch.hpp"

namespace anemone {

// What all searches of a fit share.
struct SearchSetting {
  const Objective& objective;
  const ColumnSummary& summary;
  const GlmOptions& options;
  const PassWatch& watch;
  ThreadTeam& team;
};

// Brings every output that can be fitted to its end, those that have a path already from where it is.
void run_to_end(const SearchSetting& setting, std::vector<OutputSearch>& searches);

// On long recordings a sample of the rows tells most of the answer; the full data then need few passes.
void start_on_sample(const SearchSetting& setting, std::vector<OutputSearch>& searches);

// How many batches the rows are cut into, for solvers that take batches.
std::size_t count_batches(const SearchSetting& setting);

// The points at which searches want to know the objective, one for each.
std::vector<Query> queries_at_trials(const std::vector<OutputSearch*>& searches);

}  // namespace anemone

#endif
