#include "solver/named_search.hpp"

#include <map>
#include <stdexcept>

namespace anemone {

namespace {

struct Entry {
  SearchMaker make;
  Handles handles;
};

// Made on first use, since the kinds announce themselves in no particular order.
std::map<std::string, Entry>& entries() {
  static std::map<std::string, Entry> all;
  return all;
}

}  // namespace

SearchKind::SearchKind(const char* name, SearchMaker make, Handles handles) { entries()[name] = {make, handles}; }

std::unique_ptr<Search> make_search(const std::string& name, const SearchStart& start, const SearchOptions& options) {
  const auto found = entries().find(name);
  if (found == entries().end()) throw std::invalid_argument("no solver is called " + name);
  if (found->second.handles == Handles::kSmooth && !start.rough.empty()) {
    throw std::invalid_argument(name + " needs a penalty that has derivatives everywhere");
  }
  return found->second.make(start, options);
}

}  // namespace anemone
