#include "read/blind_pair.h"

#include "icao/check_digit.h"

namespace chowki::read {

bool IsBlindPair(char one, char other) {
  const auto a = icao::CharacterValue(one);
  const auto b = icao::CharacterValue(other);
  return one != other && a && b && *a % 10 == *b % 10;
}

std::string BlindAlternatives(const Doubt& doubt) {
  std::string blind;
  if (doubt.alternatives.empty()) return blind;
  for (const auto& [character, share] : doubt.alternatives) {
    if (IsBlindPair(doubt.alternatives.front().first, character)) blind += character;
  }
  return blind;
}

}  // namespace chowki::read
