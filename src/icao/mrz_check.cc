#include "icao/mrz_check.h"

#include <algorithm>

namespace chowki::icao {
namespace {

char CharacterAt(const std::vector<std::string>& lines, const Span& cell) {
  return TextOf(lines, cell).front();
}

// The number's own cells, the filler in place of the digit if it counts, and the rest.
CheckedCells LongNumberCheck(const CheckedCells& plain, const LongNumber& number) {
  CheckedCells check{CheckDigitField::kDocumentNumber, number.digit, {plain.spans[0], number.rest}};
  if (number.counts_filler) check.spans = {plain.spans[0], plain.digit, number.rest};
  return check;
}

const CheckedCells& PlainNumberCheck(Format format) {
  const auto checks = ChecksOf(format);
  const auto found = std::find_if(checks.begin(), checks.end(), [](const CheckedCells& check) {
    return check.field == CheckDigitField::kDocumentNumber;
  });
  CHOWKI_CHECK(found != checks.end());
  return *found;
}

}  // namespace

std::string_view TextOf(const std::vector<std::string>& lines, const Span& cells) {
  const std::string_view line = lines[static_cast<size_t>(cells.line)];
  return line.substr(static_cast<size_t>(cells.column), static_cast<size_t>(cells.length));
}

std::string CheckedText(const std::vector<std::string>& lines, const CheckedCells& check) {
  std::string text;
  for (const Span& span : check.spans) text += TextOf(lines, span);
  return text;
}

char ComputedDigit(std::string_view text) {
  const Result<int> digit = CheckDigit(text);
  CHOWKI_CHECK(digit.ok());
  return static_cast<char>('0' + *digit);
}

std::optional<LongNumber> FindLongNumber(Format format, const std::vector<std::string>& lines) {
  if (format != Format::kTd1 && format != Format::kTd2) return std::nullopt;
  const CheckedCells& plain = PlainNumberCheck(format);
  if (CharacterAt(lines, plain.digit) != '<') return std::nullopt;

  const Span optional = *CellsOf(format, Field::kOptionalData);
  const std::string_view text = TextOf(lines, optional);
  const int length = static_cast<int>(std::min(text.find('<'), text.size()));
  if (length < 2) return std::nullopt;  // at least one character of the number and the digit

  LongNumber number{{optional.line, optional.column, length - 1},
                    {optional.line, optional.column + length - 1, 1}};
  const auto holds = [&] {
    return CharacterAt(lines, number.digit) ==
           ComputedDigit(CheckedText(lines, LongNumberCheck(plain, number)));
  };
  if (!holds()) {
    number.counts_filler = true;
    number.counts_filler = holds();
  }
  return number;
}

std::vector<CheckedCells> ChecksOf(Format format, const std::vector<std::string>& lines) {
  const auto table = ChecksOf(format);
  std::vector<CheckedCells> checks(table.begin(), table.end());
  if (const auto number = FindLongNumber(format, lines)) {
    for (CheckedCells& check : checks) {
      if (check.field == CheckDigitField::kDocumentNumber) check = LongNumberCheck(check, *number);
    }
  }
  return checks;
}

std::vector<CheckDigitResult> CheckDigits(Format format, const std::vector<std::string>& lines) {
  std::vector<CheckDigitResult> results;
  for (const CheckedCells& check : ChecksOf(format, lines)) {
    const std::string text = CheckedText(lines, check);
    const char stated = CharacterAt(lines, check.digit);
    const char computed = ComputedDigit(text);
    const bool empty = text.find_first_not_of('<') == std::string::npos;
    const bool valid = stated == computed || (check.may_be_filler && empty && stated == '<');
    results.push_back({check.field, stated, computed, valid, check.digit.line, check.digit.column});
  }
  return results;
}

}  // namespace chowki::icao
