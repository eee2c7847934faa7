#include "app/cli/entry_json.h"

#include <string>

#include "base/partial_date.h"
#include "icao/sex.h"

namespace chowki::app::cli {
namespace {

using Json = nlohmann::ordered_json;

void Put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json NameJson(const watchlist::EntryName& name) {
  Json json = {{"full", name.full}};
  Put(json, "surname", name.surname);
  Put(json, "given_names", name.given_names);
  Put(json, "script", name.script);
  json["quality"] = watchlist::Name(name.quality);
  return json;
}

Json DocumentJson(const watchlist::EntryDocument& document) {
  Json json = Json::object();
  Put(json, "type", document.type);
  Put(json, "issuer", document.issuer);
  json["number"] = document.number;
  Put(json, "last_number", document.last_number);
  return json;
}

}  // namespace

Json EntryJson(const watchlist::Entry& entry) {
  Json json = {
      {"id", entry.id}, {"revision", entry.revision}, {"kind", watchlist::Name(entry.kind)}};
  for (const auto& name : entry.names) json["names"].push_back(NameJson(name));
  for (const auto& date : entry.birth_dates) {
    json["birth_dates"].push_back({ToIso(date.span.first), ToIso(date.span.last)});
  }
  for (const auto& document : entry.documents) {
    json["documents"].push_back(DocumentJson(document));
  }
  if (!entry.nationalities.empty()) json["nationalities"] = entry.nationalities;
  if (entry.sex != icao::Sex::kUnspecified) json["sex"] = icao::Name(entry.sex);
  json["category"] = entry.category;
  json["action"] = entry.action;
  Put(json, "authority", entry.authority);
  Put(json, "reference", entry.reference);
  if (entry.valid_until) json["valid_until"] = ToIso(*entry.valid_until);
  Put(json, "source", entry.source);
  return json;
}

Json ListJson(const watchlist::ListState& state) {
  return {{"list", state.list},
          {"epoch", state.epoch},
          {"version", state.version},
          {"entries", state.entries},
          {"state_root", state.state_root},
          {"issued", ToIsoTime(state.issued)},
          {"freshness", watchlist::Name(state.freshness)},
          {"age_s", state.age.count()}};
}

}  // namespace chowki::app::cli
