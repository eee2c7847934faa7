#include "associate/traveller.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace chowki::associate {
namespace {

constexpr size_t kShortestWord = 3;
// Words that strangers share.
constexpr std::array<std::string_view, 16> kCommonWords = {
    "ABD",    "ABDUL", "BEGUM",   "BIBI",     "BIN",      "BINT",     "DIN",      "KHAN",
    "KHATUN", "MAUNG", "MOHAMED", "MOHAMMAD", "MOHAMMED", "MUHAMMAD", "MUHAMMED", "ULLAH"};

}  // namespace

Age AgeOn(const PartialDate& birth, const Date& day) {
  const auto interval = ToInterval(birth);
  if (!interval || day < AddYears(interval->last, kGrownUp)) return Age::kChild;
  return day < AddYears(interval->last, kYoungBelow) ? Age::kYoung : Age::kAdult;
}

Direction Opposite(Direction direction) {
  return direction == Direction::kOut ? Direction::kIn : Direction::kOut;
}

Traveller ToTraveller(const read::Identity& identity, bool number_checked) {
  Traveller traveller;
  traveller.surname = identity.surname.value;
  traveller.given_names = identity.given_names.value;
  traveller.birth = identity.birth_date.value;
  traveller.issuing_state = identity.issuing_state.value;
  traveller.document_code = identity.document_code.value;
  traveller.document_number = identity.document_number.value;
  traveller.number_checked = number_checked;
  traveller.expires = identity.expiry_date.value;
  return traveller;
}

Age AgeOf(const Traveller& traveller) {
  return AgeOn(traveller.birth, ToDate(traveller.passage.time));
}

std::vector<std::string> FamilyWords(std::string_view names) {
  std::string text = UpperWithoutMarks(names);
  std::ranges::replace_if(
      text, [](char c) { return c == '<' || c == '-' || c == '\'' || c == ','; }, ' ');
  std::vector<std::string> words;
  for (std::string& word : Split(text, ' ')) {
    if (word.size() < kShortestWord || std::ranges::find(kCommonWords, word) != kCommonWords.end())
      continue;
    words.push_back(std::move(word));
  }
  return words;
}

bool ShareName(const Traveller& a, const Traveller& b) {
  const auto in_names_of = [](const Traveller& one, const Traveller& other) {
    const auto words = FamilyWords(one.surname);
    const auto names = FamilyWords(other.surname + " " + other.given_names);
    return std::ranges::find_first_of(words, names) != words.end();
  };
  return in_names_of(a, b) || in_names_of(b, a);
}

}  // namespace chowki::associate
