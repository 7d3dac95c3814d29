#ifndef ANEMONE_ANALYSIS_PROJECTION_HPP
#define ANEMONE_ANALYSIS_PROJECTION_HPP

#include <cstddef>
#include <vector>

#include "analysis/event_average.hpp"
#include "parallel/thread_team.hpp"
#include "series/row_source.hpp"

namespace anemone {

// Weights of the values of a sample: field f has column f, n_columns long.
struct Fields {
  const double* weights;
  std::size_t n_columns;
  std::size_t n_fields;
};

// Fields that take stored numbers, and what the offset adds to each projection.
struct StoredFields {
  StoredFields(const Fields& fields, const StoredScale& scale);

  std::size_t n_fields() const { return constant.size(); }

  std::size_t n_columns;
  std::vector<double> weights;
  std::vector<double> constant;
};

// The projections of one piece: row r and field f at projected[r + f * ld].
void project_piece(const RowPiece& piece, const StoredFields& fields, ThreadTeam& team, double* projected,
                   std::size_t ld);

// The sum over columns of weights times values, for each row of the stream: row r and field f at
// projected[r + f * n_rows]. Rows beyond n_rows are an error. Bound: each value read once.
void project_stream(RowSource& source, const Fields& fields, const StoredScale& scale, std::size_t n_rows,
                    ThreadTeam& team, double* projected);

// The same of a signal in memory.
void project_columns(const StoredColumns& signal, const Fields& fields, ThreadTeam& team, double* projected);

}  // namespace anemone

#endif
