#ifndef ANEMONE_GLUE_THREADS_HPP
#define ANEMONE_GLUE_THREADS_HPP

#include <Rcpp.h>

#include "errors.hpp"
#include "parallel/thread_team.hpp"

namespace anemone_glue {

inline void check_interrupt(void*) { R_CheckUserInterrupt(); }

// R's own check would jump over the destructors of the threads; this one only asks.
inline bool user_wants_stop() { return R_ToplevelExec(check_interrupt, nullptr) == FALSE; }

// Below about 3 ms of work a second thread costs more than it gives.
inline int worthwhile_threads(int n_threads, double n_flops) {
  constexpr double kWorthSharing = 1e8;
  return n_flops < kWorthSharing ? 1 : n_threads;
}

// Runs `work` with a team that Ctrl-C stops, and hands the interrupt on to R afterwards.
template <typename Work>
auto with_team(int n_threads, Work work) {
  anemone::StopFlag stop(user_wants_stop);
  try {
    anemone::ThreadTeam team(n_threads, &stop);
    return work(team);
  } catch (const anemone::Interrupted&) {
    throw Rcpp::internal::InterruptedException();
  }
}

}  // namespace anemone_glue

#endif
