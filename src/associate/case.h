#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "associate/emergency.h"
#include "associate/party.h"
#include "associate/recollection.h"
#include "associate/sign.h"
#include "associate/travel_times.h"

namespace chowki::associate {

// Somebody whose work looks like a sign: a teacher with a class, a licensed agency. It ends by
// itself.
struct Allowance {
  enum class Kind { kEscort, kContact };
  Kind kind = Kind::kEscort;
  // kEscort: DocumentText of the adult; kContact: the contact as declared.
  std::string value;
  Date last_day;
  std::string author;
  std::string reason;
  bool operator==(const Allowance&) const = default;
};

// What people of the country say, beside what is seen.
struct Setting {
  TravelTimes travel_times{};
  std::vector<EmergencyProfile> emergencies{};
  std::vector<Allowance> allowances{};
  // Points in the place of a rule's own, by its id: what outcomes of referrals taught, 0 for a rule
  // that is held until people have reviewed it.
  std::map<std::string, double, std::less<>> points{};
};

// How far apart in time those of one family cross who stand in several lanes or did not say that
// they belong together. Ours: a family of six takes four minutes in one lane.
inline constexpr std::chrono::minutes kAlong{10};

// All that a sign may look at.
struct Case {
  const Party& party;
  const Recollection& past;
  const Setting& setting;

  [[nodiscard]] const std::vector<Traveller>& travellers() const { return party.travellers; }
  [[nodiscard]] std::vector<const Traveller*> Children() const;  // may be below 18
  [[nodiscard]] std::vector<const Traveller*> Adults() const;    // surely 18 and more
  [[nodiscard]] bool IsAllowedEscort(const Traveller& adult) const;
  [[nodiscard]] bool IsAllowedContact(const Traveller& traveller) const;
  // Whether who was sighted goes along with a traveller of this party without having said so: was
  // at the same post in the same direction within kAlong, now or at one of their crossings of
  // before.
  [[nodiscard]] bool GoesAlong(const Sighting& sighting) const;
  // Screenings of somebody and of the children with them: whoever travels under two names may be a
  // victim, and so may a child that is taken along.
  [[nodiscard]] std::vector<std::string> WithChildren(const Traveller& traveller) const;
};

// Screenings of travellers.
[[nodiscard]] std::vector<std::string> ScreeningsOf(
    const std::vector<const Traveller*>& travellers);

// What a file in signs/ defines: the signs that it sees, with id, people, evidence and strength;
// the rest is its rule's. Pure.
using FindSigns = std::vector<Sign> (*)(const Case&);

// A sign of a file in signs/.
[[nodiscard]] Sign MakeSign(std::string id, std::vector<std::string> people,
                            std::vector<std::string> evidence = {}, double strength = 1);

}  // namespace chowki::associate
