#include "basis/bspline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anemone {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kEnd = 1.0 + std::numeric_limits<double>::epsilon();

double evenly(std::size_t i, std::size_t n_intervals) {
  return i == n_intervals ? kEnd : kEnd * static_cast<double>(i) / static_cast<double>(n_intervals);
}

void fill_row(double* row, std::size_t stride, std::size_t size, double value) {
  for (std::size_t i = 0; i < size; ++i) row[i * stride] = value;
}

}  // namespace

std::vector<double> clamped_knots(std::size_t n_functions, std::size_t order) {
  const std::size_t n_intervals = n_functions - order + 1;
  std::vector<double> knots(order - 1, 0.0);
  for (std::size_t i = 0; i <= n_intervals; ++i) knots.push_back(evenly(i, n_intervals));
  knots.insert(knots.end(), order - 1, kEnd);
  return knots;
}

std::vector<double> cyclic_knots(std::size_t n_functions, std::size_t order) {
  std::vector<double> knots;
  for (std::size_t i = n_functions + 1 - order; i < n_functions; ++i) {
    knots.push_back(evenly(i, n_functions) - kEnd);
  }
  for (std::size_t i = 0; i <= n_functions; ++i) knots.push_back(evenly(i, n_functions));
  return knots;
}

LocalSplines::LocalSplines(const std::vector<double>& knots, std::size_t order)
    : order_(order),
      n_functions_(knots.size() - order),
      knots_(order - 1, knots.front()),
      values_(order),
      left_(order),
      right_(order) {
  knots_.insert(knots_.end(), knots.begin(), knots.end());
  knots_.insert(knots_.end(), order - 1, knots.back());
}

bool LocalSplines::contains(double position) const { return position >= knots_.front() && position <= knots_.back(); }

// The last knot belongs to the last interval that is not empty.
std::size_t LocalSplines::interval(double position) const {
  const auto above = position < knots_.back() ? std::upper_bound(knots_.begin(), knots_.end(), position)
                                              : std::lower_bound(knots_.begin(), knots_.end(), knots_.back());
  return static_cast<std::size_t>(above - knots_.begin()) - 1;
}

// The triangle of Cox and de Boor (Piegl & Tiller, The NURBS Book, algorithm A2.2).
void LocalSplines::add(double position, double* row, std::size_t stride) {
  const std::size_t last = interval(position);
  values_[0] = 1.0;
  for (std::size_t degree = 1; degree < order_; ++degree) {
    left_[degree] = position - knots_[last + 1 - degree];
    right_[degree] = knots_[last + degree] - position;
    double carried = 0.0;
    for (std::size_t r = 0; r < degree; ++r) {
      const double share = values_[r] / (right_[r + 1] + left_[degree - r]);
      values_[r] = carried + right_[r + 1] * share;
      carried = left_[degree - r] * share;
    }
    values_[degree] = carried;
  }
  // Splines count from the first given knot, intervals from the first repeated one.
  const std::size_t n_repeated = 2 * (order_ - 1);
  for (std::size_t r = 0; r < order_; ++r) {
    const std::size_t shifted = last + r;
    if (shifted >= n_repeated && shifted - n_repeated < n_functions_) {
      row[(shifted - n_repeated) * stride] += values_[r];
    }
  }
}

void bspline(const double* position, std::size_t n_positions, std::size_t n_functions, std::size_t order, double* out) {
  LocalSplines splines(clamped_knots(n_functions, order), order);
  std::fill(out, out + n_positions * n_functions, 0.0);
  for (std::size_t i = 0; i < n_positions; ++i) {
    if (splines.contains(position[i])) {
      splines.add(position[i], out + i, n_positions);
    } else {
      fill_row(out + i, n_positions, n_functions, kMissing);
    }
  }
}

void cyclic_bspline(const double* position, std::size_t n_positions, std::size_t n_functions, std::size_t order,
                    double* out) {
  LocalSplines splines(cyclic_knots(n_functions, order), order);
  const double overlap_begin = evenly(n_functions + 1 - order, n_functions);
  std::fill(out, out + n_positions * n_functions, 0.0);
  for (std::size_t i = 0; i < n_positions; ++i) {
    if (splines.contains(position[i])) {
      splines.add(position[i], out + i, n_positions);
      if (position[i] > overlap_begin) splines.add(position[i] - kEnd, out + i, n_positions);
    } else {
      fill_row(out + i, n_positions, n_functions, kMissing);
    }
  }
}

void mspline(const double* position, std::size_t n_positions, std::size_t n_functions, std::size_t order, double* out) {
  const std::vector<double> knots = clamped_knots(n_functions, order);
  LocalSplines splines(knots, order);
  std::fill(out, out + n_positions * n_functions, 0.0);
  for (std::size_t i = 0; i < n_positions; ++i) {
    if (splines.contains(position[i])) {
      splines.add(position[i], out + i, n_positions);
    } else if (std::isnan(position[i]) && order > 1) {
      fill_row(out + i, n_positions, n_functions, kMissing);
    }
  }
  for (std::size_t function = 0; function < n_functions; ++function) {
    const double scale = static_cast<double>(order) / (knots[function + order] - knots[function]);
    double* column = out + function * n_positions;
    for (std::size_t i = 0; i < n_positions; ++i) column[i] *= scale;
  }
}

}  // namespace anemone
