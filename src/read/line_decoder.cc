#include "read/line_decoder.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace chowki::read {
namespace {

constexpr float kNever = -1e9F;
constexpr float kOutsideStep = -1.0F;  // each step before or after the line
constexpr double kSmallestShare = 0.01;
// Weight of "nothing stands here" against the characters: where the print is covered all of them
// are unlikely, and the least unlikely one must not look certain. Blurred print is a third blank at
// most.
constexpr double kNothing = 0.2;
constexpr size_t kMostCells = 256;
// Paths so far behind the best one of their step are given up: a covered character costs some 6
// more than a step beside the line, so that half a line may be covered.
constexpr float kBeam = 160;

// One value for each character, in vectors of four that GCC and Clang compute at once on any
// machine.
using Floats [[gnu::vector_size(16)]] = float;
using Ints [[gnu::vector_size(16)]] = int;
constexpr size_t kWidth = 4;
constexpr size_t kVectors = (kCharacters + kWidth - 1) / kWidth;
using Values = std::array<Floats, kVectors>;

// filler  for the places beyond the last character.
Values ToValues(const float* characters, float filler) {
  Values values;
  for (size_t c = 0; c < kVectors * kWidth; ++c) {
    values[c / kWidth][c % kWidth] = c < kCharacters ? characters[c] : filler;
  }
  return values;
}

float At(const Values& values, size_t character) {
  return values[character / kWidth][character % kWidth];
}

// The steps in which a cell is read as one character.
struct Run {
  uint8_t character = 0;
  int first = 0;
  int last = 0;
};

// The best path to a state, and what it read last.
struct Path {
  float score = kNever;
  Run run;
};

// All paths through the steps so far that may still become the best one, by the state they are in:
// before the line, in a cell (as each character), in the blanks after a cell, after the line.
class Paths {
 public:
  Paths(const std::vector<CellCosts>& costs, size_t steps)
      : length_(costs.size()),
        steps_(steps),
        cells_(length_),
        blanks_(length_ + 1),
        arrivals_(steps * length_) {
    for (const CellCosts& cell : costs) costs_.push_back(ToValues(cell.data(), 0));
  }

  void Advance(const std::array<float, kCharacters + 1>& seen) {
    const Values now = ToValues(seen.data(), kNever);
    const float blank = seen[Posteriors::kBlank];

    for (const Path& path : {blanks_[length_], cells_.back().best}) {
      if (path.score <= after_.score) continue;
      after_ = path;
      end_ = step_;
    }
    after_.score += kOutsideStep;
    const float floor = leading_ - kBeam;
    leading_ = std::max(before_ + kOutsideStep, after_.score);
    // Cells, last first, so that the paths of the step before are still there. Steps that leave too
    // little room before or after need not be looked at.
    const size_t rest = steps_ - 1 - step_;
    const size_t lowest = length_ - 1 > rest ? length_ - 1 - rest : 0;
    for (size_t k = std::min(step_, length_ - 1) + 1; k-- > lowest;) {
      const auto [enter, enter_same] = Arrive(k);
      Path& after_cell = blanks_[k + 1];
      if (cells_[k].best.score > after_cell.score) after_cell = cells_[k].best;
      after_cell.score += blank;
      if (std::max(enter, cells_[k].best.score) < floor) {
        cells_[k].GiveUp();
      } else {
        const uint8_t same = arrivals_[step_ * length_ + k].same;
        cells_[k].Advance(costs_[k], now, enter, enter_same, same, static_cast<int>(step_));
      }
      leading_ = std::max({leading_, cells_[k].best.score, after_cell.score});
    }
    if (before_ > blanks_[0].score) blanks_[0] = {before_, {0, static_cast<int>(step_), 0}};
    blanks_[0].score += blank;
    before_ += kOutsideStep;
    ++step_;
  }

  // The runs of the best path, one a cell, and its score without the steps outside the line; no
  // runs when there is no path.
  [[nodiscard]] std::pair<std::vector<Run>, double> Best() const {
    Path best = after_;
    size_t end = end_;
    for (const Path& path : {blanks_[length_], cells_.back().best}) {
      if (path.score <= best.score) continue;
      best = path;
      end = steps_;
    }
    if (best.score <= kNever / 2) return {};
    std::vector<Run> runs(length_);
    Run run = best.run;
    for (size_t k = length_; k-- > 0;) {
      runs[k] = run;
      const Arrival& arrival = arrivals_[static_cast<size_t>(run.first) * length_ + k];
      run = run.character == arrival.same ? arrival.from_other : arrival.from;
    }
    const double outside = run.first + static_cast<double>(steps_ - end);
    const double score =
        static_cast<double>(best.score) - static_cast<double>(kOutsideStep) * outside;
    return {std::move(runs), score};
  }

