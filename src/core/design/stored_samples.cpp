#include "design/stored_samples.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace anemone {

namespace {

// Samples and columns that are turned round together, 32 kB.
constexpr std::size_t kTurned = 64;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Count, mean and sum of squared deviations, put together as Chan, Golub and LeVeque (1983) do.
struct Moments {
  double n = 0.0;
  double mean = 0.0;
  double squares = 0.0;

  void add(const Moments& other) {
    if (other.n == 0.0) return;
    const double total = n + other.n;
    const double apart = other.mean - mean;
    squares += other.squares + apart * apart * n * other.n / total;
    mean += apart * other.n / total;
    n = total;
  }
};

Moments moments_of(const double* values, std::size_t n) {
  Moments moments;
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!std::isfinite(values[i])) continue;
    moments.n += 1.0;
    sum += values[i];
  }
  if (moments.n == 0.0) return moments;
  moments.mean = sum / moments.n;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isfinite(values[i])) moments.squares += (values[i] - moments.mean) * (values[i] - moments.mean);
  }
  return moments;
}

// For each position of an array with its last dimension fastest, where it is with the first one fastest.
std::vector<std::size_t> turn_round(const std::vector<std::size_t>& shape) {
  std::vector<std::size_t> places{0};
  std::size_t stride = 1;
  for (const std::size_t extent : shape) {
    std::vector<std::size_t> longer;
    for (const std::size_t place : places) {
      for (std::size_t i = 0; i < extent; ++i) longer.push_back(place + i * stride);
    }
    places = std::move(longer);
    stride *= extent;
  }
  return places;
}

}  // namespace

StoredSamples::StoredSamples(std::unique_ptr<RowStore> store, const std::vector<std::size_t>& shape, StoredScale scale,
                             SampleMap map, std::size_t rows_at_once)
    : store_(std::move(store)),
      n_columns_(std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<std::size_t>())),
      scale_(std::move(scale)),
      channel_of_(turn_round(shape)),
      map_(map),
      rows_at_once_(std::max<std::size_t>(1, rows_at_once)) {}

StoredSamples::StoredSamples(std::unique_ptr<RowStore> store, const Fields& fields, const StoredScale& scale,
                             SampleMap map, std::size_t rows_at_once)
    : StoredSamples(std::move(store), {fields.n_columns}, scale, map, rows_at_once) {
  fields_ = std::make_unique<StoredFields>(fields, scale_);
}

// A gap in what is needed is read too, unless it is long.
StoredSamples::Group StoredSamples::next_group(RowRange samples) const {
  Group group{{samples.begin, samples.begin}, {0, 0}};
  for (std::size_t sample = samples.begin; sample < samples.end; ++sample) {
    if (map_.is_stored(sample)) {
      const RowRange own = map_.rows(sample);
      if (group.rows.size() == 0) {
        group.rows = own;
      } else {
        const std::size_t end = std::max(group.rows.end, own.end);
        if (own.begin < group.rows.begin || end - group.rows.begin > rows_at_once_ ||
            own.begin > group.rows.end + rows_at_once_ / 4) {
          break;
        }
        group.rows.end = end;
      }
    }
    group.samples.end = sample + 1;
  }
  return group;
}

void StoredSamples::read(RowRange samples, ThreadTeam& team, double* values, std::size_t ld) const {
  const std::size_t first = samples.begin;
  while (samples.begin < samples.end) {
    const Group group = next_group(samples);
    write_group(group, team, values + (group.samples.begin - first), ld);
    samples.begin = group.samples.end;
  }
}

void StoredSamples::write_group(const Group& group, ThreadTeam& team, double* values, std::size_t ld) const {
  RowPiece piece;
  piece.n_columns = n_columns_;
  if (group.rows.size() > 0) {
    piece = store_->read(group.rows);
    if (piece.n_rows != group.rows.size() || piece.n_columns != n_columns_) {
      throw std::invalid_argument("a store must give the rows that it is asked for");
    }
  }
  if (fields_) {
    write_fields(group, piece, team, values, ld);
  } else {
    write_columns(group, piece, team, values, ld);
  }
}

