#include "penalty/block_norm.hpp"
#include "penalty/diagonal_form.hpp"

namespace anemone {

namespace {

// strength (ratio |b| + (1 - ratio) / 2 b^2)
class ElasticNet : public BlockNormPenalty {
 public:
  ElasticNet(const PenaltySetting& setting, const PenaltyPlace& place) {
    for (std::size_t i = 0; i < place.position.size(); ++i) {
      if (place.position[i] == PenaltyPlace::kAbsent) continue;
      const double strength = value_for(setting.strength, setting.n_values, i, place.output);
      const double ratio = value_for(setting.ratio, setting.n_values, i, place.output);
      add_block({place.position[i]}, strength * ratio);
      form_.add(place.position[i], strength * (1.0 - ratio));
    }
  }

  void add_smooth(const double* b, double factor, double* value, double* gradient, double* hessian,
                  std::size_t ld) const override {
    form_.add_smooth(b, factor, value, gradient, hessian, ld);
  }

 private:
  DiagonalForm form_;
};

const PenaltyKind kind("ElasticNet", make_kind<ElasticNet>);

}  // namespace

}  // namespace anemone
