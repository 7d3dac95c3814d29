#include "penalty/penalty.hpp"

#include <map>
#include <stdexcept>

namespace anemone {

namespace {

// Made on first use, since the kinds announce themselves in no particular order.
std::map<std::string, PenaltyMaker>& makers() {
  static std::map<std::string, PenaltyMaker> all;
  return all;
}

}  // namespace

double value_for(const std::vector<double>& values, std::size_t n_values, std::size_t which,
                 std::size_t output) {
  return values.size() > n_values ? values[which + output * n_values] : values[which];
}

PenaltyKind::PenaltyKind(const char* name, PenaltyMaker make) { makers()[name] = make; }

std::unique_ptr<Penalty> make_penalty(const PenaltySetting& setting, const PenaltyPlace& place) {
  const auto found = makers().find(setting.kind);
  if (found == makers().end()) throw std::invalid_argument("no penalty is called " + setting.kind);
  return found->second(setting, place);
}

}  // namespace anemone
