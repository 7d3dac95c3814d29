#ifndef ANEMONE_SOLVER_NAMED_SEARCH_HPP
#define ANEMONE_SOLVER_NAMED_SEARCH_HPP

#include <memory>
#include <string>

#include "solver/search.hpp"

namespace anemone {

// What every search can be made from.
struct SearchStart {
  std::vector<double> point;
  RoughPart rough;
  std::size_t n_batches = 1;
};

using SearchMaker = std::unique_ptr<Search> (*)(const SearchStart& start, const SearchOptions& options);

// The maker of a search that needs no more than a point and a rough part.
template <typename Kind>
std::unique_ptr<Search> begin_search(const SearchStart& start, const SearchOptions& options) {
  return std::make_unique<Kind>(start.point, start.rough, options);
}

enum class Handles { kSmooth, kRough };

// A solver announces itself by name: `const SearchKind kind("BFGS", begin_search<BfgsSearch>, Handles::kSmooth);`.
struct SearchKind {
  SearchKind(const char* name, SearchMaker make, Handles handles);
};

// Throws std::invalid_argument for a name that does not exist, and where the solver cannot handle the rough part.
std::unique_ptr<Search> make_search(const std::string& name, const SearchStart& start, const SearchOptions& options);

}  // namespace anemone

#endif
