#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "identify/name_index.h"

namespace chowki::identify {

// Points of the names for the query that this thread works on, added up in whole steps; all zero
// between queries.
class Tally {
 public:
  explicit Tally(size_t names) : sums_(Sums()), names_(Names()) {
    if (sums_.size() < names) sums_.resize(names);
  }
  ~Tally() {
    for (const NameId name : names_) sums_[name] = 0;
    names_.clear();
  }
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

  // A unit counts once for a name: what it adds first stays.
  void NextUnit() { unit_ = static_cast<std::uint16_t>((unit_ + 1) & kMostUnits); }

  // open  names that have no points yet get some, too.
  void Add(std::span<const NameId> names, float points, bool open) {
    const auto steps = std::min(static_cast<unsigned>(points * kSteps), kPointsMask);
    const unsigned unit = unsigned{unit_} << kUnitShift;
    const size_t before = names_.size();
    for (const NameId name : names) {
      const unsigned sum = sums_[name];
      if (sum == 0) {
        if (!open) continue;
        names_.push_back(name);
        sums_[name] = static_cast<std::uint16_t>(unit | steps);
        continue;
      }
      if ((sum & ~kPointsMask) == unit) continue;
      const unsigned old = sum & kPointsMask;
      const unsigned added = std::min(old + steps, kPointsMask);
      --counts_[old / kStepsPerPoint];
      ++counts_[added / kStepsPerPoint];
      sums_[name] = static_cast<std::uint16_t>(unit | added);
    }
    counts_[steps / kStepsPerPoint] += static_cast<std::uint32_t>(names_.size() - before);
  }

  [[nodiscard]] float PointsOf(NameId name) const {
    return static_cast<float>(sums_[name] & kPointsMask) / kSteps;
  }
  // How many names have so many points, to a point: rather too few.
  [[nodiscard]] size_t CountWith(float points) const {
    size_t count = 0;
    const auto least = static_cast<size_t>(std::ceil(std::max(points, 0.0F)));
    for (size_t bin = least; bin < counts_.size(); ++bin) {
      count += counts_[bin];
    }
    return count;
  }
  // The most points that at least so many names have, to a point; 0 when there are fewer names.
  [[nodiscard]] float PointsOfBest(size_t names) const {
    size_t count = 0;
    for (size_t bin = counts_.size(); bin-- > 0;) {
      count += counts_[bin];
      if (count >= names) return static_cast<float>(bin);
    }
    return 0;
  }
  [[nodiscard]] const std::vector<NameId>& names() const { return names_; }

 private:
  static constexpr unsigned kStepsPerPoint = 16;
  static constexpr float kSteps = kStepsPerPoint;

  // Two bytes a name: the unit that added last, and the points in steps.
  static constexpr unsigned kUnitShift = 11;
  static constexpr unsigned kPointsMask = (1U << kUnitShift) - 1;
  static constexpr unsigned kMostUnits = 31;  // more begin again

  static std::vector<std::uint16_t>& Sums() {
    thread_local std::vector<std::uint16_t> sums;
    return sums;
  }
  static std::vector<NameId>& Names() {
    thread_local std::vector<NameId> names;
    return names;
  }
  std::vector<std::uint16_t>& sums_;
  std::vector<NameId>& names_;                                              // that have points
  std::array<std::uint32_t, (kPointsMask + 1) / kStepsPerPoint> counts_{};  // of names, by points
  std::uint16_t unit_ = 0;
};

}  // namespace chowki::identify
