#include "parallel/thread_team.hpp"

#if defined(__linux__)
#include <sched.h>
#endif

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "errors.hpp"

namespace anemone {
namespace {

// A worker that sleeps costs the next run up to milliseconds; one that spins for as long as a
// solver thinks between two passes costs nothing that anybody waits for.
constexpr auto kWorkerSpin = std::chrono::milliseconds(1);
constexpr auto kCallerSpin = std::chrono::microseconds(50);
constexpr auto kPollInterval = std::chrono::milliseconds(50);

// Some schedulers, those of virtual machines above all, start a thread on its maker's core and
// leave it there for tens of milliseconds while another core idles. Forbidding that core for a
// moment moves the thread; what was allowed before is allowed again at once.
void leave_core_of_caller(int caller_core) {
#if defined(__linux__)
  cpu_set_t allowed;
  if (caller_core < 0 || sched_getaffinity(0, sizeof(allowed), &allowed) != 0) return;
  if (CPU_COUNT(&allowed) < 2) return;
  cpu_set_t others = allowed;
  CPU_CLR(caller_core, &others);
  if (sched_setaffinity(0, sizeof(others), &others) == 0) {
    sched_setaffinity(0, sizeof(allowed), &allowed);
  }
#else
  (void)caller_core;
#endif
}

int current_core() {
#if defined(__linux__)
  return sched_getcpu();
#else
  return -1;
#endif
}

template <typename Condition>
bool spin_until(Condition condition, std::chrono::nanoseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

// One call of run(). A thread that comes late finds no task left and never touches the body, which
// may be gone by then.
class Job {
 public:
  Job(std::size_t n_tasks, const ThreadTeam::Body& body) : n_tasks_(n_tasks), body_(&body) {}

  void work(int worker, StopFlag* polled) {
    for (std::size_t task = next_++; task < n_tasks_; task = next_++) {
      if (polled != nullptr && polled->poll()) cancelled_ = true;
      if (!cancelled_) run_task(task, worker);
      if (++n_done_ == n_tasks_) announce_end();
    }
  }

  void wait_for_others(StopFlag* polled) {
    if (spin_until([this] { return n_done_ == n_tasks_; }, kCallerSpin)) return;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!ended_.wait_for(lock, kPollInterval, [this] { return n_done_ == n_tasks_; })) {
      if (polled != nullptr && polled->poll()) cancelled_ = true;
    }
  }

  void rethrow_error() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void run_task(std::size_t task, int worker) {
    try {
      (*body_)(task, worker);
    } catch (...) {
      cancelled_ = true;
      std::lock_guard<std::mutex> lock(mutex_);
      if (!error_) error_ = std::current_exception();
    }
  }

  void announce_end() {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_.notify_one();
  }

  const std::size_t n_tasks_;
  const ThreadTeam::Body* const body_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> n_done_{0};
  std::atomic<bool> cancelled_{false};
  std::mutex mutex_;
  std::condition_variable ended_;
  std::exception_ptr error_;
};

}  // namespace

class ThreadTeam::State {
 public:
  State(int n_threads, StopFlag* stop_flag) : stop_flag_(stop_flag) {
    const int core = current_core();
    try {
      for (int worker = 1; worker < n_threads; ++worker) {
        threads_.emplace_back([this, worker, core] {
          leave_core_of_caller(core);
          serve(worker);
        });
      }
    } catch (const std::system_error&) {
      // The system grants no more threads: the team is as large as it got.
    }
  }

  ~State() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closing_ = true;
    }
    published_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  int size() const { return static_cast<int>(threads_.size()) + 1; }

  void run(std::size_t n_tasks, const Body& body) {
    if (n_tasks == 0) return;
    const auto job = std::make_shared<Job>(n_tasks, body);
    if (n_tasks > 1 && !threads_.empty()) publish(job);
    job->work(0, stop_flag_);
    job->wait_for_others(stop_flag_);
    job->rethrow_error();
    if (stop_flag_ != nullptr && stop_flag_->stopped()) throw Interrupted();
  }

 private:
  void publish(const std::shared_ptr<Job>& job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      job_ = job;
      ++n_published_;
    }
    published_.notify_all();
  }

  void serve(int worker) {
    std::uint64_t n_seen = 0;
    while (const std::shared_ptr<Job> job = next_job(&n_seen)) job->work(worker, nullptr);
  }

  // Null when the team closes.
  std::shared_ptr<Job> next_job(std::uint64_t* n_seen) {
    const auto news = [&] { return closing_ || n_published_ != *n_seen; };
    spin_until(news, kWorkerSpin);
    std::unique_lock<std::mutex> lock(mutex_);
    published_.wait(lock, news);
    *n_seen = n_published_;
    return closing_ ? nullptr : job_;
  }

  StopFlag* const stop_flag_;
  std::mutex mutex_;
  std::condition_variable published_;
  std::shared_ptr<Job> job_;
  std::atomic<std::uint64_t> n_published_{0};
  std::atomic<bool> closing_{false};
  std::vector<std::thread> threads_;
};

ThreadTeam::ThreadTeam(int n_threads, StopFlag* stop_flag) : state_(std::make_unique<State>(n_threads, stop_flag)) {}

ThreadTeam::~ThreadTeam() = default;

int ThreadTeam::size() const { return state_->size(); }

void ThreadTeam::run(std::size_t n_tasks, const Body& body) { state_->run(n_tasks, body); }

}  // namespace anemone
