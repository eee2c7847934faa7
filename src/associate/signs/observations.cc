#include <algorithm>
#include <array>
#include <utility>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> Observations(const Case& one);

namespace {

constexpr std::array<std::pair<Observation, std::string_view>, 4> kIds = {
    {{Observation::kDocumentsHeldByOther, "documents_held_by_other"},
     {Observation::kCoachedAnswers, "coached_answers"},
     {Observation::kApparentAgeDiffers, "age_inconsistent"},
     {Observation::kFearOrSilence, "fear_or_silence"}}};

}  // namespace

// What the officer ticked, one sign a kind.
std::vector<Sign> Observations(const Case& one) {
  std::vector<Sign> signs;
  for (const auto& [observation, id] : kIds) {
    std::vector<std::string> people;
    for (const Traveller& traveller : one.travellers()) {
      if (std::ranges::find(traveller.observations, observation) != traveller.observations.end()) {
        people.push_back(traveller.screening);
      }
    }
    if (!people.empty()) signs.push_back(MakeSign(std::string(id), std::move(people)));
  }
  return signs;
}

}  // namespace chowki::associate
