#pragma once

#include <span>
#include <string_view>

#include "base/date.h"

namespace chowki::icao {

// How far a row can be trusted: kLow is written down and asks nobody anything.
enum class RuleConfidence { kLow, kMedium, kHigh };

// What one state's documents of one kind are like: plausibility and no proof, since issuers change
// series and laws without notice.
struct DocumentRules {
  std::string_view state;   // ICAO code of the issuer
  std::string_view codes;   // document codes, parted by spaces: "P PP"
  std::string_view number;  // regular expression of the whole number; "": anything
  int longest_years = 0;    // of validity; 0: not known
  int minor_below = 0;      // age at issue, years; 0: none is known for minors
  int longest_years_of_minor = 0;
  std::string_view optional_data;  // regular expression; "": anything
  int first_year = 0;              // of issue; 0: not known
  RuleConfidence confidence = RuleConfidence::kLow;
  std::string_view source;  // of the number's form

  // Whether a whole text is of a form of this row; every text is of the form "".
  [[nodiscard]] static bool Fits(std::string_view text, std::string_view form);
};

// The rules of a kind of document; nullptr where none are known: other states, diplomatic, service
// and travel documents of aliens.
//
// thread  pure.
// source  each row names its own: document_rules_table.inc
[[nodiscard]] const DocumentRules* FindDocumentRules(std::string_view state, std::string_view code);

[[nodiscard]] std::span<const DocumentRules> AllDocumentRules();

// The last day that a document issued for so many years may be valid: some states add up to nine
// months that the old one still had.
[[nodiscard]] Date LatestExpiry(const Date& issued, int years);

}  // namespace chowki::icao
