#include "locate/fragment.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace chowki::locate {
namespace {

// Where the cells of some runs lie along a direction, without the outermost ones, so that stray
// cells do not stretch a rectangle.
//
// step  of the direction for one cell to the right; a run's cells stand at from + k * step.
class Extent {
 public:
  Extent(double lowest, double highest)
      : lowest_(lowest), counts_(static_cast<size_t>((highest - lowest) * kBinsPerCell) + 1) {}

  void Add(double from, double step, int cells) {
    for (int k = 0; k < cells; ++k) {
      const double bin = (from + k * step - lowest_) * kBinsPerCell;
      ++counts_[std::min(static_cast<size_t>(std::max(bin, 0.0)), counts_.size() - 1)];
    }
    total_ += cells;
  }

  [[nodiscard]] std::pair<double, double> Trimmed(double share) const {
    const int skip = static_cast<int>(share * total_);
    size_t low = 0;
    for (int rest = skip - counts_[low]; rest >= 0; rest -= counts_[low]) ++low;
    size_t high = counts_.size() - 1;
    for (int rest = skip - counts_[high]; rest >= 0; rest -= counts_[high]) --high;
    return {At(low), At(high)};
  }

 private:
  static constexpr double kBinsPerCell = 8;

  [[nodiscard]] double At(size_t bin) const {
    return lowest_ + (static_cast<double>(bin) + 0.5) / kBinsPerCell;
  }

  double lowest_;
  std::vector<int> counts_;
  int total_ = 0;
};

Fragment Measure(std::vector<Run> runs) {
  Fragment fragment;
  double n = 0, x = 0, y = 0, value = 0;
  for (const Run& run : runs) {
    const double cells = run.last - run.first + 1;
    n += cells;
    x += cells * (run.first + run.last) / 2.0;
    y += cells * run.row;
    value += run.sum;
  }
  const cv::Point2d centre(x / n, y / n);
  double xx = 0, xy = 0, yy = 0;
  for (const Run& run : runs) {
    const double cells = run.last - run.first + 1;
    const cv::Point2d d = cv::Point2d((run.first + run.last) / 2.0, run.row) - centre;
    xx += cells * (d.x * d.x + (cells * cells - 1) / 12);
    xy += cells * d.x * d.y;
    yy += cells * d.y * d.y;
  }
  fragment.angle = 0.5 * std::atan2(2 * xy, xx - yy);

  const double c = std::cos(fragment.angle);
  const double s = std::sin(fragment.angle);
  fragment.direction = {c, s};
  const auto along = [&](double column, int row) {
    return (column - centre.x) * c + (row - centre.y) * s;
  };
  const auto across = [&](double column, int row) {
    return -(column - centre.x) * s + (row - centre.y) * c;
  };
  double a0 = 0, a1 = 0, b0 = 0, b1 = 0;  // the centre lies between
  for (const Run& run : runs) {
    for (const int column : {run.first, run.last}) {
      a0 = std::min(a0, along(column, run.row));
      a1 = std::max(a1, along(column, run.row));
      b0 = std::min(b0, across(column, run.row));
      b1 = std::max(b1, across(column, run.row));
    }
  }
  Extent length(a0, a1);
  Extent height(b0, b1);
  for (const Run& run : runs) {
    const int cells = run.last - run.first + 1;
    length.Add(along(run.first, run.row), c, cells);
    height.Add(across(run.first, run.row), -s, cells);
  }
  std::tie(a0, a1) = length.Trimmed(0.003);
  std::tie(b0, b1) = height.Trimmed(0.02);
  fragment.centre =
      centre + fragment.direction * ((a0 + a1) / 2) + cv::Point2d(-s, c) * ((b0 + b1) / 2);
  fragment.length = a1 - a0 + 1;
  fragment.height = b1 - b0 + 1;
  fragment.mean = value / n;
  fragment.size = static_cast<int>(n);
  fragment.runs = std::move(runs);
  return fragment;
}

// Two pieces of one band: the same direction, in one line, not far apart.
bool Collinear(const Fragment& one, const Fragment& other) {
  const Fragment& longer = one.length >= other.length ? one : other;
  const Fragment& shorter = one.length >= other.length ? other : one;
  const cv::Point2d apart = shorter.centre - longer.centre;
  const double along = std::abs(apart.dot(longer.direction));
  const double across = std::abs(apart.cross(longer.direction));
  const double gap = along - (longer.length + shorter.length) / 2;
  if (gap > 2.5 * longer.height || across > 0.5 * longer.height + 0.04 * along) return false;
  if (shorter.height > 1.6 * longer.height) return false;
  return shorter.length < 2.5 * shorter.height || AngleBetween(longer.angle, shorter.angle) < 0.15;
}

template <typename Value>
void AddRuns(const cv::Mat& map, int row, double limit, std::vector<Run>& runs) {
  const Value* values = map.ptr<Value>(row);
  const auto above = [&](int column) { return static_cast<double>(values[column]) > limit; };
  for (int column = 0; column < map.cols; ++column) {
    if (!above(column)) continue;
    Run run{row, column, column, 0};
    for (; column < map.cols && above(column); ++column) {
      run.sum += static_cast<double>(values[column]);
    }
    run.last = column - 1;
    runs.push_back(run);
  }
}

// The sets of runs that touch, corners included, by union and find.
class Sets {
 public:
  explicit Sets(size_t count) : parents_(count) {
    std::iota(parents_.begin(), parents_.end(), size_t{0});
  }
  size_t Find(size_t run) {
    while (parents_[run] != run) run = parents_[run] = parents_[parents_[run]];
    return run;
  }
  void Join(size_t one, size_t other) { parents_[Find(one)] = Find(other); }

