#include "read/mrz_grammar.h"

#include <algorithm>
#include <string_view>

namespace chowki::read {
namespace {

// Logarithms. A character against its cell's class must be this much clearer than one that fits.
// Names, dates and digits are never printed otherwise; codes and states sometimes are.
constexpr float kStrict = -9.0F;
constexpr float kLoose = -4.0F;

float ClassCost(icao::Field field) {
  using enum icao::Field;
  switch (field) {
    case kDocumentCode:
    case kIssuingState:
    case kNationality:
      return kLoose;
    default:
      return kStrict;
  }
}

// First characters of the first line that the layouts start with.
std::string_view FirstCharacters(icao::Format format) {
  switch (format) {
    case icao::Format::kTd1:
      return "IAC";
    case icao::Format::kTd2:
      return "IACP";
    case icao::Format::kTd3:
      return "P";
    case icao::Format::kMrvA:
    case icao::Format::kMrvB:
      return "V";
    case icao::Format::kFraId:
      return "I";
  }
  return "";
}

void Expect(std::string_view characters, float cost, CellCosts& cell) {
  for (int c = 0; c < kCharacters; ++c) {
    if (characters.find(CharacterOf(c)) == std::string_view::npos) {
      cell[static_cast<size_t>(c)] += cost;
    }
  }
}

}  // namespace

std::vector<icao::Format> FormatsOf(int lines, int characters) {
  std::vector<icao::Format> formats;
  for (const icao::Format format : icao::kFormats) {
    if (icao::LineCount(format) == lines && icao::LineLength(format) == characters) {
      formats.insert(format == icao::Format::kFraId ? formats.begin() : formats.end(), format);
    }
  }
  return formats;
}

std::vector<CellCosts> Grammar(icao::Format format, int line) {
  std::vector<CellCosts> cells(static_cast<size_t>(icao::LineLength(format)));
  for (const icao::FieldCells& field : icao::LayoutOf(format).fields) {
    if (field.cells.line != line) continue;
    for (int i = 0; i < field.cells.length; ++i) {
      CellCosts& cell = cells[static_cast<size_t>(field.cells.column + i)];
      for (int c = 0; c < kCharacters; ++c) {
        if (!icao::Allows(field.characters, CharacterOf(c))) {
          cell[static_cast<size_t>(c)] = ClassCost(field.field);
        }
      }
    }
  }
  if (line == 0) {
    Expect(FirstCharacters(format), kLoose, cells[0]);
    if (format == icao::Format::kFraId) {
      constexpr std::string_view kStart = "IDFRA";
      for (size_t i = 1; i < kStart.size(); ++i) Expect(kStart.substr(i, 1), kLoose, cells[i]);
    }
  }
  return cells;
}

bool BeginsAs(icao::Format format, const DecodedLine& line) {
  if (format == icao::Format::kFraId) return false;  // others begin with I, too
  const std::string_view expected = FirstCharacters(format);
  const auto& seen = line.cells[0].alternatives;
  return !seen.empty() && std::all_of(seen.begin(), seen.end(), [&](const auto& alternative) {
    return expected.find(alternative.first) != std::string_view::npos;
  });
}

bool InNames(icao::Format format, int line, int column) {
  for (const icao::FieldCells& field : icao::LayoutOf(format).fields) {
    const bool names = field.field == icao::Field::kName || field.field == icao::Field::kSurname ||
                       field.field == icao::Field::kGivenNames;
    if (names && field.cells.line == line && column >= field.cells.column &&
        column < field.cells.column + field.cells.length) {
      return true;
    }
  }
  return false;
}

}  // namespace chowki::read
