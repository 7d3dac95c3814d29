#ifndef ANEMONE_DESIGN_PANEL_PRODUCTS_HPP
#define ANEMONE_DESIGN_PANEL_PRODUCTS_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// Adds products of panels of up to kTileRows rows with the same weights; the kernel writes, so that its result is
// held apart for a moment.
class PanelForward {
 public:
  PanelForward(const double* w, std::size_t ld_w, std::size_t n_columns, std::size_t n_out);

  // eta (n_rows x n_out) += X W
  void add(const double* x, std::size_t ld_x, std::size_t n_rows, double* eta, std::size_t ld_eta);

 private:
  const double* w_;
  std::size_t ld_w_;
  std::size_t n_columns_;
  std::size_t n_out_;
  std::vector<double> product_;
};

}  // namespace anemone

#endif
