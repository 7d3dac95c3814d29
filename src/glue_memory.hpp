#ifndef ANEMONE_GLUE_MEMORY_HPP
#define ANEMONE_GLUE_MEMORY_HPP

#include <Rcpp.h>

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace anemone_glue {

// The first touch of fresh memory costs more than what most kernels do with it; in pages of 2 MB it
// costs a quarter. Advice only: where the system does not take it, nothing changes.
inline void ask_for_large_pages(const void* memory, std::size_t n_bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t kPage = std::uintptr_t{1} << 21;
  const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + kPage - 1) / kPage * kPage;
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + n_bytes) / kPage * kPage;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)n_bytes;
#endif
}

// Vectors whose elements are not set yet.

template <typename Vector>
Vector in_large_pages(Vector fresh) {
  ask_for_large_pages(fresh.begin(), sizeof(*fresh.begin()) * fresh.size());
  return fresh;
}

inline Rcpp::NumericVector fresh_numbers(double n) {
  return in_large_pages(Rcpp::NumericVector(Rcpp::no_init(static_cast<R_xlen_t>(n))));
}

inline Rcpp::IntegerVector fresh_integers(double n) {
  return in_large_pages(Rcpp::IntegerVector(Rcpp::no_init(static_cast<R_xlen_t>(n))));
}

inline Rcpp::NumericMatrix fresh_number_matrix(double n_rows, double n_columns) {
  return in_large_pages(Rcpp::NumericMatrix(Rcpp::no_init(static_cast<int>(n_rows), static_cast<int>(n_columns))));
}

inline Rcpp::IntegerMatrix fresh_integer_matrix(double n_rows, double n_columns) {
  return in_large_pages(Rcpp::IntegerMatrix(Rcpp::no_init(static_cast<int>(n_rows), static_cast<int>(n_columns))));
}

}  // namespace anemone_glue

#endif
