#include "penalty/diagonal_form.hpp"
#include "penalty/penalty.hpp"

namespace anemone {

namespace {

class Ridge : public Penalty {
 public:
  Ridge(const PenaltySetting& setting, const PenaltyPlace& place) {
    for (std::size_t i = 0; i < place.position.size(); ++i) {
      if (place.position[i] == PenaltyPlace::kAbsent) continue;
      form_.add(place.position[i], value_for(setting.strength, setting.n_values, i, place.output));
    }
  }

  void add_smooth(const double* b, double factor, double* value, double* gradient, double* hessian,
                  std::size_t ld) const override {
    form_.add_smooth(b, factor, value, gradient, hessian, ld);
  }

  bool bounds(std::size_t position) const override { return form_.covers(position); }

 private:
  DiagonalForm form_;
};

const PenaltyKind kind("Ridge", make_kind<Ridge>);

}  // namespace

}  // namespace anemone
