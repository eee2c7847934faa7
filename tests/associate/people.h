#pragma once

// Invented people for the tests of associate.

#include <chrono>
#include <cmath>
#include <random>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "associate/judge.h"
#include "associate/memory.h"

namespace chowki::associate {

inline const Time kNoon =
    Time(std::chrono::sys_days(std::chrono::year(2026) / 3 / 10)) + std::chrono::hours(12);

inline constexpr std::chrono::hours kDay{24};

// A Utopian with a passport whose number's check digit holds.
inline Traveller Person(const std::string& surname, const std::string& given, int birth_year,
                        const std::string& number, Time time = kNoon,
                        Direction direction = Direction::kOut) {
  static int screenings = 0;
  Traveller person;
  person.screening = "screening-" + std::to_string(++screenings);
  person.passage = {time, "Torkham", "lane 1", direction, "group"};
  person.surname = surname;
  person.given_names = given;
  person.birth = {birth_year, 6, 15};
  person.issuing_state = "UTO";
  person.document_code = "P";
  person.document_number = number;
  person.number_checked = true;
  person.expires = {2031, 1, 1 + (number.empty() ? 0 : number.back() % 28)};
  return person;
}

// A face as far from another as random ones are.
inline face::Embedding RandomFace(unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  face::Embedding face{};
  double length = 0;
  for (float& value : face) {
    value = normal(random);
    length += static_cast<double>(value) * value;
  }
  for (float& value : face) value = static_cast<float>(value / std::sqrt(length));
  return face;
}

// The same face in another picture: at a cosine of about 0.9.
inline face::Embedding OtherPicture(const face::Embedding& face, unsigned seed) {
  face::Embedding noise = RandomFace(seed);
  double length = 0;
  for (size_t i = 0; i < face.size(); ++i) {
    noise[i] = face[i] + 0.48F * noise[i];
    length += static_cast<double>(noise[i]) * noise[i];
  }
  for (float& value : noise) value = static_cast<float>(value / std::sqrt(length));
  return noise;
}

inline identify::Match Listed(identify::MatchKind kind,
                              identify::Band band = identify::Band::kStrong) {
  identify::Match match;
  match.entry = "uto-1";
  match.kind = kind;
  match.band = band;
  match.alert = true;
  return match;
}

// What a post does with one party after the other: recall, judge, remember.
class Post {
 public:
  explicit Post(Setting known = {}) : setting(std::move(known)) {}

  std::vector<Sign> See(const Party& party) {
    auto past = memory.Recall(party);
    REQUIRE(past.ok());
    auto signs = Judge({party, *past, setting});
    REQUIRE(memory.NoteReturns(party, *past).ok());
    REQUIRE(memory.Remember({&party, 1}).ok());
    return signs;
  }

  Setting setting;
  Memory memory = *Memory::OpenInMemory();
};

inline const Sign* Find(const std::vector<Sign>& signs, std::string_view id) {
  for (const Sign& sign : signs) {
    if (sign.id == id) return &sign;
  }
  return nullptr;
}

}  // namespace chowki::associate