 private:
  std::vector<size_t> parents_;
};

std::vector<std::vector<Run>> Connected(const std::vector<Run>& runs) {
  Sets sets(runs.size());
  size_t above = 0;  // first run of the row before that may still touch
  for (size_t i = 0; i < runs.size(); ++i) {
    while (runs[above].row < runs[i].row - 1) ++above;
    while (runs[above].row == runs[i].row - 1 && runs[above].last < runs[i].first - 1) ++above;
    for (size_t j = above; runs[j].row == runs[i].row - 1 && runs[j].first <= runs[i].last + 1;
         ++j) {
      sets.Join(i, j);
    }
  }
  std::vector<std::vector<Run>> connected(runs.size());
  for (size_t i = 0; i < runs.size(); ++i) connected[sets.Find(i)].push_back(runs[i]);
  return connected;
}

}  // namespace

double AngleBetween(double a, double b) {
  const double d = std::abs(std::remainder(a - b, CV_PI));
  return std::min(d, CV_PI - d);
}

std::vector<Fragment> FindFragments(const cv::Mat& map, double limit, int smallest) {
  std::vector<Run> runs;
  for (int row = 0; row < map.rows; ++row) {
    if (map.type() == CV_8UC1) {
      AddRuns<std::uint8_t>(map, row, limit, runs);
    } else {
      AddRuns<float>(map, row, limit, runs);
    }
  }
  std::vector<Fragment> fragments;
  for (std::vector<Run>& set : Connected(runs)) {
    int size = 0;
    for (const Run& run : set) size += run.last - run.first + 1;
    if (size > 0 && size >= smallest) fragments.push_back(Measure(std::move(set)));
  }
  return fragments;
}

std::vector<Fragment> JoinCollinear(std::vector<Fragment> fragments) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < fragments.size() && !changed; ++i) {
      for (size_t j = i + 1; j < fragments.size() && !changed; ++j) {
        if (!Collinear(fragments[i], fragments[j])) continue;
        std::vector<Run> runs = std::move(fragments[i].runs);
        runs.insert(runs.end(), fragments[j].runs.begin(), fragments[j].runs.end());
        fragments[i] = Measure(std::move(runs));
        fragments.erase(fragments.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
      }
    }
  }
  return fragments;
}

}  // namespace chowki::locate
