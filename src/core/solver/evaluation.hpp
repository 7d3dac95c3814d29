#ifndef ANEMONE_SOLVER_EVALUATION_HPP
#define ANEMONE_SOLVER_EVALUATION_HPP

#include <vector>

namespace anemone {

// A function at a point, with its first two derivatives; the Hessian's lower triangle, column-major, or nothing
// where it was not asked for.
struct Evaluation {
  double value = 0.0;
  std::vector<double> gradient;
  std::vector<double> hessian;
  // What was added to the last coordinate of the point asked for: an owner of the function who knows the best
  // value of that coordinate may move there.
  double last_shift = 0.0;
  // What the value may be wrong by through rounding, as a share of it.
  double rounding = 1e-13;
};

}  // namespace anemone

#endif
