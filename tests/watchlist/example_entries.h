#pragma once

#include <string>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// An invented person with something in every field.
inline Entry FullEntry(const std::string& id = "uto-1") {
  Entry entry;
  entry.id = id;
  entry.revision = 7;
  entry.names = {{"ANNA MARIA ERIKSSON", "ERIKSSON", "ANNA MARIA", "Latn", NameQuality::kPrimary},
                 {"أنا", "", "", "Arab", NameQuality::kWeakAlias}};
  entry.birth_dates = {{{1974, 8, 12}, {{1974, 8, 12}, {1974, 8, 12}}},
                       {{}, {{1970, 1, 1}, {1975, 6, 30}}}};
  entry.documents = {{"P", "UTO", "L898902C3", ""}, {"", "", "A100", "A199"}};
  entry.nationalities = {"UTO", "XXA"};
  entry.sex = icao::Sex::kFemale;
  entry.category = "wanted";
  entry.action = "arrest";
  entry.authority = "Utopian Police";
  entry.reference = "UP-1";
  entry.valid_until = Date{2031, 12, 31};
  entry.source = "utopol";
  return entry;
}

inline Entry SmallEntry(const std::string& id, const std::string& name = "ERIKSSON") {
  Entry entry;
  entry.id = id;
  entry.names = {{name, "", "", "Latn", NameQuality::kPrimary}};
  entry.category = "wanted";
  entry.action = "arrest";
  return entry;
}

}  // namespace chowki::watchlist
