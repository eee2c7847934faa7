#include "icao/mrz_layout.h"

#include <algorithm>

namespace chowki::icao {
namespace {

using enum CellClass;
using enum Field;

constexpr FieldCells kTd1Fields[] = {
    {kDocumentCode, {0, 0, 2}, kLetterOrFiller},
    {kIssuingState, {0, 2, 3}, kLetterOrFiller},
    {kDocumentNumber, {0, 5, 9}, kAny},
    {kDocumentNumberDigit,
     {0, 14, 1},
     kDigitOrFiller},  // '<': the number goes on in the next field
    {kOptionalData, {0, 15, 15}, kAny},
    {kBirthDate, {1, 0, 6}, kDigitOrFiller},
    {kBirthDateDigit, {1, 6, 1}, kDigit},
    {kSex, {1, 7, 1}, kSexLetter},
    {kExpiryDate, {1, 8, 6}, kDigitOrFiller},
    {kExpiryDateDigit, {1, 14, 1}, kDigit},
    {kNationality, {1, 15, 3}, kLetterOrFiller},
    {kOptionalData2, {1, 18, 11}, kAny},
    {kCompositeDigit, {1, 29, 1}, kDigit},
    {kName, {2, 0, 30}, kLetterOrFiller},
};
constexpr CheckedCells kTd1Checks[] = {
    {CheckDigitField::kDocumentNumber, {0, 14, 1}, {{{0, 5, 9}}}},
    {CheckDigitField::kBirthDate, {1, 6, 1}, {{{1, 0, 6}}}},
    {CheckDigitField::kExpiryDate, {1, 14, 1}, {{{1, 8, 6}}}},
    {CheckDigitField::kComposite, {1, 29, 1}, {{{0, 5, 25}, {1, 0, 7}, {1, 8, 7}, {1, 18, 11}}}},
};

constexpr FieldCells kTd2Fields[] = {
    {kDocumentCode, {0, 0, 2}, kLetterOrFiller},
    {kIssuingState, {0, 2, 3}, kLetterOrFiller},
    {kName, {0, 5, 31}, kLetterOrFiller},
    {kDocumentNumber, {1, 0, 9}, kAny},
    {kDocumentNumberDigit, {1, 9, 1}, kDigitOrFiller},  // '<': the number goes on in optional data
    {kNationality, {1, 10, 3}, kLetterOrFiller},
    {kBirthDate, {1, 13, 6}, kDigitOrFiller},
    {kBirthDateDigit, {1, 19, 1}, kDigit},
    {kSex, {1, 20, 1}, kSexLetter},
    {kExpiryDate, {1, 21, 6}, kDigitOrFiller},
    {kExpiryDateDigit, {1, 27, 1}, kDigit},
    {kOptionalData, {1, 28, 7}, kAny},
    {kCompositeDigit, {1, 35, 1}, kDigit},
};
constexpr CheckedCells kTd2Checks[] = {
    {CheckDigitField::kDocumentNumber, {1, 9, 1}, {{{1, 0, 9}}}},
    {CheckDigitField::kBirthDate, {1, 19, 1}, {{{1, 13, 6}}}},
    {CheckDigitField::kExpiryDate, {1, 27, 1}, {{{1, 21, 6}}}},
    {CheckDigitField::kComposite, {1, 35, 1}, {{{1, 0, 10}, {1, 13, 7}, {1, 21, 14}}}},
};

constexpr FieldCells kTd3Fields[] = {
    {kDocumentCode, {0, 0, 2}, kLetterOrFiller},
    {kIssuingState, {0, 2, 3}, kLetterOrFiller},
    {kName, {0, 5, 39}, kLetterOrFiller},
    {kDocumentNumber, {1, 0, 9}, kAny},
    {kDocumentNumberDigit, {1, 9, 1}, kDigit},
    {kNationality, {1, 10, 3}, kLetterOrFiller},
    {kBirthDate, {1, 13, 6}, kDigitOrFiller},
    {kBirthDateDigit, {1, 19, 1}, kDigit},
    {kSex, {1, 20, 1}, kSexLetter},
    {kExpiryDate, {1, 21, 6}, kDigitOrFiller},
    {kExpiryDateDigit, {1, 27, 1}, kDigit},
    {kOptionalData, {1, 28, 14}, kAny},
    {kOptionalDataDigit, {1, 42, 1}, kDigitOrFiller},
    {kCompositeDigit, {1, 43, 1}, kDigit},
};
constexpr CheckedCells kTd3Checks[] = {
    {CheckDigitField::kDocumentNumber, {1, 9, 1}, {{{1, 0, 9}}}},
    {CheckDigitField::kBirthDate, {1, 19, 1}, {{{1, 13, 6}}}},
    {CheckDigitField::kExpiryDate, {1, 27, 1}, {{{1, 21, 6}}}},
    {CheckDigitField::kOptionalData, {1, 42, 1}, {{{1, 28, 14}}}, true},
    {CheckDigitField::kComposite, {1, 43, 1}, {{{1, 0, 10}, {1, 13, 7}, {1, 21, 22}}}},
};

constexpr FieldCells kMrvAFields[] = {
    {kDocumentCode, {0, 0, 2}, kLetterOrFiller},
    {kIssuingState, {0, 2, 3}, kLetterOrFiller},
    {kName, {0, 5, 39}, kLetterOrFiller},
    {kDocumentNumber, {1, 0, 9}, kAny},
    {kDocumentNumberDigit, {1, 9, 1}, kDigit},
    {kNationality, {1, 10, 3}, kLetterOrFiller},
    {kBirthDate, {1, 13, 6}, kDigitOrFiller},
    {kBirthDateDigit, {1, 19, 1}, kDigit},
    {kSex, {1, 20, 1}, kSexLetter},
    {kExpiryDate, {1, 21, 6}, kDigitOrFiller},
    {kExpiryDateDigit, {1, 27, 1}, kDigit},
    {kOptionalData, {1, 28, 16}, kAny},
};
constexpr FieldCells kMrvBFields[] = {
    {kDocumentCode, {0, 0, 2}, kLetterOrFiller},
    {kIssuingState, {0, 2, 3}, kLetterOrFiller},
    {kName, {0, 5, 31}, kLetterOrFiller},
    {kDocumentNumber, {1, 0, 9}, kAny},
    {kDocumentNumberDigit, {1, 9, 1}, kDigit},
    {kNationality, {1, 10, 3}, kLetterOrFiller},
    {kBirthDate, {1, 13, 6}, kDigitOrFiller},
    {kBirthDateDigit, {1, 19, 1}, kDigit},
    {kSex, {1, 20, 1}, kSexLetter},
    {kExpiryDate, {1, 21, 6}, kDigitOrFiller},
    {kExpiryDateDigit, {1, 27, 1}, kDigit},
    {kOptionalData, {1, 28, 8}, kAny},
};
constexpr CheckedCells kVisaChecks[] = {
    {CheckDigitField::kDocumentNumber, {1, 9, 1}, {{{1, 0, 9}}}},
    {CheckDigitField::kBirthDate, {1, 19, 1}, {{{1, 13, 6}}}},
    {CheckDigitField::kExpiryDate, {1, 27, 1}, {{{1, 21, 6}}}},
};

constexpr FieldCells kFraIdFields[] = {
    {kDocumentCode, {0, 0, 2}, kLetter},         {kIssuingState, {0, 2, 3}, kLetter},
    {kSurname, {0, 5, 25}, kLetterOrFiller},     {kOptionalData, {0, 30, 6}, kAny},
    {kDocumentNumber, {1, 0, 12}, kAny},         {kDocumentNumberDigit, {1, 12, 1}, kDigit},
    {kGivenNames, {1, 13, 14}, kLetterOrFiller}, {kBirthDate, {1, 27, 6}, kDigitOrFiller},
    {kBirthDateDigit, {1, 33, 1}, kDigit},       {kSex, {1, 34, 1}, kSexLetter},
    {kCompositeDigit, {1, 35, 1}, kDigit},
};
constexpr CheckedCells kFraIdChecks[] = {
    {CheckDigitField::kDocumentNumber, {1, 12, 1}, {{{1, 0, 12}}}},
    {CheckDigitField::kBirthDate, {1, 33, 1}, {{{1, 27, 6}}}},
    {CheckDigitField::kComposite, {1, 35, 1}, {{{0, 0, 36}, {1, 0, 35}}}},
};

// In the order of kFormats.
constexpr std::array kLayouts = {
    Layout{Format::kTd1, "TD1", 3, 30, kTd1Fields, kTd1Checks},
    Layout{Format::kTd2, "TD2", 2, 36, kTd2Fields, kTd2Checks},
    Layout{Format::kTd3, "TD3", 2, 44, kTd3Fields, kTd3Checks},
    Layout{Format::kMrvA, "MRVA", 2, 44, kMrvAFields, kVisaChecks},
    Layout{Format::kMrvB, "MRVB", 2, 36, kMrvBFields, kVisaChecks},
    Layout{Format::kFraId, "FRA_ID", 2, 36, kFraIdFields, kFraIdChecks},
};

// A typing error in the tables above does not compile: the fields of a layout tile all its cells.
constexpr bool Tiles(const Layout& layout) {
  for (int line = 0; line < layout.lines; ++line) {
    for (int column = 0; column < layout.columns; ++column) {
      int covered = 0;
      for (const FieldCells& field : layout.fields) {
        const Span& cells = field.cells;
        covered +=
            cells.line == line && column >= cells.column && column < cells.column + cells.length;
      }
      if (covered != 1) return false;
    }
  }
  return true;
}
static_assert(std::all_of(kLayouts.begin(), kLayouts.end(), Tiles));
static_assert(std::equal(kLayouts.begin(), kLayouts.end(), kFormats.begin(), kFormats.end(),
                         [](const Layout& layout, Format format) {
                           return layout.format == format;
                         }));

}  // namespace

const Layout& LayoutOf(Format format) { return kLayouts[static_cast<size_t>(format)]; }

std::string_view Name(Format format) { return LayoutOf(format).name; }

std::optional<Format> FormatFromName(std::string_view name) {
  for (const Layout& layout : kLayouts) {
    if (layout.name == name) return layout.format;
  }
  return std::nullopt;
}

int LineCount(Format format) { return LayoutOf(format).lines; }

int LineLength(Format format) { return LayoutOf(format).columns; }

bool Allows(CellClass cell, char character) {
  const bool letter = character >= 'A' && character <= 'Z';
  const bool digit = character >= '0' && character <= '9';
  const bool filler = character == '<';
  switch (cell) {
    case kLetter:
      return letter;
    case kDigit:
      return digit;
    case kLetterOrFiller:
      return letter || filler;
    case kDigitOrFiller:
      return digit || filler;
    case kSexLetter:
      return character == 'M' || character == 'F' || filler;
    case kAny:
      return letter || digit || filler;
  }
  return false;
}

std::optional<Span> CellsOf(Format format, Field field) {
  for (const FieldCells& candidate : LayoutOf(format).fields) {
    if (candidate.field == field) return candidate.cells;
  }
  return std::nullopt;
}

CellClass ClassOf(Format format, int line, int column) {
  for (const auto& [field, cells, characters] : LayoutOf(format).fields) {
    if (line != cells.line || column < cells.column || column >= cells.column + cells.length) {
      continue;
    }
    // Codes are never empty: their first cell is a letter.
    const bool starts_code =
        column == cells.column &&
        (field == kDocumentCode || field == kIssuingState || field == kNationality);
    return starts_code ? kLetter : characters;
  }
  return kAny;
}

std::span<const CheckedCells> ChecksOf(Format format) { return LayoutOf(format).checks; }

}  // namespace chowki::icao