 private:
  // The paths whose last cell is being read.
  struct Cell {
    Values scores;
    std::array<Ints, kVectors> firsts{};  // step in which the cell was entered
    Path best;
    Path second;  // as another character than the best one

    Cell() { scores.fill(Floats{} + kNever); }

    void GiveUp() {
      if (best.score > kNever) *this = Cell();
    }

    // Stays in the cell or enters it; as character `same` from paths that end with another one.
    void Advance(const Values& costs, const Values& now, float enter, float enter_same, size_t same,
                 int step) {
      const float same_enters = enter_same + At(costs, same);
      const bool same_stays = At(scores, same) >= same_enters;
      const float same_score = (same_stays ? At(scores, same) : same_enters) + At(now, same);
      const int same_first = same_stays ? firsts[same / kWidth][same % kWidth] : step;
      for (size_t v = 0; v < kVectors; ++v) {
        const Floats enters = costs[v] + enter;
        const Ints stays = scores[v] >= enters;
        firsts[v] = stays ? firsts[v] : Ints{} + step;
        scores[v] = (stays ? scores[v] : enters) + now[v];
      }
      scores[same / kWidth][same % kWidth] = same_score;
      firsts[same / kWidth][same % kWidth] = same_first;
      best = Highest(scores, step);
      Values others = scores;
      others[best.run.character / kWidth][best.run.character % kWidth] = 2 * kNever;
      second = Highest(others, step);
    }

    [[nodiscard]] Path Highest(const Values& of, int step) const {
      Floats highest = of[0];
      for (const Floats& values : of) highest = values > highest ? values : highest;
      const float score =
          std::max(std::max(highest[0], highest[1]), std::max(highest[2], highest[3]));
      for (size_t v = 0; v < kVectors; ++v) {
        const Ints found = of[v] == Floats{} + score;
        if ((found[0] | found[1] | found[2] | found[3]) == 0) continue;
        for (size_t i = 0; i < kWidth; ++i) {
          if (found[i] == 0) continue;
          return {score, {static_cast<uint8_t>(v * kWidth + i), firsts[v][i], step}};
        }
      }
      return {};
    }
  };

  // What a path read before it entered a cell. A character does not follow itself without a blank:
  // that one enters from the best path that ends otherwise. Before the first cell `first` is the
  // step in which the line begins.
  struct Arrival {
    Run from;
    Run from_other;
    uint8_t same = 0;
  };

  // Notes how the cell is entered in this step; scores of doing so, and as character `same`.
  std::pair<float, float> Arrive(size_t k) {
    Arrival& arrival = arrivals_[step_ * length_ + k];
    if (k == 0) {
      const bool directly = before_ >= blanks_[0].score;
      arrival.from = directly ? Run{0, static_cast<int>(step_), 0} : blanks_[0].run;
      arrival.from_other = arrival.from;
      const float score = std::max(before_, blanks_[0].score);
      return {score, score};
    }
    const Path& blank = blanks_[k];
    const Cell& previous = cells_[k - 1];
    const Path& any = previous.best.score > blank.score ? previous.best : blank;
    const Path& other = previous.second.score > blank.score ? previous.second : blank;
    arrival = {any.run, other.run, previous.best.run.character};
    return {any.score, other.score};
  }

