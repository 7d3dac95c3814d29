#ifndef ANEMONE_PARALLEL_STOP_FLAG_HPP
#define ANEMONE_PARALLEL_STOP_FLAG_HPP

#include <atomic>
#include <functional>
#include <utility>

namespace anemone {

// Asks the host whether a computation should stop. The host's callback may touch an interpreter
// that belongs to one thread, so only that thread calls poll(); all threads may read stopped().
class StopFlag {
 public:
  StopFlag() = default;
  explicit StopFlag(std::function<bool()> host_wants_stop) : callback_(std::move(host_wants_stop)) {}

  bool poll() {
    if (!stopped() && callback_ && callback_()) stopped_.store(true, std::memory_order_relaxed);
    return stopped();
  }

  bool stopped() const { return stopped_.load(std::memory_order_relaxed); }

 private:
  std::function<bool()> callback_;
  std::atomic<bool> stopped_{false};
};

}  // namespace anemone

#endif
