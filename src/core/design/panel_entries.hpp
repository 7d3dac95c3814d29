#ifndef ANEMONE_DESIGN_PANEL_ENTRIES_HPP
#define ANEMONE_DESIGN_PANEL_ENTRIES_HPP

#include <vector>

#include "design/design.hpp"

namespace anemone {

// The entries of a panel that are not 0, row after row, columns ascending: all that is multiplied of columns that
// spikes leave at 0 most of the time.
class PanelEntries {
 public:
  static constexpr int kLeftOut = -1;
  static constexpr int kMarked = -2;

  void read(const Panel& panel, std::size_t n_rows, std::size_t n_columns);

  // `places` has for each column of the panel where it is among those that are wanted, which are in the same order, or
  // one of the constants above.

  // eta += intercept + X w; `marked_eta` in rows with an entry in a marked column.
  void predict(const std::vector<int>& places, const double* w, double intercept, double marked_eta, double* eta) const;

  // gradient += X' r, sums += X' v, and the lower triangle of h += X' diag(v) X. Bound: the loads and stores of h, one
  // for each pair of entries of a row.
  void add_derivatives(const std::vector<int>& places, const double* r, const double* v, double* gradient, double* sums,
                       double* h, std::size_t ld_h) const;

 private:
  struct Entry {
    int row, column;
    double value;
  };

  std::vector<Entry> found_;  // column after column
  std::vector<std::size_t> starts_;
  std::vector<int> columns_;
  std::vector<double> values_;
};

// Whether products of the columns, pair by pair, are cheaper by entries than by panels: looked up in a part of the
// rows. No column may be other than 0 in more than half of them, so that its mean takes no digits from its products.
bool has_few_entries(const Design& design, const std::vector<RowTile>& tiles);

}  // namespace anemone

#endif
