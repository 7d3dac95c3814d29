#include <cstring>

#include "check.hpp"

// Runs the test cases whose file name contains the first argument, or all of them.
int main(int n_arguments, char** arguments) {
  const char* wanted = n_arguments > 1 ? arguments[1] : "";
  int n_passed = 0;
  int n_failed = 0;
  for (const auto& test : anemone_test::test_cases()) {
    if (std::strstr(test.file.c_str(), wanted) == nullptr) continue;
    anemone_test::failed_checks() = 0;
    try {
      test.body();
    } catch (const std::exception& error) {
      anemone_test::report_failure(test.file.c_str(), 0, std::string("threw ") + error.what());
    }
    const bool ok = anemone_test::failed_checks() == 0;
    ++(ok ? n_passed : n_failed);
    if (!ok) {
      std::printf("FAILED (%d checks): %s\n", anemone_test::failed_checks(), test.name.c_str());
    }
  }
  std::printf("core tests: %d passed, %d failed\n", n_passed, n_failed);
  return n_failed == 0 && n_passed > 0 ? 0 : 1;
}
