#include "associate/judge.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "associate/crossing.h"
#include "associate/rule.h"

namespace chowki::associate {

#define ENTRY(file, function) std::vector<Sign> function(const Case& one);
#include "associate/catalogue.inc"
#undef ENTRY

namespace {

constexpr FindSigns kCatalogue[] = {
#define ENTRY(file, function) &function,
#include "associate/catalogue.inc"
#undef ENTRY
};

constexpr double kPresumed = 0.5;  // share of the points where the party is presumed only

}  // namespace

std::vector<const Traveller*> Case::Children() const {
  std::vector<const Traveller*> children;
  for (const Traveller& one : party.travellers) {
    if (AgeOf(one) == Age::kChild) children.push_back(&one);
  }
  return children;
}

std::vector<const Traveller*> Case::Adults() const {
  std::vector<const Traveller*> adults;
  for (const Traveller& one : party.travellers) {
    if (AgeOf(one) != Age::kChild) adults.push_back(&one);
  }
  return adults;
}

bool Case::IsAllowedEscort(const Traveller& adult) const {
  const std::string document = DocumentText(adult);
  return std::ranges::any_of(setting.allowances, [&](const Allowance& allowance) {
    return allowance.kind == Allowance::Kind::kEscort && allowance.value == document &&
           ToDate(adult.passage.time) <= allowance.last_day;
  });
}

bool Case::IsAllowedContact(const Traveller& traveller) const {
  const auto contacts = ContactTexts(traveller);
  return std::ranges::any_of(setting.allowances, [&](const Allowance& allowance) {
    if (allowance.kind != Allowance::Kind::kContact ||
        ToDate(traveller.passage.time) > allowance.last_day) {
      return false;
    }
    Traveller agency;
    agency.contacts = {allowance.value};
    const auto allowed = ContactTexts(agency);
    return std::ranges::find_first_of(contacts, allowed) != contacts.end();
  });
}

bool Case::GoesAlong(const Sighting& sighting) const {
  const Crossing& sighted = sighting.crossing;
  const auto near = [&](const std::string& post, Direction direction, Time time) {
    return post == sighted.post && direction == sighted.direction &&
           std::chrono::abs(time - TimeOf(sighted)) <= kAlong;
  };
  const Passage& now = party.travellers[sighting.traveller].passage;
  if (near(now.post, now.direction, now.time)) return true;
  return std::ranges::any_of(past.sightings, [&](const Sighting& own) {
    return own.traveller == sighting.traveller && (own.same_document || own.same_identity) &&
           near(own.crossing.post, own.crossing.direction, TimeOf(own.crossing));
  });
}

std::vector<std::string> Case::WithChildren(const Traveller& traveller) const {
  std::vector<std::string> screenings = {traveller.screening};
  for (const Traveller* child : Children()) {
    if (child != &traveller) screenings.push_back(child->screening);
  }
  return screenings;
}

std::vector<std::string> ScreeningsOf(const std::vector<const Traveller*>& travellers) {
  std::vector<std::string> screenings;
  for (const Traveller* one : travellers) screenings.push_back(one->screening);
  return screenings;
}

Sign MakeSign(std::string id, std::vector<std::string> people, std::vector<std::string> evidence,
              double strength) {
  Sign sign;
  sign.id = std::move(id);
  sign.people = std::move(people);
  sign.evidence = std::move(evidence);
  sign.strength = strength;
  std::ranges::sort(sign.evidence);
  const auto [end, last] = std::ranges::unique(sign.evidence);
  sign.evidence.erase(end, last);
  return sign;
}

std::vector<Sign> Judge(const Case& one) {
  std::vector<Sign> signs;
  if (one.party.travellers.empty()) return signs;
  for (const FindSigns find : kCatalogue) {
    for (Sign& sign : find(one)) {
      const SignRule* rule = FindRule(sign.id);
      CHOWKI_CHECK(rule != nullptr);
      // Who stands beside whom is presumed; what one document shows is not.
      if (!one.party.declared && (rule->family == Family::kGroup || sign.id == "repeat_escort" ||
                                  sign.id == "returned_without")) {
        sign.strength *= kPresumed;
      }
      sign.family = rule->family;
      sign.level = LevelOf(*rule);
      const auto tuned = one.setting.points.find(rule->id);
      const double points = tuned == one.setting.points.end() ? rule->points : tuned->second;
      sign.points = points * sign.strength;
      sign.benign = rule->benign;
      sign.source = rule->source;
      signs.push_back(std::move(sign));
    }
  }
  return signs;
}

std::vector<Sign> Concerning(std::span<const Sign> signs, const std::string& screening) {
  std::vector<Sign> concerning;
  std::ranges::copy_if(signs, std::back_inserter(concerning), [&](const Sign& sign) {
    return std::ranges::find(sign.people, screening) != sign.people.end();
  });
  return concerning;
}

Concern Weigh(std::span<const Sign> signs) {
  constexpr size_t kFamilies = 5;
  std::array<double, kFamilies> points{};
  std::array<bool, kFamilies> counts{};
  Concern concern;
  for (const Sign& sign : signs) {
    const auto family = static_cast<size_t>(sign.family);
    points[family] = std::max(points[family], sign.points);
    if (sign.points > 0 && sign.level != Level::kNote) counts[family] = true;
    if (sign.level == Level::kStrong && sign.strength == 1 && sign.points > 0)
      concern.may_refer = true;
  }
  for (size_t i = 0; i < kFamilies; ++i) {
    concern.points += points[i];
    concern.families += counts[i] ? 1 : 0;
  }
  concern.may_refer = concern.may_refer || concern.families >= 2;
  return concern;
}

bool ProposesReferral(const Concern& concern) {
  return concern.may_refer && concern.points >= kReferralPoints;
}

}  // namespace chowki::associate
