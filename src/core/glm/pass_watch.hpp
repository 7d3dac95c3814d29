#ifndef ANEMONE_GLM_PASS_WATCH_HPP
#define ANEMONE_GLM_PASS_WATCH_HPP

#include <algorithm>
#include <chrono>
#include <limits>

#include "glm/solver_options.hpp"

namespace anemone {

// What happens between two passes over the rows: the host hears how far the fit is, and time may be up.
class PassWatch {
 public:
  PassWatch(const SolverOptions& options, std::size_t n_outputs)
      : options_(options), n_outputs_(n_outputs), begin_(std::chrono::steady_clock::now()) {}

  bool time_is_up() const { return options_.max_seconds > 0.0 && seconds_passed() > options_.max_seconds; }

  // For a fit that is a part of this one; 0 for no limit.
  double seconds_left() const {
    if (!(options_.max_seconds > 0.0)) return 0.0;
    return std::max(options_.max_seconds - seconds_passed(), std::numeric_limits<double>::min());
  }

  void report(std::size_t n_running, const char* phase = "to the end") const {
    if (options_.on_pass) options_.on_pass(n_outputs_ - n_running, n_outputs_, phase);
  }

 private:
  double seconds_passed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

  const SolverOptions& options_;
  std::size_t n_outputs_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace anemone

#endif
