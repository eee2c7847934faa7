#include "read/mrz_repair.h"

#include <algorithm>
#include <string_view>

#include "icao/mrz_check.h"
#include "read/mrz_grammar.h"

namespace chowki::read {
namespace {

// Sets of shapes that a worn or small print cannot tell apart.
constexpr std::string_view kConfusions[] = {"O0DQUC", "I1LT7", "S5", "B83", "Z27", "G6",
                                            "MN",     "MHW",   "VY", "KX<", "EF",  "PR"};
constexpr double kSmallestShare = 0.01;  // an alternative nobody saw is not a solution

int Failures(icao::Format format, const std::vector<std::string>& lines) {
  int failures = 0;
  for (const icao::CheckDigitResult& digit : icao::CheckDigits(format, lines)) {
    failures += digit.valid ? 0 : 1;
  }
  return failures;
}

// A letter that stands alone behind three fillers of a name.
void FillNames(icao::Format format, const std::vector<std::vector<Glyph>>& glyphs, Repaired& out) {
  for (size_t line = 0; line < out.lines.size(); ++line) {
    std::string& text = out.lines[line];
    int fillers = 0;
    for (size_t column = 0; column < text.size(); ++column) {
      if (!InNames(format, static_cast<int>(line), static_cast<int>(column))) {
        fillers = 0;
        continue;
      }
      if (text[column] == '<') {
        ++fillers;
      } else if (fillers < 3) {
        fillers = 0;
      } else if (glyphs[line][column].confidence < kConfident) {
        out.repairs.push_back(
            {static_cast<int>(line), static_cast<int>(column), text[column], '<', "name_filler"});
        text[column] = '<';
      }
    }
  }
}

// A character that its cell does not allow, where a shape like it is allowed: a zero in the code of
// a state, a letter in a date.
void KeepClasses(icao::Format format, const std::vector<std::vector<Glyph>>& glyphs,
                 Repaired& out) {
  for (size_t line = 0; line < out.lines.size(); ++line) {
    for (size_t column = 0; column < out.lines[line].size(); ++column) {
      const Glyph& glyph = glyphs[line][column];
      const int l = static_cast<int>(line);
      const int c = static_cast<int>(column);
      const char read = out.lines[line][column];
      const icao::CellClass cell = icao::ClassOf(format, l, c);
      if (glyph.confidence >= kConfident || icao::Allows(cell, read)) continue;
      for (const auto& [other, share] : glyph.alternatives) {
        if (share < kSmallestShare || !icao::Allows(cell, other) || !Confusable(read, other)) {
          continue;
        }
        out.repairs.push_back({l, c, read, other, "position_class"});
        out.lines[line][column] = other;
        break;
      }
    }
  }
}

void SatisfyDigits(icao::Format format, const std::vector<std::vector<Glyph>>& glyphs,
                   Repaired& out) {
  if (Failures(format, out.lines) == 0) return;
  std::vector<Repair> solutions;
  for (size_t line = 0; line < out.lines.size(); ++line) {
    for (size_t column = 0; column < out.lines[line].size(); ++column) {
      const Glyph& glyph = glyphs[line][column];
      if (glyph.confidence >= kConfident) continue;
      const char read = out.lines[line][column];
      const icao::CellClass cell =
          icao::ClassOf(format, static_cast<int>(line), static_cast<int>(column));
      for (const auto& [other, share] : glyph.alternatives) {
        if (other == read || share < kSmallestShare || !Confusable(read, other)) continue;
        if (!icao::Allows(cell, other)) continue;
        std::vector<std::string> tried = out.lines;
        tried[line][column] = other;
        if (Failures(format, tried) == 0) {
          solutions.push_back(
              {static_cast<int>(line), static_cast<int>(column), read, other, "check_digit"});
        }
      }
    }
  }
  out.ambiguous = solutions.size() > 1;
  if (solutions.size() != 1) return;
  const Repair& repair = solutions.front();
  out.lines[static_cast<size_t>(repair.line)][static_cast<size_t>(repair.column)] = repair.to;
  out.repairs.push_back(repair);
}

}  // namespace

bool Confusable(char one, char other) {
  return std::any_of(std::begin(kConfusions), std::end(kConfusions), [&](std::string_view set) {
    return set.find(one) != std::string_view::npos && set.find(other) != std::string_view::npos;
  });
}

Repaired RepairLines(icao::Format format, const std::vector<std::string>& lines,
                     const std::vector<std::vector<Glyph>>& glyphs) {
  Repaired out{lines, {}, false};
  FillNames(format, glyphs, out);
  KeepClasses(format, glyphs, out);
  SatisfyDigits(format, glyphs, out);
  return out;
}

}  // namespace chowki::read
