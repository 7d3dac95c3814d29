#include "basis/fourier.hpp"
#include "basis/product.hpp"
#include "check.hpp"

TEST_CASE("cosines come first, and the constant has no sine") {
  const double frequency[] = {0.0, 1.0, 2.0};
  const double position[] = {0.25, 0.5};
  double values[10];
  CHECK(anemone::fourier_columns(frequency, 1, 3) == 5);
  CHECK(anemone::fourier_columns(frequency + 1, 1, 2) == 4);
  CHECK(anemone::fourier_columns(frequency, 1, 0) == 0);
  anemone::fourier(position, 2, frequency, 1, 3, values);
  const double expected[] = {1, 1, 0, -1, -1, 1, 1, 0, 0, 0};
  for (int i = 0; i < 10; ++i) CHECK_NEAR(values[i], expected[i], 1e-15);
}

TEST_CASE("row products run through the second factor fastest") {
  const double a[] = {1, 2, 3, 4};
  const double b[] = {5, 6, 7, 8, 9, 10};
  double out[12];
  anemone::row_products(a, 2, b, 3, 2, out);
  const double expected[] = {5, 12, 7, 16, 9, 20, 15, 24, 21, 32, 27, 40};
  for (int i = 0; i < 12; ++i) CHECK_NEAR(out[i], expected[i], 0.0);
}
