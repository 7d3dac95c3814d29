#include <vector>

#include "basis/long_convolution.hpp"
#include "block_contract.hpp"
#include "check.hpp"
#include "solver/panel_kernels.hpp"

using namespace anemone;

TEST_CASE("convolution by spectra is the convolution") {
  for (const std::size_t n_lags : {std::size_t{1}, std::size_t{37}, std::size_t{700}}) {
    for (const std::size_t n_functions : {std::size_t{1}, std::size_t{2}, std::size_t{5}}) {
      const std::vector<double> kernel = anemone_test::normal_numbers(n_lags * n_functions, 1);
      const LongConvolution convolution(kernel.data(), n_lags, n_functions);
      for (const std::size_t n_rows : {std::size_t{3}, convolution.rows_at_once() + 5}) {
        const std::vector<double> signal = anemone_test::normal_numbers(n_rows + n_lags - 1, 2);
        std::vector<double> actual(n_rows * n_functions), expected(n_rows * n_functions);
        const double* newest = signal.data() + n_lags - 1;
        convolution.run(newest, n_rows, actual.data(), n_rows);
        panel_kernels().convolve(newest, n_rows, kernel.data(), n_lags, n_functions, expected.data(), n_rows);
        anemone_test::check_all_near(actual, expected);
      }
    }
  }
}
