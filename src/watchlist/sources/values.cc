#include "watchlist/sources/values.h"

#include <vector>

#include "base/text.h"
#include "icao/country_search.h"
#include "watchlist/script.h"
#include "watchlist/sources/listed_date.h"

namespace chowki::watchlist {
namespace {

constexpr size_t kMaxDocumentNumber = 40;  // characters; the longest of TD1 has 9 + 13

Result<DateInterval> ParseSpan(std::string_view text, PartialDate& stated) {
  CHOWKI_ASSIGN_OR_RETURN(stated, ParsePartialDate(Trim(text)));
  const auto span = ToInterval(stated);
  if (!span) return InvalidInput("'{}' has no year", Printable(text));
  return *span;
}

constexpr std::string_view kBetweenNumbers = "..";

Status ReadNumbers(std::string_view text, EntryDocument& document) {
  const size_t at = text.find(kBetweenNumbers);
  document.number = NormalDocumentNumber(text.substr(0, at));
  CHOWKI_RETURN_IF_ERROR(CheckDocumentNumber(document.number));
  if (at == std::string_view::npos) return Ok();
  document.last_number = NormalDocumentNumber(text.substr(at + kBetweenNumbers.size()));
  if (document.last_number == document.number) document.last_number.clear();
  return CheckRun(document);
}

}  // namespace

Status CheckDocumentNumber(std::string_view number) {
  if (number.size() > kMaxDocumentNumber) {
    return InvalidInput("a number of more than {} characters", kMaxDocumentNumber);
  }
  if (number.find_first_of("0123456789") == std::string_view::npos) {
    return InvalidInput("no number with a digit in it");
  }
  return Ok();
}

Status CheckRun(const EntryDocument& document) {
  if (document.last_number.empty()) return Ok();
  if (document.last_number < document.number || !Covers(document, document.number) ||
      !Covers(document, document.last_number)) {
    return InvalidInput("{} to {} is no run: both as long, rising, apart in the last digits only",
                        document.number, document.last_number);
  }
  return Ok();
}

Result<EntryBirthDate> ParseBirthDate(std::string_view text) {
  EntryBirthDate date;
  if (const size_t slash = text.find('/'); slash != std::string_view::npos) {
    PartialDate first;
    PartialDate last;
    CHOWKI_ASSIGN_OR_RETURN(const DateInterval from, ParseSpan(text.substr(0, slash), first));
    CHOWKI_ASSIGN_OR_RETURN(const DateInterval to, ParseSpan(text.substr(slash + 1), last));
    date.span = {from.first, to.last};
    if (date.span.last < date.span.first) {
      return InvalidInput("'{}' ends before it begins", Printable(text));
    }
    if (first == last) date.stated = first;
    return date;
  }
  const bool circa = text.starts_with('~');
  CHOWKI_ASSIGN_OR_RETURN(date.span, ParseSpan(text.substr(circa ? 1 : 0), date.stated));
  if (circa) {
    date = Circa(date);
    if (!IsValid(date.span.first) || !IsValid(date.span.last)) {
      return InvalidInput("'{}' is out of range", Printable(text));
    }
  }
  return date;
}

Result<std::string> ParseCountry(std::string_view text) {
  if (const icao::Country* country = icao::FindCountryByText(Trim(text))) {
    return std::string(country->code);
  }
  return InvalidInput("'{}' is no country code or name that is known", Printable(text));
}

Result<EntryDocument> ParseDocument(std::string_view text) {
  const std::vector<std::string> parts = Split(text, ':');
  if (parts.size() > 3) return InvalidInput("'{}' has too many ':'", Printable(text));
  EntryDocument document;
  if (const Status read = ReadNumbers(parts.back(), document); !read.ok()) {
    return Annotate(read, fmt::format("'{}'", Printable(text)));
  }
  if (parts.size() >= 2 && !Trim(parts[parts.size() - 2]).empty()) {
    CHOWKI_ASSIGN_OR_RETURN(document.issuer, ParseCountry(parts[parts.size() - 2]));
  }
  if (parts.size() == 3) document.type = AsciiUpper(Trim(parts[0]));
  return document;
}

Result<icao::Sex> ParseSex(std::string_view text) {
  const std::string sex = AsciiUpper(Trim(text));
  if (sex == "M" || sex == "MALE") return icao::Sex::kMale;
  if (sex == "F" || sex == "FEMALE") return icao::Sex::kFemale;
  if (sex.empty() || sex == "X" || sex == "<") return icao::Sex::kUnspecified;
  return InvalidInput("'{}' is none of M, F, X", Printable(text));
}

EntryName MakeName(std::string_view full, std::string_view surname, std::string_view given_names,
                   NameQuality quality) {
  EntryName name;
  name.surname = Trim(surname);
  name.given_names = Trim(given_names);
  name.full = Trim(full);
  if (name.full.empty()) {
    name.full = Trim(name.given_names + " " + name.surname);
  }
  name.script = ScriptOf(name.full);
  name.quality = quality;
  return name;
}

}  // namespace chowki::watchlist
