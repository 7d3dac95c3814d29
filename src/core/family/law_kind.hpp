#ifndef ANEMONE_FAMILY_LAW_KIND_HPP
#define ANEMONE_FAMILY_LAW_KIND_HPP

#include <memory>
#include <string>

#include "family/law.hpp"

namespace anemone {

using LawMaker = std::unique_ptr<Law> (*)(double scale);

// A law announces itself: `const LawKind kind("Gamma", make_gamma);` in its own file.
struct LawKind {
  LawKind(const char* name, LawMaker make);
};

}  // namespace anemone

#endif
