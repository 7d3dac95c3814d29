#include "design/panel_products.hpp"

#include "design/rows.hpp"
#include "solver/panel_kernels.hpp"

namespace anemone {

PanelForward::PanelForward(const double* w, std::size_t ld_w, std::size_t n_columns, std::size_t n_out)
    : w_(w), ld_w_(ld_w), n_columns_(n_columns), n_out_(n_out), product_(kTileRows * n_out) {}

void PanelForward::add(const double* x, std::size_t ld_x, std::size_t n_rows, double* eta,
                       std::size_t ld_eta) {
  panel_kernels().multiply(x, ld_x, n_rows, n_columns_, w_, ld_w_, n_out_, product_.data(), kTileRows);
  for (std::size_t output = 0; output < n_out_; ++output) {
    const double* from = product_.data() + output * kTileRows;
    double* to = eta + output * ld_eta;
    for (std::size_t row = 0; row < n_rows; ++row) to[row] += from[row];
  }
}

}  // namespace anemone
