#include "read/mrz_repair.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "icao/country.h"
#include "icao/mrz_check.h"
#include "read/mrz_grammar.h"

namespace chowki::read {
namespace {

constexpr double kOpen = 0.995;          // from here on nothing else is considered
constexpr double kSmallestShare = 0.01;  // an alternative nobody saw is none
constexpr size_t kMostOpen = 20;         // characters in doubt, the least certain ones
constexpr size_t kBeam = 400;            // readings kept
constexpr double kDecided = 0.8;         // a change needs this share of all readings' weight

// How much rarer zones are that break a rule: estimates, on the cautious side for what a forger
// would do.
constexpr double kWrongDigit = 0.05;   // a printed check digit does not hold
constexpr double kFurtherDigit = 0.5;  // another one neither: often the same cause
constexpr double kUnknownState = 0.05;
constexpr double kImpossibleDate = 0.02;
constexpr double kLetterAfterFillers = 0.01;  // Doc 9303-3 fills a name's field to its end

using Place = std::pair<size_t, size_t>;  // line, column

struct OpenCell {
  Place at;
  std::vector<std::pair<char, double>> options;
  double mass = 0;     // of all options: the rest is that nothing was seen
  bool fixed = false;  // read with confidence: weighed, never changed
};

// One reading of the open cells.
struct Hypothesis {
  std::string choice;
  double weight = 0;  // logarithm
};

std::string_view WithoutFiller(std::string_view code) {
  return code.substr(0, code.find_last_not_of('<') + 1);
}

double Mass(const Glyph& glyph) {
  double sum = 0;
  for (const auto& [character, share] : glyph.alternatives) sum += share;
  return sum;
}

// How likely a zone with these lines is, beside one that keeps all rules; a logarithm, <= 0.
class Prior {
 public:
  Prior(icao::Format format, std::set<Place> unseen)
      : format_(format), unseen_(std::move(unseen)) {}

  double operator()(const std::vector<std::string>& lines) const {
    return Digits(lines) + States(lines) + Dates(lines) + Fillers(lines);
  }

  [[nodiscard]] int WrongDigits(const std::vector<std::string>& lines) const {
    const auto results = icao::CheckDigits(format_, lines);
    const auto checks = icao::ChecksOf(format_, lines);
    int wrong = 0;
    for (size_t i = 0; i < checks.size(); ++i) {
      bool seen = Seen(checks[i].digit);
      for (const icao::Span& span : checks[i].spans) seen = seen && Seen(span);
      if (seen && !results[i].valid) ++wrong;
    }
    return wrong;
  }

