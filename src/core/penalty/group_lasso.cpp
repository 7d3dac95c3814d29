#include <algorithm>
#include <cmath>

#include "penalty/block_norm.hpp"

namespace anemone {

namespace {

// sum_g strength_g sqrt(size_g) |b_g|; a group's size counts its columns in the design, whether or not the output
// uses all of them.
class GroupLasso : public BlockNormPenalty {
 public:
  GroupLasso(const PenaltySetting& setting, const PenaltyPlace& place) {
    std::vector<std::vector<std::size_t>> members(setting.n_values);
    std::vector<double> size(setting.n_values, 0.0);
    for (std::size_t i = 0; i < place.position.size(); ++i) {
      const std::size_t group = setting.group_of(i, place.output);
      if (group == PenaltySetting::kUngrouped) continue;
      size[group] += 1.0;
      if (place.position[i] == PenaltyPlace::kAbsent) continue;
      members[group].push_back(place.position[i]);
    }
    for (std::size_t g = 0; g < setting.n_values; ++g) {
      const double strength = value_for(setting.strength, setting.n_values, g, place.output);
      add_block(std::move(members[g]), strength * std::sqrt(size[g]));
    }
  }
};

const PenaltyKind kind("GroupLasso", make_kind<GroupLasso>);

}  // namespace

}  // namespace anemone
