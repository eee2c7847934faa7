#include "icao/check_digit.h"

#include <array>

#include "base/text.h"

namespace chowki::icao {
namespace {

constexpr std::array kWeights = {7, 3, 1};

}  // namespace

std::string_view Name(CheckDigitField field) {
  switch (field) {
    case CheckDigitField::kDocumentNumber:
      return "document_number";
    case CheckDigitField::kBirthDate:
      return "birth_date";
    case CheckDigitField::kExpiryDate:
      return "expiry_date";
    case CheckDigitField::kOptionalData:
      return "optional_data";
    case CheckDigitField::kComposite:
      return "composite";
  }
  return "";
}

std::optional<int> CharacterValue(char character) {
  if (character == '<') return 0;
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
  return std::nullopt;
}

Result<int> CheckDigit(std::string_view field) {
  int sum = 0;
  for (size_t i = 0; i < field.size(); ++i) {
    const std::optional<int> value = CharacterValue(field[i]);
    if (!value) {
      return InvalidInput("character {} of the field, \"{}\", is not A-Z, 0-9 or <", i + 1,
                          Printable(field.substr(i, 1)));
    }
    sum += *value * kWeights[i % kWeights.size()];
  }
  return sum % 10;
}

}  // namespace chowki::icao
