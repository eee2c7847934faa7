#include "associate/emergency.h"

#include <algorithm>

#include "associate/crossing.h"

namespace chowki::associate {
namespace {

constexpr int kLongestDays = 183;  // ours: an emergency is prolonged by a person, not forgotten

template <typename Person>
bool IsSame(const Person& person, const Traveller& traveller) {
  Traveller listed;
  listed.surname = person.surname;
  listed.given_names = person.given_names;
  listed.birth = person.birth;
  const std::string text = IdentityText(listed);
  return !text.empty() && text == IdentityText(traveller);
}

}  // namespace

Status Validate(const EmergencyProfile& profile) {
  if (profile.name.empty()) return InvalidInput("an emergency profile needs a name");
  if (profile.author.empty() || profile.legal_basis.empty()) {
    return InvalidInput("emergency profile {} needs an author and a legal basis", profile.name);
  }
  if (profile.posts.empty())
    return InvalidInput("emergency profile {} names no post", profile.name);
  if (!IsValid(profile.first_day) || !IsValid(profile.last_day) ||
      profile.last_day < profile.first_day ||
      DaysBetween(profile.first_day, profile.last_day) > kLongestDays) {
    return InvalidInput("emergency profile {} needs a first and a last day, at most {} days apart",
                        profile.name, kLongestDays);
  }
  return Ok();
}

bool Covers(const EmergencyProfile& profile, const Passage& passage) {
  const Date day = ToDate(passage.time);
  return profile.first_day <= day && day <= profile.last_day &&
         profile.leaving == passage.direction &&
         std::ranges::find(profile.posts, passage.post) != profile.posts.end();
}

bool IsRegistered(const EmergencyProfile& profile, const Traveller& child, const Traveller& adult) {
  return std::ranges::any_of(profile.tracing_list, [&](const TracedChild& traced) {
    return IsSame(traced, child) &&
           std::ranges::any_of(traced.adults,
                               [&](const TracedChild::Adult& one) { return IsSame(one, adult); });
  });
}

}  // namespace chowki::associate
