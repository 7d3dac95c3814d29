#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "check.hpp"
#include "series/value_from.hpp"

using namespace anemone;

namespace {

std::vector<int> match(const std::vector<double>& times, const std::vector<double>& samples, Nearness nearness) {
  std::vector<int> matched(times.size());
  match_rows(times.data(), times.size(), samples.data(), {0, samples.size()}, Clock{1e9}, nearness, RowNumbering{},
             matched.data());
  return matched;
}

}  // namespace

TEST_CASE("nearest samples; ties and copies as pynapple breaks them") {
  const std::vector<double> samples = {0, 1, 1, 2};
  const std::vector<double> times = {-1, 0.4, 0.5, 1, 1.4, 1.5, 9};
  CHECK((match(times, samples, Nearness::closest) == std::vector<int>{0, 0, 2, 2, 2, 3, 3}));
  CHECK((match(times, samples, Nearness::before) == std::vector<int>{-1, 0, 0, 1, 2, 2, 3}));
  CHECK((match(times, samples, Nearness::after) == std::vector<int>{0, 1, 1, 1, 3, 3, -1}));
}

TEST_CASE("one sample answers for every time on its side") {
  CHECK((match({0.5, 1, 2}, {1.0}, Nearness::before) == std::vector<int>{-1, 0, 0}));
  CHECK((match({0.5, 1, 2}, {1.0}, Nearness::after) == std::vector<int>{0, 0, -1}));
  CHECK((match({0.5, 1, 2}, {}, Nearness::closest) == std::vector<int>{-1, -1, -1}));
}

TEST_CASE("a tie by the clock is a tie") {
  CHECK((match({0.3}, {0.1 + 0.1, 0.4}, Nearness::closest) == std::vector<int>{1}));
  CHECK((match({0.1 + 0.2}, {0.3}, Nearness::after) == std::vector<int>{0}));
}

TEST_CASE("sparse times find their samples, regular ones or not") {
  std::vector<double> samples, times;
  for (int i = 0; i < 5000; ++i) samples.push_back(0.01 * i + (i > 2500 ? 20.0 : 0.0));
  for (int i = 0; i < 70; ++i) times.push_back(1.13 * i - 2.0);
  const auto before = match(times, samples, Nearness::before);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto after = std::upper_bound(samples.begin(), samples.end(), times[i] + 1e-10);
    CHECK(before[i] == static_cast<int>(after - samples.begin()) - 1);
  }
}

TEST_CASE("the walk agrees with a search among all samples") {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> second(0.0, 10.0);
  std::vector<double> samples(300), times(200);
  for (double& s : samples) s = second(random);
  for (double& t : times) t = second(random);
  std::sort(samples.begin(), samples.end());
  std::sort(times.begin(), times.end());
  const auto closest = match(times, samples, Nearness::closest);
  for (std::size_t i = 0; i < times.size(); ++i) {
    double best = HUGE_VAL;
    for (const double s : samples) best = std::min(best, std::fabs(s - times[i]));
    CHECK_NEAR(std::fabs(samples[closest[i]] - times[i]), best, 0.0);
  }
}
