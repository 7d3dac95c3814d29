#ifndef ANEMONE_TESTS_CHECK_HPP
#define ANEMONE_TESTS_CHECK_HPP

#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace anemone_test {

struct TestCase {
  std::string file;
  std::string name;
  void (*body)();
};

inline std::vector<TestCase>& test_cases() {
  static std::vector<TestCase> all;
  return all;
}

struct Registration {
  Registration(const char* file, const char* name, void (*body)()) { test_cases().push_back({file, name, body}); }
};

// Failed checks of the test case that is running. Only the first few are printed: a wrong kernel
// fails thousands.
inline int& failed_checks() {
  static int count = 0;
  return count;
}

inline void report_failure(const char* file, int line, const std::string& what) {
  if (++failed_checks() <= 5) std::printf("  %s:%d: %s\n", file, line, what.c_str());
}

inline void check_near(double actual, double expected, double tolerance, const char* file, int line,
                       const char* expression) {
  const bool both_nan = std::isnan(actual) && std::isnan(expected);
  if (actual == expected || both_nan || std::fabs(actual - expected) <= tolerance) return;
  char text[400];
  std::snprintf(text, sizeof(text), "%.200s is %.17g, expected %.17g within %g", expression, actual, expected,
                tolerance);
  report_failure(file, line, text);
}

}  // namespace anemone_test

#define ANEMONE_JOIN_(a, b) a##b
#define ANEMONE_JOIN(a, b) ANEMONE_JOIN_(a, b)
#define ANEMONE_TEST_CASE_(name, body)                                                             \
  static void body();                                                                              \
  static const anemone_test::Registration ANEMONE_JOIN(body, _registration)(__FILE__, name, body); \
  static void body()
#define TEST_CASE(name) ANEMONE_TEST_CASE_(name, ANEMONE_JOIN(test_case_, __LINE__))

#define CHECK(condition)                                                            \
  do {                                                                              \
    if (!(condition)) anemone_test::report_failure(__FILE__, __LINE__, #condition); \
  } while (false)

#define CHECK_NEAR(actual, expected, tolerance) \
  anemone_test::check_near(actual, expected, tolerance, __FILE__, __LINE__, #actual)

#define CHECK_THROWS_AS(expression, Exception)                                                            \
  do {                                                                                                    \
    bool thrown = false;                                                                                  \
    try {                                                                                                 \
      (void)(expression);                                                                                 \
    } catch (const Exception&) {                                                                          \
      thrown = true;                                                                                      \
    }                                                                                                     \
    if (!thrown) anemone_test::report_failure(__FILE__, __LINE__, "no " #Exception " from " #expression); \
  } while (false)

#endif
