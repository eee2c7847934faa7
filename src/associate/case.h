#pragma once

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
  // Screenings of all children; of everybody where there is none.
  [[nodiscard]] std::vector<std::string> Vulnerable() const;
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
