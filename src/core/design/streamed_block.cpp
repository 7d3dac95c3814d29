#include "design/streamed_block.hpp"

#include <algorithm>

namespace anemone {

namespace {

template <typename Held>
std::size_t count_samples(const std::vector<Held>& held) {
  return held.empty() ? 0 : held.back().place + held.back().samples.size();
}

// Samples that were held and are wanted again, moved aside.
struct Kept {
  RowRange samples;
  std::vector<double> values;  // channel by channel
};

}  // namespace

StreamedBlock::StreamedBlock(StoredSamples samples, const unsigned char* known, std::vector<RowSegment> segments,
                             LagKernel kernel, std::size_t n_values)
    : samples_(std::move(samples)),
      known_(known),
      segments_(std::move(segments)),
      kernel_(kernel),
      n_values_(n_values) {
  check_windows_inside(segments_, kernel_, samples_.n_samples());
  section_ = std::make_unique<LaggedBlock>(nullptr, 0, samples_.n_channels(), std::vector<RowSegment>(), kernel_);
}

void StreamedBlock::mark_invalid(std::vector<unsigned char>& marks) const {
  if (known_ == nullptr) return;
  const unsigned char* known = known_;
  mark_spoiled_rows(
      segments_, kernel_, [known](std::size_t i) { return !known[i]; }, marks);
}

Holding StreamedBlock::holding() const {
  const std::size_t fitting = n_values_ / std::max<std::size_t>(1, samples_.n_channels());
  const std::size_t lead = kernel_.n_lags - 1;
  return {std::max<std::size_t>(1, fitting - std::min(fitting / 2, lead)), lead};
}

// Windows of neighbouring rows share their samples: they are held once, side by side.
std::vector<StreamedBlock::Held> StreamedBlock::place_windows(const std::vector<RowRange>& rows,
                                                              std::vector<RowSegment>& segments) const {
  std::vector<Held> wanted;
  for (const RowRange& run : rows) {
    for (const SegmentSlice& slice : slice_segments(segments_, run)) {
      const std::size_t end =
          slice.sample + static_cast<std::size_t>(static_cast<std::ptrdiff_t>(slice.rows.size()) + kernel_.advance);
      const std::size_t begin = end - slice.rows.size() - (kernel_.n_lags - 1);
      if (!wanted.empty() && begin <= wanted.back().samples.end) {
        wanted.back().samples.end = std::max(wanted.back().samples.end, end);
      } else {
        wanted.push_back({{begin, end}, count_samples(wanted)});
      }
      const Held& own = wanted.back();
      const auto newest = static_cast<std::ptrdiff_t>(own.place + (begin - own.samples.begin) + kernel_.n_lags - 1);
      segments.push_back({slice.rows.begin, slice.rows.size(), static_cast<std::size_t>(newest - kernel_.advance)});
    }
  }
  return wanted;
}

void StreamedBlock::load(const std::vector<RowRange>& rows, ThreadTeam& team) const {
  std::vector<RowSegment> segments;
  const std::vector<Held> wanted = place_windows(rows, segments);
  bring(wanted, team);
  section_ = std::make_unique<LaggedBlock>(signal_.data(), count_samples(held_), samples_.n_channels(),
                                           std::move(segments), kernel_);
}

void StreamedBlock::bring(const std::vector<Held>& wanted, ThreadTeam& team) const {
  const std::size_t n_channels = samples_.n_channels();
  const std::size_t n_before = count_samples(held_);
  const bool same =
      std::equal(wanted.begin(), wanted.end(), held_.begin(), held_.end(), [](const Held& a, const Held& b) {
        return a.samples.begin == b.samples.begin && a.samples.end == b.samples.end;
      });
  if (same) return;
  std::vector<Kept> kept;
  for (const Held& want : wanted) {
    for (const Held& have : held_) {
      const RowRange shared{std::max(want.samples.begin, have.samples.begin),
                            std::min(want.samples.end, have.samples.end)};
      if (shared.begin >= shared.end) continue;
      kept.push_back({shared, {}});
      for (std::size_t channel = 0; channel < n_channels; ++channel) {
        const double* from = signal_.data() + channel * n_before + have.place + (shared.begin - have.samples.begin);
        kept.back().values.insert(kept.back().values.end(), from, from + shared.size());
      }
    }
  }
  // Nothing is held until all is there: reading may fail.
  held_.clear();
  const std::size_t n = count_samples(wanted);
  signal_.resize(std::max(signal_.size(), n * n_channels));
  auto next = kept.begin();
  for (const Held& want : wanted) {
    std::size_t sample = want.samples.begin;
    while (sample < want.samples.end) {
      double* to = signal_.data() + want.place + (sample - want.samples.begin);
      const bool keeps = next != kept.end() && next->samples.begin < want.samples.end;
      if (keeps && next->samples.begin == sample) {
        const std::size_t n_kept = next->samples.size();
        for (std::size_t channel = 0; channel < n_channels; ++channel) {
          std::copy_n(next->values.data() + channel * n_kept, n_kept, to + channel * n);
        }
        sample = next->samples.end;
        ++next;
      } else {
        const std::size_t end = keeps ? next->samples.begin : want.samples.end;
        samples_.read({sample, end}, team, to, n);
        sample = end;
      }
    }
  }
  held_ = wanted;
}

}  // namespace anemone
