#pragma once

#include <array>
#include <map>
#include <string_view>

namespace chowki::journal {

// What is destroyed together: each has a key a day.
enum class KeyKind {
  kDocument,  // what documents showed, and decisions that say nothing of a hit
  kHit,       // what lists said: matches, what was decided of them, entries of the post's own list
  kRead,      // who read what
};
inline constexpr std::array kKeyKinds{KeyKind::kDocument, KeyKind::kHit, KeyKind::kRead};

[[nodiscard]] std::string_view Name(KeyKind kind);  // "document", "hit", "read": of key files too

// How many days after its own a row can be read.
//
// source  FIELD, law and privacy: documents 30 days; hits until outcome and appeal; audit 5 years.
struct Retention {
  int documents_days = 30;
  int hits_days = 180;
  int reads_days = 5 * 365;
  // So many days longer stays what the centre does not have yet; then it is destroyed all the same.
  int unsent_days = 30;
};

// Days whose keys were destroyed.
using Erasure = std::map<KeyKind, int>;

}  // namespace chowki::journal
