#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "icao/sex.h"

namespace chowki::icao {

// What a state's personal number says of its holder.
struct PersonalNumber {
  std::string birth_date;       // six digits as an MRZ has them; "" where the number has none
  Sex sex = Sex::kUnspecified;  // as first registered
  bool operator==(const PersonalNumber&) const = default;
};

// Reads a personal number as states print it in the optional data of their documents: Bulgaria,
// Czechia, Estonia, Lithuania, Malaysia, Pakistan, Poland, Romania, Slovakia, South Africa, Sweden.
//
// issuer  three-letter code of the state
// number  digits; fillers around them do not count
// returns nullopt for other states, and where length, date or the number's own check digit say that
//         it is no such number: optional data may hold anything.
// thread  pure.
// source  the states' rules as documented in python-stdnum and Wikipedia; table in the .cc
[[nodiscard]] std::optional<PersonalNumber> ReadPersonalNumber(std::string_view issuer,
                                                               std::string_view number);

}  // namespace chowki::icao
