#include "design/product_block.hpp"

namespace anemone {

namespace {

// The factor as a block of sparse rows; null where it is none.
const SparseRowBlock* sparse_rows(const Block& block) {
  const auto* sparse = dynamic_cast<const SparseRowBlock*>(&block);
  return sparse && sparse->has_rows() ? sparse : nullptr;
}

bool can_read_rows(const Block& block) { return sparse_rows(block) || block.stored(0) != nullptr; }

std::size_t row_width(const Block& block) {
  const SparseRowBlock* sparse = sparse_rows(block);
  return sparse ? sparse->width() : block.n_columns();
}

void read_factor(const Block& factor, const SparseRowBlock* sparse, std::size_t row, RowEntries& entries) {
  entries.make_room(sparse ? sparse->width() : factor.n_columns());
  if (sparse) return sparse->read_row(row, entries);
  const double* values = factor.stored(row);
  entries.size = factor.n_columns();
  for (std::size_t j = 0; j < entries.size; ++j) {
    entries.columns[j] = j;
    entries.values[j] = values[j * factor.stored_ld()];
  }
}

}  // namespace

ProductBlock::ProductBlock(std::unique_ptr<Block> left, std::unique_ptr<Block> right)
    : left_(std::move(left)),
      right_(std::move(right)),
      sparse_left_(sparse_rows(*left_)),
      sparse_right_(sparse_rows(*right_)),
      width_(row_width(*left_) * row_width(*right_)),
      has_rows_(can_read_rows(*left_) && can_read_rows(*right_)),
      by_entries_(has_rows_ && 2 * width_ <= n_columns()) {}

void ProductBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  left_->mark_invalid(marks);
  right_->mark_invalid(marks);
}

void ProductBlock::read_row(std::size_t row, RowEntries& entries) const {
  if (entries.parts.empty()) entries.parts.resize(2);
  RowEntries& left = entries.parts[0];
  RowEntries& right = entries.parts[1];
  read_factor(*left_, sparse_left_, row, left);
  read_factor(*right_, sparse_right_, row, right);
  entries.size = 0;
  for (std::size_t i = 0; i < left.size; ++i) {
    for (std::size_t j = 0; j < right.size; ++j, ++entries.size) {
      entries.columns[entries.size] = left.columns[i] * right_->n_columns() + right.columns[j];
      entries.values[entries.size] = left.values[i] * right.values[j];
    }
  }
}

void ProductBlock::write(RowRange rows, double* out, std::size_t ld) const {
  if (by_entries_) return SparseRowBlock::write(rows, out, ld);
  const std::size_t n_rows = rows.size();
  std::vector<double> left(n_rows * left_->n_columns());
  std::vector<double> right(n_rows * right_->n_columns());
  left_->write(rows, left.data(), n_rows);
  right_->write(rows, right.data(), n_rows);
  for (std::size_t i = 0; i < left_->n_columns(); ++i) {
    const double* a = left.data() + i * n_rows;
    for (std::size_t j = 0; j < right_->n_columns(); ++j, out += ld) {
      const double* b = right.data() + j * n_rows;
      for (std::size_t row = 0; row < n_rows; ++row) out[row] = a[row] * b[row];
    }
  }
}

void ProductBlock::forward(const RowTile& rows, const double* w, std::size_t ld_w, std::size_t n_out, double* eta,
                           std::size_t ld_eta) const {
  if (by_entries_) return SparseRowBlock::forward(rows, w, ld_w, n_out, eta, ld_eta);
  Block::forward(rows, w, ld_w, n_out, eta, ld_eta);
}

void ProductBlock::adjoint(const RowTile& rows, const double* r, std::size_t ld_r, std::size_t n_out, double* g,
                           std::size_t ld_g) const {
  if (by_entries_) return SparseRowBlock::adjoint(rows, r, ld_r, n_out, g, ld_g);
  Block::adjoint(rows, r, ld_r, n_out, g, ld_g);
}

void ProductBlock::gram(const RowTile& rows, const double* v, double* h, std::size_t ld_h) const {
  if (by_entries_) return SparseRowBlock::gram(rows, v, h, ld_h);
  Block::gram(rows, v, h, ld_h);
}

}  // namespace anemone
