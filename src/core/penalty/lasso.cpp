#include "penalty/block_norm.hpp"

namespace anemone {

namespace {

class Lasso : public BlockNormPenalty {
 public:
  Lasso(const PenaltySetting& setting, const PenaltyPlace& place) {
    for (std::size_t i = 0; i < place.position.size(); ++i) {
      if (place.position[i] == PenaltyPlace::kAbsent) continue;
      add_block({place.position[i]}, value_for(setting.strength, setting.n_values, i, place.output));
    }
  }
};

const PenaltyKind kind("Lasso", make_kind<Lasso>);

}  // namespace

}  // namespace anemone
