#include "family/law.hpp"

#include <limits>
#include <map>
#include <stdexcept>

#include "family/family.hpp"
#include "family/law_kind.hpp"

namespace anemone {

namespace {

std::map<std::string, LawMaker>& laws() {
  static std::map<std::string, LawMaker> known;
  return known;
}

}  // namespace

LawKind::LawKind(const char* name, LawMaker make) { laws()[name] = make; }

std::unique_ptr<Law> make_law(const std::string& name, double scale) {
  const auto found = laws().find(name);
  if (found == laws().end()) throw std::invalid_argument("no law is called " + name);
  return found->second(scale);
}

double Law::greatest_mean() const { return std::numeric_limits<double>::infinity(); }

}  // namespace anemone
