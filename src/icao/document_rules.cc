#include "icao/document_rules.h"

#include <algorithm>
#include <iterator>
#include <regex>

#include "icao/country.h"

namespace chowki::icao {
namespace {

using enum RuleConfidence;

constexpr std::string_view kValidator = "validator.js";
constexpr std::string_view kKnown = "general knowledge";
constexpr std::string_view kOwn = "specimens";

constexpr DocumentRules kTable[] = {
#include "icao/document_rules_table.inc"
};
static_assert(std::ranges::is_sorted(kTable, {}, &DocumentRules::state));

constexpr int kCarriedOverDays = 275;

bool Names(std::string_view codes, std::string_view code) {
  while (!codes.empty()) {
    const std::size_t end = std::min(codes.find(' '), codes.size());
    if (codes.substr(0, end) == code) return true;
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return false;
}

}  // namespace

bool DocumentRules::Fits(std::string_view text, std::string_view form) {
  if (form.empty()) return true;
  return std::regex_match(text.begin(), text.end(), std::regex(form.begin(), form.end()));
}

const DocumentRules* FindDocumentRules(std::string_view state, std::string_view code) {
  const auto* found = std::ranges::find_if(kTable, [&](const DocumentRules& rules) {
    return SameState(rules.state, state) && Names(rules.codes, code);
  });
  return found == std::end(kTable) ? nullptr : found;
}

std::span<const DocumentRules> AllDocumentRules() { return kTable; }

Date LatestExpiry(const Date& issued, int years) {
  return AddDays(AddYears(issued, years), kCarriedOverDays);
}

}  // namespace chowki::icao
