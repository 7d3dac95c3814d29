#ifndef ANEMONE_GLUE_THREADS_HPP
#define ANEMONE_GLUE_THREADS_HPP

#include <Rcpp.h>

#include <chrono>

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

// Touching a byte takes about as long as an operation of a kernel: enough bytes are worth sharing.
inline int threads_for_bytes(int n_threads, double n_bytes) {
  constexpr double kWorthSharing = 16e6;
  return n_bytes < kWorthSharing ? 1 : n_threads;
}

// Asking R costs as much as a small task: not more often than a user would notice.
class PatientQuestion {
 public:
  bool operator()() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(20)) return false;
    last_ = now;
    return user_wants_stop();
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// Runs `work` with a team that Ctrl-C stops, and hands the interrupt on to R afterwards.
template <typename Work>
auto with_team(int n_threads, Work work) {
  anemone::StopFlag stop{PatientQuestion()};
  try {
    anemone::ThreadTeam team(n_threads, &stop);
    return work(team);
  } catch (const anemone::Interrupted&) {
    throw Rcpp::internal::InterruptedException();
  }
}

}  // namespace anemone_glue

#endif
