#ifndef ANEMONE_GLM_PASS_WATCH_HPP
#define ANEMONE_GLM_PASS_WATCH_HPP

#include <chrono>

#include "glm/solver_options.hpp"

namespace anemone {

// What happens between two passes over the rows: the host hears how far the fit is, and time may be up.
class PassWatch {
 public:
  PassWatch(const SolverOptions& options, std::size_t n_outputs)
      : options_(options), n_outputs_(n_outputs), begin_(std::chrono::steady_clock::now()) {}

  bool time_is_up() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
    return options_.max_seconds > 0.0 && passed.count() > options_.max_seconds;
  }

  void report(std::size_t n_running) const {
    if (options_.on_pass) options_.on_pass(n_outputs_ - n_running, n_outputs_);
  }

 private:
  const SolverOptions& options_;
  std::size_t n_outputs_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace anemone

#endif
