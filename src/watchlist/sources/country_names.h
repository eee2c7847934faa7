#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/status.h"

namespace chowki::watchlist {

// The countries of list files as codes of Doc 9303 without filler. Remembers what it was asked,
// since a list names few countries many times.
class CountryNames {
 public:
  // The English name as a public list writes it: "Korea, North", "Iran (Islamic Republic of)".
  // Codes are not taken: "na" in such a list is no word for Namibia.
  //
  // errors  kInvalidArgument with the text.
  [[nodiscard]] Result<std::string> FromName(std::string_view text);

  // A code as ParseCountry reads it, or a name.
  [[nodiscard]] Result<std::string> FromCode(std::string_view text);

 private:
  std::unordered_map<std::string, std::string> known_;  // "" is no country
};

}  // namespace chowki::watchlist