 private:
  [[nodiscard]] bool Seen(const icao::Span& span) const {
    for (int i = 0; i < span.length; ++i) {
      if (unseen_.contains(
              {static_cast<size_t>(span.line), static_cast<size_t>(span.column + i)})) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] double Digits(const std::vector<std::string>& lines) const {
    const int wrong = WrongDigits(lines);
    return wrong == 0 ? 0 : std::log(kWrongDigit) + (wrong - 1) * std::log(kFurtherDigit);
  }

  [[nodiscard]] double States(const std::vector<std::string>& lines) const {
    double sum = 0;
    const auto judge = [&](icao::Field field, bool (*known)(std::string_view)) {
      const auto cells = icao::CellsOf(format_, field);
      if (!cells || !Seen(*cells)) return;
      if (!known(WithoutFiller(icao::TextOf(lines, *cells)))) sum += std::log(kUnknownState);
    };
    judge(icao::Field::kIssuingState, icao::IsKnownIssuer);
    judge(icao::Field::kNationality, icao::IsKnownNationality);
    return sum;
  }

  [[nodiscard]] double Dates(const std::vector<std::string>& lines) const {
    double sum = 0;
    for (const icao::Field field : {icao::Field::kBirthDate, icao::Field::kExpiryDate}) {
      const auto cells = icao::CellsOf(format_, field);
      if (!cells || !Seen(*cells)) continue;
      const std::string_view date = icao::TextOf(lines, *cells);
      const auto within = [&](size_t at, int most) {
        if (date[at] < '0' || date[at] > '9' || date[at + 1] < '0' || date[at + 1] > '9')
          return true;
        const int value = (date[at] - '0') * 10 + date[at + 1] - '0';
        return value <= most;  // 00 is printed for unknown parts
      };
      if (!within(2, 12) || !within(4, 31)) sum += std::log(kImpossibleDate);
    }
    return sum;
  }

  [[nodiscard]] double Fillers(const std::vector<std::string>& lines) const {
    int after = 0;
    for (size_t line = 0; line < lines.size(); ++line) {
      int fillers = 0;
      for (size_t column = 0; column < lines[line].size(); ++column) {
        if (!InNames(format_, static_cast<int>(line), static_cast<int>(column))) {
          fillers = 0;
        } else if (lines[line][column] == '<') {
          ++fillers;
        } else if (fillers >= 3) {
          ++after;
        } else {
          fillers = 0;
        }
      }
    }
    return after * std::log(kLetterAfterFillers);
  }

  icao::Format format_;
  std::set<Place> unseen_;
};

std::vector<OpenCell> OpenCells(const std::vector<std::vector<Glyph>>& glyphs,
                                std::set<Place>& unseen) {
  std::vector<OpenCell> open;
  for (size_t line = 0; line < glyphs.size(); ++line) {
    for (size_t column = 0; column < glyphs[line].size(); ++column) {
      const Glyph& glyph = glyphs[line][column];
      if (glyph.confidence >= kOpen) continue;
      OpenCell cell{{line, column}, {}, Mass(glyph), glyph.confidence >= kConfident};
      if (!glyph.Seen()) {
        unseen.insert(cell.at);
        continue;
      }
      for (const auto& option : glyph.alternatives) {
        if (option.second >= kSmallestShare || option.first == glyph.best) {
          cell.options.push_back(option);
        }
      }
      if (cell.options.size() > 1) open.push_back(std::move(cell));
    }
  }
  const auto confidence = [&](const OpenCell& cell) {
    return glyphs[cell.at.first][cell.at.second].confidence;
  };
  std::stable_sort(open.begin(), open.end(), [&](const OpenCell& a, const OpenCell& b) {
    return confidence(a) < confidence(b);
  });
  if (open.size() > kMostOpen) open.resize(kMostOpen);
  return open;
}

// The readings that the recogniser finds likeliest, by what it saw alone.
std::vector<Hypothesis> Beam(const std::vector<OpenCell>& open) {
  std::vector<Hypothesis> beam = {{}};
  for (const OpenCell& cell : open) {
    std::vector<Hypothesis> next;
    for (const Hypothesis& hypothesis : beam) {
      for (const auto& [character, share] : cell.options) {
        next.push_back(
            {hypothesis.choice + character, hypothesis.weight + std::log(std::max(share, 1e-9))});
      }
    }
    const auto heavier = [](const Hypothesis& a, const Hypothesis& b) {
      return a.weight > b.weight;
    };
    std::stable_sort(next.begin(), next.end(), heavier);
    if (next.size() > kBeam) next.resize(kBeam);
    beam = std::move(next);
  }
  return beam;
}

std::vector<std::string> Apply(std::vector<std::string> lines, const std::vector<OpenCell>& open,
                               const std::string& choice) {
  for (size_t i = 0; i < open.size(); ++i) lines[open[i].at.first][open[i].at.second] = choice[i];
  return lines;
}

// Why a change was made.
std::string ReasonFor(icao::Format format, const Place& at, char read) {
  const int line = static_cast<int>(at.first);
  const int column = static_cast<int>(at.second);
  if (!icao::Allows(icao::ClassOf(format, line, column), read)) return "position_class";
  if (InNames(format, line, column)) return "name_filler";
  for (const icao::Field field : {icao::Field::kIssuingState, icao::Field::kNationality}) {
    const auto cells = icao::CellsOf(format, field);
    if (cells && cells->line == line && column >= cells->column &&
        column < cells->column + cells->length) {
      return "state_code";
    }
  }
  return "check_digit";
}

// Confidence and alternatives of a cell from its share of all readings' weight.
void Weigh(const OpenCell& cell, const std::map<char, double>& shares, char chosen, Glyph& glyph) {
  glyph.best = chosen;
  glyph.alternatives.clear();
  for (const auto& [character, share] : shares) {
    if (share * cell.mass >= kSmallestShare || character == chosen) {
      glyph.alternatives.emplace_back(character, share * cell.mass);
    }
    if (character == chosen) glyph.confidence = share * cell.mass;
  }
  std::stable_sort(glyph.alternatives.begin(), glyph.alternatives.end(),
                   [&](const auto& a, const auto& b) {
                     if ((a.first == chosen) != (b.first == chosen)) return a.first == chosen;
                     return a.second > b.second;
                   });
}

// The code of a state that does not exist is as doubtful as its weakest character: half covered
// letters look like others (R as P) and their neighbours are covered as well.
void DoubtUnknownStates(icao::Format format, Repaired& out) {
  const auto doubt = [&](icao::Field field, bool (*known)(std::string_view)) {
    const auto cells = icao::CellsOf(format, field);
    if (!cells || known(WithoutFiller(icao::TextOf(out.lines, *cells)))) return;
    auto first = out.glyphs[static_cast<size_t>(cells->line)].begin() + cells->column;
    double weakest = 1;
    for (int i = 0; i < cells->length; ++i) weakest = std::min(weakest, first[i].confidence);
    for (int i = 0; i < cells->length; ++i) {
      first[i].confidence = weakest;
      if (!first[i].alternatives.empty()) first[i].alternatives.front().second = weakest;
    }
  };
  doubt(icao::Field::kIssuingState, icao::IsKnownIssuer);
  doubt(icao::Field::kNationality, icao::IsKnownNationality);
}

}  // namespace

Repaired RepairLines(icao::Format format, const std::vector<std::vector<Glyph>>& glyphs) {
  Repaired out;
  out.glyphs = glyphs;
  for (const auto& row : glyphs) {
    std::string& line = out.lines.emplace_back();
    for (const Glyph& glyph : row) line += glyph.best;
  }
  std::set<Place> unseen;
  const std::vector<OpenCell> open = OpenCells(glyphs, unseen);
  if (open.empty()) return out;

  const Prior prior(format, std::move(unseen));
  std::vector<Hypothesis> readings = Beam(open);
  const auto allowed = [&](const std::string& choice) {
    for (size_t i = 0; i < open.size(); ++i) {
      const auto& [line, column] = open[i].at;
      if (open[i].fixed && choice[i] != out.lines[line][column]) return false;
    }
    return true;
  };
  double heaviest = -1e9;
  const Hypothesis* winner = nullptr;
  for (Hypothesis& reading : readings) {
    reading.weight += prior(Apply(out.lines, open, reading.choice));
    heaviest = std::max(heaviest, reading.weight);
    if ((winner == nullptr || reading.weight > winner->weight) && allowed(reading.choice)) {
      winner = &reading;
    }
  }
  std::vector<std::map<char, double>> shares(open.size());
  double total = 0;
  for (const Hypothesis& reading : readings) total += std::exp(reading.weight - heaviest);
  for (const Hypothesis& reading : readings) {
    const double share = std::exp(reading.weight - heaviest) / total;
    for (size_t i = 0; i < open.size(); ++i) shares[i][reading.choice[i]] += share;
  }
  for (size_t i = 0; i < open.size(); ++i) {
    const auto& [line, column] = open[i].at;
    const char read = out.lines[line][column];
    char chosen = winner != nullptr ? winner->choice[i] : read;
    if (chosen != read && shares[i][chosen] < kDecided) {
      out.ambiguous = true;
      chosen = read;
    }
    if (chosen != read) {
      out.repairs.push_back({static_cast<int>(line), static_cast<int>(column), read, chosen,
                             ReasonFor(format, open[i].at, read)});
    }
    Weigh(open[i], shares[i], chosen, out.glyphs[line][column]);
  }
  for (const Repair& repair : out.repairs) {
    out.lines[static_cast<size_t>(repair.line)][static_cast<size_t>(repair.column)] = repair.to;
  }
  DoubtUnknownStates(format, out);
  return out;
}

}  // namespace chowki::read
