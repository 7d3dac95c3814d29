#ifndef ANEMONE_BASIS_BSPLINE_HPP
#define ANEMONE_BASIS_BSPLINE_HPP

#include <cstddef>
#include <vector>

namespace anemone {

// Evenly spaced knots over [0, 1] for `n_functions` splines of `order`, the ends `order` times. The
// last knot lies one rounding step above 1, so that 1 itself is inside the last interval.
std::vector<double> clamped_knots(std::size_t n_functions, std::size_t order);

// Evenly spaced knots over [0, 1], continued below 0 by the last order - 1 of them, one period
// earlier.
std::vector<double> cyclic_knots(std::size_t n_functions, std::size_t order);

// The few splines that are not zero at one position.
class LocalSplines {
 public:
  LocalSplines(const std::vector<double>& knots, std::size_t order);

  std::size_t n_functions() const { return n_functions_; }
  bool contains(double position) const;

  // Adds the value of every spline at `position` to row[0], row[stride], ...
  void add(double position, double* row, std::size_t stride);

 private:
  std::size_t interval(double position) const;

  std::size_t order_;
  std::size_t n_functions_;
  // The given knots with the ends repeated order - 1 times more: partial splines at the ends need
  // them.
  std::vector<double> knots_;
  std::vector<double> values_, left_, right_;
};

// Normalised B-splines at positions in [0, 1], rows outside NaN. `out`: n_positions x n_functions.
void bspline(const double* position, std::size_t n_positions, std::size_t n_functions, std::size_t order, double* out);

// Periodic B-splines: positions 0 and 1 are the same.
void cyclic_bspline(const double* position, std::size_t n_positions, std::size_t n_functions, std::size_t order,
                    double* out);

// M-splines (Ramsay 1988): every function integrates to 1 over [0, 1]; zero outside.
void mspline(const double* position, std::size_t n_positions, std::size_t n_functions, std::size_t order, double* out);

}  // namespace anemone

#endif
