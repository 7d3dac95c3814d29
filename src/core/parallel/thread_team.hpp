#ifndef ANEMONE_PARALLEL_THREAD_TEAM_HPP
#define ANEMONE_PARALLEL_THREAD_TEAM_HPP

#include <cstddef>
#include <functional>
#include <memory>

#include "parallel/stop_flag.hpp"

namespace anemone {

// Threads that live as long as one computation: made by the constructor, joined by the destructor,
// so that no thread outlives a call of the host and a fork finds none.
//
// run() gives each task to whoever is free, the caller among them, and returns when all tasks are
// done. It never waits for a thread that has not started, so a sleeping or displaced worker cannot
// make it slower than the caller alone. Tasks must not call run() of the same team.
class ThreadTeam {
 public:
  using Body = std::function<void(std::size_t task, int worker)>;

  // The caller counts: a team of one starts no thread. Numbers below one are taken as one.
  explicit ThreadTeam(int n_threads, StopFlag* stop_flag = nullptr);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  // Number of threads; `worker` is below it, and 0 is the caller. Two tasks that run at one time
  // have different workers.
  int size() const;

  // The first exception of a task is thrown here, after the tasks in progress have ended; those
  // not begun are left out. The stop flag is polled on the caller's thread between its tasks;
  // once it is set, run() throws Interrupted in the same way.
  void run(std::size_t n_tasks, const Body& body);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace anemone

#endif
