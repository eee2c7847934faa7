#pragma once

#include <string>
#include <vector>

#include "base/partial_date.h"
#include "icao/mrz_layout.h"
#include "icao/sex.h"

namespace chowki::icao {

// One check digit of an MRZ: the character that is printed and the digit that the field gives.
struct CheckDigitResult {
  CheckDigitField field = CheckDigitField::kComposite;
  char stated = '<';    // as printed
  char computed = '<';  // '0'..'9'
  bool valid = false;   // also true for '<' over an empty optional field (Doc 9303-4, 4.2.4)
  int line = 0;         // 0-based place of the stated digit
  int column = 0;
  bool operator==(const CheckDigitResult&) const = default;
};

// What the lines of an MRZ say, taken apart by the layout's table. Nothing is judged here: digits
// that do not hold, dates that do not exist and unknown codes are kept and told.
struct MrzRecord {
  Format format = Format::kTd3;
  std::vector<std::string> lines;  // as given, exact lengths

  std::string document_code;           // "P", "PM", "ID", "V" ... without filler
  std::string issuing_state;           // three-letter code without filler ("D", "UTO")
  std::string surname;                 // primary identifier, each filler as a space
  std::string given_names;             // secondary identifier, likewise; "" when there is none
  bool name_may_be_truncated = false;  // the name field ends in a letter (Doc 9303-4, 4.2.3)
  std::string document_number;  // without outer filler; long numbers of TD1 and TD2 put together
  std::string nationality;
  std::string birth_date_text;  // six characters as printed
  PartialDate birth_date;       // century by the rule in icao/century.h; unknown when not a date
  Sex sex = Sex::kUnspecified;
  char sex_text = '<';           // as printed
  std::string expiry_date_text;  // "" where the layout has none (French identity card)
  PartialDate expiry_date;
  // As printed without trailing filler: where a long document number spills into it, its rest and
  // check digit still stand in front. TD1: of the first line.
  std::string optional_data;
  std::string optional_data_2;  // TD1: of the second line
  std::vector<CheckDigitResult> check_digits;

  bool operator==(const MrzRecord&) const = default;
};

}  // namespace chowki::icao
