#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/digest.h"
#include "identify/query.h"

namespace chowki::identify {

// "Checked, not this person": what an officer said about one person and one entry. It holds until
// its day, and for as long as the entry stays word for word what it was.
struct Suppression {
  std::string list;
  std::string entry;  // id
  std::int64_t revision = 0;
  Digest entry_digest{};  // of the entry that was looked at
  std::string reason;
  std::string officer;
  std::string second_officer;  // "" when nobody else had to agree
  Time until{};
  std::string screening;  // id of the one in which it was said
  bool operator==(const Suppression&) const = default;
};

// By what a person is known again: SHA-256 over name, birth date, nationality and the document, as
// they were read. Whoever comes with another document is another person until he was checked too.
//
// returns  nullopt without a name or without a document number: then nobody is known again.
// thread   pure.
[[nodiscard]] std::optional<Digest> PersonKey(const Query& query);

}  // namespace chowki::identify
