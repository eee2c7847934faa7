#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "icao/check_digit.h"

namespace chowki::icao {

// The machine-readable zones that we know: sizes 1 to 3 and visas of Doc 9303 (parts 5, 6, 4, 7)
// and the French national identity card of 1988 to 2021.
enum class Format { kTd1, kTd2, kTd3, kMrvA, kMrvB, kFraId };

inline constexpr std::array kFormats = {Format::kTd1,  Format::kTd2,  Format::kTd3,
                                        Format::kMrvA, Format::kMrvB, Format::kFraId};

// "TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA_ID"
[[nodiscard]] std::string_view Name(Format format);
[[nodiscard]] std::optional<Format> FormatFromName(std::string_view name);

[[nodiscard]] int LineCount(Format format);
[[nodiscard]] int LineLength(Format format);

// What may stand in a cell. Issuers print rule-breakers (a digit in a document code): a reader
// should take the class as a strong preference, not as a law.
enum class CellClass {
  kLetter,          // A-Z
  kDigit,           // 0-9
  kLetterOrFiller,  // A-Z <
  kDigitOrFiller,   // 0-9 <
  kSexLetter,       // M F <
  kAny,             // A-Z 0-9 <
};

[[nodiscard]] bool Allows(CellClass cell, char character);

// A run of cells in one line. 0-based.
struct Span {
  int line = 0;
  int column = 0;
  int length = 0;
  bool operator==(const Span&) const = default;
};

enum class Field {
  kDocumentCode,
  kIssuingState,
  kName,        // primary and secondary identifier with << between them
  kSurname,     // French identity card: names in two fields
  kGivenNames,  // French identity card
  kDocumentNumber,
  kDocumentNumberDigit,
  kNationality,
  kBirthDate,
  kBirthDateDigit,
  kSex,
  kExpiryDate,
  kExpiryDateDigit,
  kOptionalData,   // French identity card: department and office
  kOptionalData2,  // TD1: second line
  kOptionalDataDigit,
  kCompositeDigit,
};

// Where a field stands in a layout.
struct FieldCells {
  Field field = Field::kName;
  Span cells;
  CellClass characters = CellClass::kAny;
};

// A check digit and the cells that it is computed over, concatenated in order.
struct CheckedCells {
  CheckDigitField field = CheckDigitField::kComposite;
  Span digit;                   // one cell
  std::array<Span, 4> spans{};  // unused ones have length 0
  bool may_be_filler = false;   // '<' stands for 0 when all cells are '<'
  bool operator==(const CheckedCells&) const = default;
};

// One MRZ layout as a table.
//
// source  Doc 9303-4, 4.2.2 (TD3); 9303-5, 4.2.2 (TD1); 9303-6, 4.2.2 (TD2); 9303-7, 4.2.2 and
//         7.2.2 (MRV-A, MRV-B). The French card is not of Doc 9303: common knowledge of parsers.
struct Layout {
  Format format = Format::kTd3;
  std::string_view name;
  int lines = 0;
  int columns = 0;
  std::span<const FieldCells> fields;
  std::span<const CheckedCells> checks;
};

[[nodiscard]] const Layout& LayoutOf(Format format);

// The cells of a field; nullopt when the layout has none (the French card has no expiry date).
[[nodiscard]] std::optional<Span> CellsOf(Format format, Field field);

// What may stand at a place.
//
// line, column  0-based, inside the layout; anything may stand outside.
[[nodiscard]] CellClass ClassOf(Format format, int line, int column);

// Which check digits a layout carries and what each covers, as long as the document number fits
// its field; ChecksOf() in icao/mrz_check.h also follows long numbers. Visas have no composite.
[[nodiscard]] std::span<const CheckedCells> ChecksOf(Format format);

}  // namespace chowki::icao
