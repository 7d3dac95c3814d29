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

enum class Handles { kSmooth, kRough };

// A solver announces itself by name: `const SearchKind kind("Newton", make_newton, Handles::kSmooth);`.
struct SearchKind {
  SearchKind(const char* name, SearchMaker make, Handles handles);
};

// Throws std::invalid_argument for a name that does not exist, and where the solver cannot handle the rough part.
std::unique_ptr<Search> make_search(const std::string& name, const SearchStart& start,
                                    const SearchOptions& options);

}  // namespace anemone

#endif
