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

double value_for(const std::vector<double>& values, std::size_t n_values, std::size_t which, std::size_t output) {
  return values.size() > n_values ? values[which + output * n_values] : values[which];
}

PenaltySetting PenaltySetting::only(std::size_t output) const {
  const auto slice = [output](auto& values, std::size_t n) {
    if (values.size() <= n) return;
    values.erase(values.begin() + (output + 1) * n, values.end());
    values.erase(values.begin(), values.begin() + output * n);
  };
  PenaltySetting own = *this;
  slice(own.strength, n_values);
  slice(own.ratio, n_values);
  slice(own.group, columns.size());
  return own;
}

PenaltyKind::PenaltyKind(const char* name, PenaltyMaker make) { makers()[name] = make; }

std::unique_ptr<Penalty> make_penalty(const PenaltySetting& setting, const PenaltyPlace& place) {
  const auto found = makers().find(setting.kind);
  if (found == makers().end()) throw std::invalid_argument("no penalty is called " + setting.kind);
  return found->second(setting, place);
}

}  // namespace anemone