  size_t length_;
  size_t steps_;
  size_t step_ = 0;
  std::vector<Values> costs_;
  float before_ = 0;
  float leading_ = 0;  // the best score of any state in the last step
  std::vector<Cell> cells_;
  std::vector<Path> blanks_;  // [k]: k cells are read
  Path after_;
  size_t end_ = 0;                 // step in which `after_` was entered
  std::vector<Arrival> arrivals_;  // step by step, cell by cell
};

// Evidence of each character around the steps where a cell was read.
void Weigh(const Posteriors& posteriors, const CellCosts& costs, size_t from, size_t to,
           uint8_t read, DecodedCell& cell) {
  std::array<double, kCharacters> share{};
  float blank = 0;
  for (size_t t = from; t <= to; ++t) {
    blank = std::min(blank, posteriors.steps[t][Posteriors::kBlank]);
  }
  double sum = kNothing * std::exp(static_cast<double>(blank));
  size_t peak = from;
  for (int c = 0; c < kCharacters; ++c) {
    const auto k = static_cast<size_t>(c);
    float highest = kNever;
    for (size_t t = from; t <= to; ++t) {
      if (posteriors.steps[t][k] > highest) {
        highest = posteriors.steps[t][k];
        if (k == read) peak = t;
      }
    }
    share[k] = std::exp(static_cast<double>(highest + costs[k]));
    sum += share[k];
  }
  cell.best = CharacterOf(read);
  cell.step = static_cast<double>(peak);
  // Centre of the evidence: finer than a step.
  double weight = 0, moment = 0;
  for (size_t t = from; t <= to; ++t) {
    const double w = std::exp(static_cast<double>(posteriors.steps[t][read]));
    weight += w;
    moment += w * static_cast<double>(t);
  }
  if (weight > 1e-12) cell.step = moment / weight;
  if (sum <= 0) return;
  cell.confidence = share[read] / sum;
  for (int c = 0; c < kCharacters; ++c) {
    const double value = share[static_cast<size_t>(c)] / sum;
    if (value >= kSmallestShare || static_cast<size_t>(c) == read) {
      cell.alternatives.emplace_back(CharacterOf(c), value);
    }
  }
  std::stable_sort(cell.alternatives.begin(), cell.alternatives.end(),
                   [&](const auto& a, const auto& b) {
                     if ((a.first == cell.best) != (b.first == cell.best)) {
                       return a.first == cell.best;
                     }
                     return a.second > b.second;
                   });
}

// Characters that the network sees in [from, to): runs of steps of one character.
int CountCharacters(const Posteriors& posteriors, size_t from, size_t to) {
  constexpr float kSeen = -0.7F;  // a share of one half
  int count = 0;
  int previous = Posteriors::kBlank;
  for (size_t t = from; t < to; ++t) {
    const auto& step = posteriors.steps[t];
    const auto best = std::max_element(step.begin(), step.end());
    const int character = static_cast<int>(best - step.begin());
    if (*best > kSeen && character != Posteriors::kBlank && character != previous) ++count;
    previous = character;
  }
  return count;
}

// A smooth row of places: a straight line for the pitch, and how far the characters stand from a
// parabola, since perspective narrows the pitch towards one end.
void FitPitch(DecodedLine& line) {
  const size_t n = line.cells.size();
  if (n < 3) return;
  // t from -1 to 1: the sums of odd powers vanish.
  const double half = (static_cast<double>(n) - 1) / 2;
  double t2 = 0, t4 = 0, y = 0, ty = 0, t2y = 0;
  for (size_t i = 0; i < n; ++i) {
    const double t = (static_cast<double>(i) - half) / half;
    t2 += t * t;
    t4 += t * t * t * t;
    y += line.cells[i].step;
    ty += t * line.cells[i].step;
    t2y += t * t * line.cells[i].step;
  }
  const double count = static_cast<double>(n);
  const double slope = ty / t2;
  const double bow = (t2y - t2 * y / count) / (t4 - t2 * t2 / count);
  const double middle = (y - bow * t2) / count;
  line.pitch_steps = slope / half;
  line.first_step = y / count - slope;
  for (size_t i = 0; i < n; ++i) {
    const double t = (static_cast<double>(i) - half) / half;
    const double off = std::abs(line.cells[i].step - (middle + slope * t + bow * t * t));
    line.misfit = std::max(line.misfit, off / std::max(line.pitch_steps, 1e-6));
  }
}

}  // namespace

std::string DecodedLine::Text() const {
  std::string text;
  for (const DecodedCell& cell : cells) text += cell.best;
  return text;
}

DecodedLine Decode(const Posteriors& posteriors, const std::vector<CellCosts>& cells) {
  const size_t steps = posteriors.steps.size();
  const size_t length = cells.size();
  CHOWKI_CHECK(length >= 1 && length <= kMostCells);
  DecodedLine line;
  line.cells.resize(length);
  line.score = static_cast<double>(kNever);
  if (steps < length) return line;

  Paths paths(cells, steps);
  for (const auto& step : posteriors.steps) paths.Advance(step);
  const auto [runs, score] = paths.Best();
  if (runs.empty()) return line;
  line.score = score;
  for (size_t i = 0; i < length; ++i) {
    // Half way to the neighbours: the evidence for another character may peak beside this one's.
    const auto& [read, first, last] = runs[i];
    const int from =
        i == 0 ? std::max(first - 1, 0) : std::min(first, (runs[i - 1].last + first + 2) / 2);
    const int to = i + 1 == length ? std::min(last + 1, static_cast<int>(steps) - 1)
                                   : std::max(last, (last + runs[i + 1].first) / 2);
    Weigh(posteriors, cells[i], static_cast<size_t>(from), static_cast<size_t>(to), read,
          line.cells[i]);
  }
  FitPitch(line);
  // The steps right beside the first and the last character still belong to them.
  const auto left = static_cast<size_t>(std::max(runs.front().first - 1, 0));
  const auto right = std::min(static_cast<size_t>(runs.back().last) + 2, steps);
  line.strays = CountCharacters(posteriors, 0, left) + CountCharacters(posteriors, right, steps);
  return line;
}

}  // namespace chowki::read
