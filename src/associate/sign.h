#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::associate {

// Where signs come from. Signs of one family look at the same thing: only the strongest of it
// counts.
enum class Family { kDocument, kGroup, kHistory, kObservation, kList };

[[nodiscard]] std::string_view Name(Family family);  // "document", "group", ...

enum class Level {
  kNote,    // weighs nothing, or only beside signs of other families
  kSign,    // counts
  kStrong,  // may ask for a referral alone
};

[[nodiscard]] std::string_view Name(Level level);  // "note", "sign", "strong"

// Something that may mean that somebody here is a victim. It is never said against the people: they
// may need help, or there is a harmless reason, which stands beside it.
struct Sign {
  std::string id;  // "repeat_escort"
  Family family = Family::kGroup;
  Level level = Level::kNote;
  double strength = 1;  // (0,1] of the rule's points
  double points = 0;
  std::vector<std::string> people;    // screenings of this party whom it may concern as victims
  std::vector<std::string> evidence;  // earlier screenings that it rests on
  std::string_view benign;            // harmless reasons, English
  std::string_view source;
  bool operator==(const Sign&) const = default;
};

}  // namespace chowki::associate
