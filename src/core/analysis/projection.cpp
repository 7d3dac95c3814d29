#include "analysis/projection.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "analysis/add_scaled.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

namespace {

// Rows of one task, and columns of a row that are widened at a time; the cuts depend on the data
// only.
constexpr std::size_t kTaskRows = 64;
constexpr std::size_t kColumnsAtOnce = PanelKernels::kMaxRows;
constexpr std::size_t kTaskValues = 2048;

// Some rows: projections(f, row) = X' w, with the rows as the columns of X.
void project_rows(const RowPiece& piece, const RowRange& rows, const StoredFields& fields, double* widened, double* out,
                  std::size_t ld_out) {
  for (std::size_t f = 0; f < fields.n_fields(); ++f) {
    std::fill_n(out + f * ld_out, rows.size(), fields.constant[f]);
  }
  for (std::size_t begin = 0; begin < fields.n_columns; begin += kColumnsAtOnce) {
    const std::size_t n = std::min(kColumnsAtOnce, fields.n_columns - begin);
    const double* x = widened;
    std::size_t ld = n;
    if (piece.numbers != nullptr) {
      x = piece.numbers + rows.begin * piece.n_columns + begin;
      ld = piece.n_columns;
    } else {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        widen_row(piece, rows.begin + i, begin, n, widened + i * n);
      }
    }
    panel_kernels().multiply_transposed(x, ld, n, rows.size(), &fields.weights[begin], fields.n_columns,
                                        fields.n_fields(), out, ld_out);
  }
}

const double* rows_of_column(const StoredColumns& signal, std::size_t column, std::size_t begin, std::size_t n,
                             double* widened) {
  const std::size_t first = column * signal.n_rows + begin;
  if (signal.numbers != nullptr) return signal.numbers + first;
  widen(signal.integers + first, n, widened);
  return widened;
}

}  // namespace

StoredFields::StoredFields(const Fields& fields, const StoredScale& scale) : n_columns(fields.n_columns) {
  for (std::size_t f = 0; f < fields.n_fields; ++f) {
    const double* own = fields.weights + f * fields.n_columns;
    double sum = 0.0;
    for (std::size_t c = 0; c < fields.n_columns; ++c) {
      weights.push_back(own[c] * scale.factor_of(c));
      sum += own[c];
    }
    constant.push_back(scale.offset == 0.0 ? 0.0 : scale.offset * sum);
  }
}

void project_piece(const RowPiece& piece, const StoredFields& fields, ThreadTeam& team, double* projected,
                   std::size_t ld) {
  if (piece.n_columns != fields.n_columns) throw std::invalid_argument("n_columns");
  std::vector<std::vector<double>> widened(static_cast<std::size_t>(team.size()));
  team.run((piece.n_rows + kTaskRows - 1) / kTaskRows, [&](std::size_t task, int worker) {
    std::vector<double>& buffer = widened[static_cast<std::size_t>(worker)];
    buffer.resize(kTaskRows * kColumnsAtOnce);
    const std::size_t begin = task * kTaskRows;
    project_rows(piece, {begin, std::min(piece.n_rows, begin + kTaskRows)}, fields, buffer.data(), projected + begin,
                 ld);
  });
}

void project_stream(RowSource& source, const Fields& fields, const StoredScale& scale, std::size_t n_rows,
                    ThreadTeam& team, double* projected) {
  const StoredFields stored(fields, scale);
  std::size_t first = 0;
  RowPiece piece;
  while (source.next(&piece)) {
    if (first + piece.n_rows > n_rows) throw std::invalid_argument("n_rows");
    project_piece(piece, stored, team, projected + first, n_rows);
    first += piece.n_rows;
  }
}

void project_columns(const StoredColumns& signal, const Fields& fields, ThreadTeam& team, double* projected) {
  const std::size_t n_rows = signal.n_rows;
  team.run((n_rows + kTaskValues - 1) / kTaskValues, [&](std::size_t task, int) {
    const std::size_t begin = task * kTaskValues;
    const std::size_t n = std::min(kTaskValues, n_rows - begin);
    double widened[kTaskValues];
    for (std::size_t f = 0; f < fields.n_fields; ++f) {
      std::fill_n(projected + f * n_rows + begin, n, 0.0);
    }
    for (std::size_t c = 0; c < fields.n_columns; ++c) {
      const double* values = rows_of_column(signal, c, begin, n, widened);
      for (std::size_t f = 0; f < fields.n_fields; ++f) {
        add_scaled(values, fields.weights[c + f * fields.n_columns], n, projected + f * n_rows + begin);
      }
    }
  });
}

}  // namespace anemone
