#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "icao/mrz_layout.h"
#include "icao/mrz_record.h"

namespace chowki::icao {

// The characters of a run of cells.
//
// lines  of the format's number and length.
[[nodiscard]] std::string_view TextOf(const std::vector<std::string>& lines, const Span& cells);

// The cells that a check digit covers, put together.
[[nodiscard]] std::string CheckedText(const std::vector<std::string>& lines,
                                      const CheckedCells& check);

// '0'..'9' for a text of the MRZ alphabet.
[[nodiscard]] char ComputedDigit(std::string_view text);

// A document number that does not fit its nine cells goes on in the optional data of TD1 and TD2:
// a filler stands in place of its check digit, then come the rest, the check digit and a filler
// (Doc 9303-5 and 9303-6, 4.2.2 notes). Belgium counts the filler in place of the digit too; both
// forms are accepted.
struct LongNumber {
  Span rest;                   // the part in the optional data, without the digit
  Span digit;                  // one cell, right after it
  bool counts_filler = false;  // the Belgian form is the one that holds
  bool operator==(const LongNumber&) const = default;
};

// nullopt when the number fits its field or the layout has no such rule.
[[nodiscard]] std::optional<LongNumber> FindLongNumber(Format format,
                                                       const std::vector<std::string>& lines);

// Like ChecksOf(format), with the cells of a long document number where these lines have one.
[[nodiscard]] std::vector<CheckedCells> ChecksOf(Format format,
                                                 const std::vector<std::string>& lines);

// All check digits of an MRZ as printed and as computed, in the order of the layout's table.
//
// lines   of the format's number and length, A-Z 0-9 '<' only (else the process ends).
// thread  pure.
[[nodiscard]] std::vector<CheckDigitResult> CheckDigits(Format format,
                                                        const std::vector<std::string>& lines);

}  // namespace chowki::icao