// copy(row, out) writes n values of a row of the piece.
template <typename Copy>
void StoredSamples::combine(std::size_t sample, std::size_t first_row, std::size_t n, double* out, Copy copy) const {
  if (!map_.is_stored(sample)) {
    std::fill_n(out, n, map_.first[sample] == SampleMap::kZero ? 0.0 : kNaN);
    return;
  }
  const RowRange rows = map_.rows(sample);
  copy(rows.begin - first_row, out);
  if (rows.size() == 1) return;
  double next[kTurned];
  for (std::size_t row = rows.begin + 1; row < rows.end; ++row) {
    copy(row - first_row, next);
    if (map_.weight != nullptr) {
      const double weight = map_.weight[sample];
      for (std::size_t i = 0; i < n; ++i) out[i] = (1.0 - weight) * out[i] + weight * next[i];
    } else {
      for (std::size_t i = 0; i < n; ++i) out[i] += next[i];
    }
  }
  if (map_.weight != nullptr) return;
  const auto n_rows = static_cast<double>(rows.size());
  for (std::size_t i = 0; i < n; ++i) out[i] /= n_rows;
}

// Rows are stored one after the other, channels are wanted so.
void StoredSamples::write_columns(const Group& group, const RowPiece& piece, ThreadTeam& team, double* values,
                                  std::size_t ld) const {
  const std::size_t n_samples = group.samples.size();
  team.run((n_samples + kTurned - 1) / kTurned, [&](std::size_t task, int) {
    const std::size_t begin = task * kTurned;
    const std::size_t n = std::min(kTurned, n_samples - begin);
    double square[kTurned * kTurned];
    for (std::size_t first = 0; first < n_columns_; first += kTurned) {
      const std::size_t n_own = std::min(kTurned, n_columns_ - first);
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t sample = group.samples.begin + begin + i;
        combine(sample, group.rows.begin, n_own, square + i * kTurned,
                [&](std::size_t row, double* out) { widen_row(piece, row, first, n_own, out); });
        if (!map_.is_stored(sample)) continue;
        for (std::size_t c = 0; c < n_own; ++c) {
          double& value = square[i * kTurned + c];
          value = scale_.factor_of(first + c) * value + scale_.offset;
        }
      }
      for (std::size_t c = 0; c < n_own; ++c) {
        double* out = values + channel_of_[first + c] * ld + begin;
        for (std::size_t i = 0; i < n; ++i) out[i] = square[i * kTurned + c];
      }
    }
  });
}

void StoredSamples::write_fields(const Group& group, const RowPiece& piece, ThreadTeam& team, double* values,
                                 std::size_t ld) const {
  std::vector<double> projected(group.rows.size() * fields_->n_fields());
  if (piece.n_rows > 0) project_piece(piece, *fields_, team, projected.data(), piece.n_rows);
  for (std::size_t field = 0; field < fields_->n_fields(); ++field) {
    const double* own = projected.data() + field * group.rows.size();
    double* out = values + field * ld;
    for (std::size_t i = 0; i < group.samples.size(); ++i) {
      combine(group.samples.begin + i, group.rows.begin, 1, out + i,
              [&](std::size_t row, double* value) { *value = own[row]; });
    }
  }
}

SampleSurvey survey_samples(const StoredSamples& samples, std::size_t n_values, ThreadTeam& team) {
  const std::size_t n_channels = samples.n_channels();
  const std::size_t at_once = std::max<std::size_t>(1, n_values / std::max<std::size_t>(1, n_channels));
  SampleSurvey survey;
  survey.known.assign(samples.n_samples(), 1);
  Moments all;
  std::vector<double> values(std::min(at_once, samples.n_samples()) * n_channels);
  std::vector<Moments> own(n_channels);
  for (std::size_t begin = 0; begin < samples.n_samples(); begin += at_once) {
    const std::size_t n = std::min(at_once, samples.n_samples() - begin);
    samples.read({begin, begin + n}, team, values.data(), n);
    team.run(n_channels, [&](std::size_t channel, int) { own[channel] = moments_of(values.data() + channel * n, n); });
    for (std::size_t channel = 0; channel < n_channels; ++channel) {
      all.add(own[channel]);
      if (own[channel].n == static_cast<double>(n)) continue;
      for (std::size_t i = 0; i < n; ++i) {
        if (!std::isfinite(values[i + channel * n])) survey.known[begin + i] = 0;
      }
    }
  }
  survey.deviation = all.n > 1.0 ? std::sqrt(all.squares / (all.n - 1.0)) : kNaN;
  return survey;
}

}  // namespace anemone
