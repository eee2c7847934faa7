#pragma once

#include <optional>
#include <string_view>

#include "base/status.h"

namespace chowki::icao {

// The check digits that an MRZ may carry; which ones it does carry is in the layout's table.
enum class CheckDigitField { kDocumentNumber, kBirthDate, kExpiryDate, kOptionalData, kComposite };

// "document_number", "birth_date", "expiry_date", "optional_data", "composite"
[[nodiscard]] std::string_view Name(CheckDigitField field);

// What a character counts: 0..9 for digits, 10..35 for A..Z, 0 for '<'; nullopt outside the
// alphabet of the MRZ (Doc 9303-3, 4.9).
[[nodiscard]] std::optional<int> CharacterValue(char character);

// A-Z 0-9 '<'
[[nodiscard]] inline bool IsMrzCharacter(char character) {
  return CharacterValue(character).has_value();
}

// Check digit over one MRZ field: weights 7,3,1 repeating, modulo 10 (Doc 9303-3, 4.9).
//
// field   A-Z 0-9 '<' only, any length. Characters whose values are equal modulo 10 cannot be told
//         apart by it: '<' 0 A K U, 1 B L V, 6 G Q and so on.
// returns 0..9.
// errors  kInvalidArgument naming the first character outside the alphabet.
// thread  pure.
[[nodiscard]] Result<int> CheckDigit(std::string_view field);

}  // namespace chowki::icao
