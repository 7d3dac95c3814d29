#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "check.hpp"
#include "errors.hpp"
#include "parallel/thread_team.hpp"

using namespace anemone;
using std::size_t;

TEST_CASE("each task is done once, by a worker of the team") {
  for (int n_threads = 1; n_threads <= 4; ++n_threads) {
    ThreadTeam team(n_threads);
    CHECK(team.size() >= 1 && team.size() <= n_threads);
    for (size_t n_tasks : {0, 1, 2, 3, 7, 100, 5000}) {
      std::vector<std::atomic<int>> n_done(n_tasks);
      std::atomic<bool> worker_in_range{true};
      team.run(n_tasks, [&](size_t task, int worker) {
        ++n_done[task];
        if (worker < 0 || worker >= team.size()) worker_in_range = false;
      });
      for (const auto& count : n_done) CHECK(count == 1);
      CHECK(worker_in_range);
    }
  }
}

TEST_CASE("a number of threads below one is one") {
  CHECK(ThreadTeam(0).size() == 1);
  CHECK(ThreadTeam(-3).size() == 1);
}

TEST_CASE("what a task wrote is seen by the caller, run after run") {
  ThreadTeam team(4);
  std::vector<size_t> values(64, 0);
  for (size_t round = 1; round <= 2000; ++round) {
    team.run(values.size(), [&](size_t task, int) { values[task] += task; });
  }
  for (size_t task = 0; task < values.size(); ++task) CHECK(values[task] == 2000 * task);
}

TEST_CASE("two tasks at one time have different workers") {
  ThreadTeam team(4);
  std::vector<std::atomic<int>> busy(4);
  std::atomic<bool> collided{false};
  team.run(400, [&](size_t, int worker) {
    if (busy[worker]++ != 0) collided = true;
    std::this_thread::yield();
    --busy[worker];
  });
  CHECK(!collided);
}

TEST_CASE("workers that have gone to sleep are woken") {
  ThreadTeam team(3);
  std::atomic<int> n_done{0};
  for (int round = 0; round < 3; ++round) {
    team.run(8, [&](size_t, int) { ++n_done; });
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(n_done == 24);
}

TEST_CASE("an exception reaches the caller and the team works on") {
  for (int n_threads = 1; n_threads <= 4; ++n_threads) {
    ThreadTeam team(n_threads);
    const auto fail_at_three = [](size_t task, int) {
      if (task == 3) throw std::domain_error("task 3");
    };
    CHECK_THROWS_AS(team.run(100, fail_at_three), std::domain_error);
    std::atomic<int> n_done{0};
    team.run(10, [&](size_t, int) { ++n_done; });
    CHECK(n_done == 10);
  }
}

TEST_CASE("the stop flag is polled by the caller's thread alone and ends the run") {
  for (int n_threads = 1; n_threads <= 4; ++n_threads) {
    const auto caller = std::this_thread::get_id();
    int n_polls = 0;
    bool polled_elsewhere = false;
    StopFlag stop_flag([&] {
      polled_elsewhere = polled_elsewhere || std::this_thread::get_id() != caller;
      return ++n_polls >= 3;
    });
    ThreadTeam team(n_threads, &stop_flag);
    std::atomic<int> n_done{0};
    const auto slow_task = [&](size_t, int) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      ++n_done;
    };
    CHECK_THROWS_AS(team.run(10000, slow_task), Interrupted);
    CHECK(n_done < 10000);
    CHECK(n_polls == 3);
    CHECK(!polled_elsewhere);
    CHECK(stop_flag.stopped());
  }
}

TEST_CASE("a stop flag without a callback never stops") {
  StopFlag stop_flag;
  ThreadTeam team(2, &stop_flag);
  std::atomic<int> n_done{0};
  team.run(50, [&](size_t, int) { ++n_done; });
  CHECK(n_done == 50);
  CHECK(!stop_flag.poll());
}
