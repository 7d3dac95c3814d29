#ifndef ANEMONE_GLUE_STORED_HPP
#define ANEMONE_GLUE_STORED_HPP

#include <Rcpp.h>

#include "series/row_source.hpp"

namespace anemone_glue {

// Stored rows as R has them, time last: numbers, or integers.
inline anemone::RowPiece view_stored(SEXP values, R_xlen_t n_rows, R_xlen_t n_columns) {
  if (Rf_xlength(values) != n_rows * n_columns) throw std::invalid_argument("values");
  anemone::RowPiece piece;
  piece.n_rows = static_cast<std::size_t>(n_rows);
  piece.n_columns = static_cast<std::size_t>(n_columns);
  if (TYPEOF(values) == REALSXP) {
    piece.numbers = REAL(values);
  } else if (TYPEOF(values) == INTSXP || TYPEOF(values) == LGLSXP) {
    piece.integers = INTEGER(values);
  } else {
    throw std::invalid_argument("values");
  }
  return piece;
}

}  // namespace anemone_glue

#endif
