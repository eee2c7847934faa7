#include "read/line_decoder.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

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

// Where a state was entered from, for the way back.
enum class From : uint8_t { kStay, kBlank, kCharacter, kOutside };

struct Entry {
  From from = From::kStay;
  uint8_t character = 0;  // of the cell before, when from == kCharacter
};

// Best and second best character of a cell at a step, to find the best one that differs.
struct Leaders {
  float best = kNever;
  float second = kNever;
  uint8_t best_character = 0;
  uint8_t second_character = 0;

  void Offer(float score, uint8_t character) {
    if (score > best) {
      second = best;
      second_character = best_character;
      best = score;
      best_character = character;
    } else if (score > second) {
      second = score;
      second_character = character;
    }
  }
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

  // character[k][c]: the best path whose k-th cell is being read as c; blank[k]: k cells are read
  // and a blank stands after them; before, after: outside the line.
  std::vector<std::array<float, kCharacters>> character(length);
  for (auto& row : character) row.fill(kNever);
  std::vector<float> blank(length + 1, kNever);
  std::vector<Leaders> leaders(length);
  std::vector<std::array<Entry, kCharacters>> entered(steps * length);
  std::vector<Entry> entered_blank(steps * (length + 1));
  float before = 0;
  float after = kNever;
  // The step at which `after` was entered, and from where.
  size_t end_step = steps;
  Entry end_entry;

  for (size_t t = 0; t < steps; ++t) {
    const auto& now = posteriors.steps[t];
    // After the line: entered from the states of the step before.
    {
      float best = after;
      if (blank[length] > best) {
        best = blank[length];
        end_step = t;
        end_entry = {From::kBlank, 0};
      }
      if (leaders[length - 1].best > best) {
        best = leaders[length - 1].best;
        end_step = t;
        end_entry = {From::kCharacter, leaders[length - 1].best_character};
      }
      after = best <= kNever ? kNever : best + kOutsideStep;
    }
    // Cells, last first, so that the values of the step before are still there. Steps that leave
    // too little room before or after need not be looked at.
    for (size_t k = length; k-- > 0;) {
      if (k > t || length - 1 - k > steps - 1 - t) continue;
      Leaders next;
      const float from_blank = k == 0 ? std::max(blank[0], before) : blank[k];
      const From blank_kind = k == 0 && before >= blank[0] ? From::kOutside : From::kBlank;
      for (uint8_t c = 0; c < kCharacters; ++c) {
        float best = character[k][c];
        Entry entry{From::kStay, 0};
        const float cost = cells[k][c];
        if (from_blank + cost > best) {
          best = from_blank + cost;
          entry = {blank_kind, 0};
        }
        if (k > 0) {
          const Leaders& previous = leaders[k - 1];
          const bool same = previous.best_character == c;
          const float other = same ? previous.second : previous.best;
          if (other + cost > best) {
            best = other + cost;
            entry = {From::kCharacter, same ? previous.second_character : previous.best_character};
          }
        }
        const float score = best <= kNever / 2 ? kNever : best + now[c];
        character[k][c] = score;
        entered[t * length + k][c] = entry;
        next.Offer(score, c);
      }
      // A blank after cell k.
      {
        float best = blank[k + 1];
        Entry entry{From::kStay, 0};
        if (leaders[k].best > best) {
          best = leaders[k].best;
          entry = {From::kCharacter, leaders[k].best_character};
        }
        blank[k + 1] = best <= kNever / 2 ? kNever : best + now[Posteriors::kBlank];
        entered_blank[t * (length + 1) + k + 1] = entry;
      }
      leaders[k] = next;
    }
    {
      const bool enter = before > blank[0];
      entered_blank[t * (length + 1)] = {enter ? From::kOutside : From::kStay, 0};
      blank[0] = std::max(blank[0], before) + now[Posteriors::kBlank];
    }
    before += kOutsideStep;
  }

  // The way back: first and last step of every cell.
  float final_score = after;
  Entry entry = end_entry;
  size_t t = end_step;
  if (blank[length] > final_score) {
    final_score = blank[length];
    entry = {From::kBlank, 0};
    t = steps;
  }
  if (leaders[length - 1].best > final_score) {
    final_score = leaders[length - 1].best;
    entry = {From::kCharacter, leaders[length - 1].best_character};
    t = steps;
  }
  if (final_score <= kNever / 2) return line;

  std::vector<size_t> first(length), last(length);
  std::vector<uint8_t> read(length);
  size_t left_blank = length;  // cells read so far when the state is a blank
  size_t k = length;           // index of the cell being read plus one, when it is a character
  bool in_blank = entry.from == From::kBlank;
  uint8_t c = entry.character;
  if (!in_blank) {
    k = length - 1;
    last[k] = t - 1;
    read[k] = c;
  }
  size_t line_begin = 0;
  while (t-- > 0) {
    if (in_blank) {
      const Entry back = entered_blank[t * (length + 1) + left_blank];
      if (back.from == From::kStay) {
        if (t == 0) line_begin = 0;
        continue;
      }
      if (back.from == From::kOutside) {
        line_begin = t;
        break;
      }
      in_blank = false;
      k = left_blank - 1;
      c = back.character;
      if (t > 0) last[k] = t - 1;
      read[k] = c;
      continue;
    }
    const Entry back = entered[t * length + k][c];
    if (back.from == From::kStay) continue;
    first[k] = t;
    if (back.from == From::kOutside) {
      line_begin = t;
      break;
    }
    if (back.from == From::kBlank) {
      in_blank = true;
      left_blank = k;
      continue;
    }
    c = back.character;
    --k;
    if (t > 0) last[k] = t - 1;
    read[k] = c;
  }

  const size_t line_end = end_step < steps && final_score == after ? end_step : steps;
  line.score =
      static_cast<double>(final_score) -
      static_cast<double>(kOutsideStep) * static_cast<double>(line_begin + (steps - line_end));
  for (size_t i = 0; i < length; ++i) {
    // Half way to the neighbours: the evidence for another character may peak beside this one's.
    const size_t lower = i == 0 ? first[i] : std::min(first[i], (last[i - 1] + first[i] + 2) / 2);
    const size_t upper =
        i + 1 == length ? last[i] : std::max(last[i], (last[i] + first[i + 1]) / 2);
    const size_t from = i == 0 && lower > 0 ? lower - 1 : lower;
    const size_t to = i + 1 == length ? std::min(upper + 1, steps - 1) : upper;
    Weigh(posteriors, cells[i], from, to, read[i], line.cells[i]);
  }
  FitPitch(line);
  // The steps right beside the first and the last character still belong to them.
  const size_t left = first.front() > 1 ? first.front() - 1 : 0;
  line.strays = CountCharacters(posteriors, 0, left) +
                CountCharacters(posteriors, std::min(last.back() + 2, steps), steps);
  return line;
}

}  // namespace chowki::read
