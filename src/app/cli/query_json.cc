#include "app/cli/query_json.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "icao/country_search.h"
#include "watchlist/sources/values.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

// A text or an array of texts; none when the member is absent.
Result<Texts> TextsOf(const Json& json, const char* member) {
  const auto found = json.find(member);
  if (found == json.end() || found->is_null()) return Texts();
  if (found->is_string()) return Texts{found->get<std::string>()};
  Texts texts;
  if (!found->is_array()) return InvalidInput("{} is no text", member);
  for (const Json& value : *found) {
    if (!value.is_string()) return InvalidInput("{} holds something that is no text", member);
    texts.push_back(value.get<std::string>());
  }
  return texts;
}

Result<std::string> TextOf(const Json& json, const char* member) {
  CHOWKI_ASSIGN_OR_RETURN(const Texts texts, TextsOf(json, member));
  return texts.empty() ? std::string() : texts.front();
}

// The same country by whatever code or name it is written.
std::string Country(const std::string& text) {
  const icao::Country* country = icao::FindCountryByText(text);
  return country != nullptr ? std::string(country->code) : AsciiUpper(Trim(text));
}

// "1957-2-3" is how some write 1957-02-03. Of a day that does not exist the year, or year and
// month, is what is known.
Result<PartialDate> BirthDate(const Json& json, const char* member) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, TextOf(json, member));
  std::vector<std::string> parts;
  for (const std::string_view part : Split(text, '-')) {
    parts.push_back((part.size() == 1 ? "0" : "") + std::string(part));
  }
  auto date = ParsePartialDate(Join(parts, "-"));
  while (!date.ok() && parts.size() > 1) {
    parts.pop_back();
    date = ParsePartialDate(Join(parts, "-"));
  }
  if (!date.ok()) return Annotate(date.status(), member);
  return date;
}

Result<icao::Sex> Sex(const Json& json, const char* member) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string text, TextOf(json, member));
  // "other" of FollowTheMoney, "U" of INTERPOL: known, and neither of the two.
  for (const char* neither : {"OTHER", "O", "UNKNOWN", "U"}) {
    if (AsciiUpper(text) == neither) return icao::Sex::kUnspecified;
  }
  auto sex = watchlist::ParseSex(text);
  if (!sex.ok()) return Annotate(sex.status(), member);
  return sex;
}

Status ReadDocument(const Json& json, identify::Query& query) {
  const auto found = json.find("document");
  if (found == json.end() || found->is_null()) return Ok();
  if (!found->is_object()) return InvalidInput("document is no object");
  CHOWKI_ASSIGN_OR_RETURN(const std::string issuer, TextOf(*found, "issuer"));
  CHOWKI_ASSIGN_OR_RETURN(query.document_number, TextOf(*found, "number"));
  query.document_issuer = Country(issuer);
  CHOWKI_ASSIGN_OR_RETURN(const std::string type, TextOf(*found, "type"));
  query.document_type = AsciiUpper(type);
  CHOWKI_ASSIGN_OR_RETURN(const std::string digit, TextOf(*found, "check_digit"));
  if (digit.size() > 1 || (digit.size() == 1 && (digit[0] < '0' || digit[0] > '9'))) {
    return InvalidInput("document.check_digit is no digit");
  }
  if (!digit.empty()) query.document_check_digit = digit[0];
  return Ok();
}

// Words of several members as one name.
Result<std::string> JoinedName(const Json& json, std::initializer_list<const char*> members) {
  std::string name;
  for (const char* member : members) {
    CHOWKI_ASSIGN_OR_RETURN(const Texts texts, TextsOf(json, member));
    for (const std::string& text : texts) name += text + " ";
  }
  return std::string(Trim(name));
}

}  // namespace

Result<identify::Query> ReadQuery(const Json& json, bool name_only) {
  identify::Query query;
  CHOWKI_ASSIGN_OR_RETURN(query.names, TextsOf(json, "names"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string split, JoinedName(json, {"surname", "given_names"}));
  if (!split.empty()) query.names.push_back(split);
  if (const auto cut = json.find("mrz_truncated"); cut != json.end()) {
    if (!cut->is_boolean()) return InvalidInput("mrz_truncated is neither true nor false");
    query.name_may_be_truncated = cut->get<bool>();
  }
  if (name_only) return query;
  CHOWKI_ASSIGN_OR_RETURN(query.birth_date, BirthDate(json, "birth_date"));
  CHOWKI_ASSIGN_OR_RETURN(query.sex, Sex(json, "sex"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string nationality, TextOf(json, "nationality"));
  query.nationality = Country(nationality);
  CHOWKI_RETURN_IF_ERROR(ReadDocument(json, query));
  return query;
}

Result<identify::Query> ReadPerson(const Json& json) {
  if (!json.is_object()) return InvalidInput("a person is no JSON object");
  identify::Query person;
  CHOWKI_ASSIGN_OR_RETURN(person.names, TextsOf(json, "name"));
  CHOWKI_ASSIGN_OR_RETURN(const Texts aliases, TextsOf(json, "alias"));
  person.names.insert(person.names.end(), aliases.begin(), aliases.end());
  CHOWKI_ASSIGN_OR_RETURN(const std::string parts,
                          JoinedName(json, {"firstName", "middleName", "patronymic", "lastName"}));
  if (!parts.empty()) person.names.push_back(parts);
  CHOWKI_ASSIGN_OR_RETURN(person.birth_date, BirthDate(json, "birthDate"));
  CHOWKI_ASSIGN_OR_RETURN(person.sex, Sex(json, "gender"));
  CHOWKI_ASSIGN_OR_RETURN(const std::string country, TextOf(json, "country"));
  person.nationality = Country(country);
  return person;
}

}  // namespace chowki::app::cli
