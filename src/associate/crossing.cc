#include "associate/crossing.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "base/text.h"

namespace chowki::associate {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr size_t kNumbers = 8;  // one byte each, then the 8-byte ones
constexpr size_t kLongNumbers = 4;
constexpr size_t kLongestText = 63;     // of screening id and post
constexpr size_t kSeriesDigits = 4;     // fewer at the end of a number are no counter
constexpr size_t kLongestDigits = 15;   // fit 64 bits
constexpr size_t kShortestContact = 5;  // characters: shorter ones are no telephone and no name

// Upper case letters and digits only.
std::string Plain(std::string_view text) {
  std::string plain;
  for (const char c : UpperWithoutMarks(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) plain += c;
  }
  return plain;
}

std::string Cut(const std::string& text) { return text.substr(0, kLongestText); }

}  // namespace

Time TimeOf(const Crossing& crossing) { return Time(std::chrono::minutes(crossing.minute)); }

std::string ToBytes(const Crossing& crossing) {
  const std::string screening = Cut(crossing.screening);
  const std::string post = Cut(crossing.post);
  const std::uint8_t numbers[kNumbers] = {
      kVersion,
      static_cast<std::uint8_t>((crossing.direction == Direction::kIn ? 1 : 0) |
                                (crossing.declared ? 2 : 0)),
      static_cast<std::uint8_t>(crossing.age),
      crossing.place,
      crossing.together,
      crossing.step,
      static_cast<std::uint8_t>(screening.size()),
      static_cast<std::uint8_t>(post.size())};
  const std::int64_t longs[kLongNumbers] = {crossing.minute, crossing.document, crossing.identity,
                                            crossing.surname};
  std::string bytes(sizeof numbers + sizeof longs, '\0');
  std::memcpy(bytes.data(), numbers, sizeof numbers);
  std::memcpy(bytes.data() + sizeof numbers, longs, sizeof longs);
  return bytes + screening + post;
}

Result<Crossing> CrossingFromBytes(std::string_view bytes) {
  std::uint8_t numbers[kNumbers] = {};
  std::int64_t longs[kLongNumbers] = {};
  constexpr size_t kFixed = sizeof numbers + sizeof longs;
  if (bytes.size() < kFixed) return DataLoss("a crossing of {} bytes is cut off", bytes.size());
  std::memcpy(numbers, bytes.data(), sizeof numbers);
  std::memcpy(longs, bytes.data() + sizeof numbers, sizeof longs);
  if (numbers[0] != kVersion || numbers[2] > static_cast<std::uint8_t>(Age::kAdult) ||
      numbers[3] >= numbers[4] || numbers[5] >= kSeriesLength ||
      bytes.size() != kFixed + numbers[6] + numbers[7]) {
    return DataLoss("these {} bytes are no crossing of version {}", bytes.size(), kVersion);
  }
  Crossing crossing;
  crossing.direction = (numbers[1] & 1) != 0 ? Direction::kIn : Direction::kOut;
  crossing.declared = (numbers[1] & 2) != 0;
  crossing.age = static_cast<Age>(numbers[2]);
  crossing.place = numbers[3];
  crossing.together = numbers[4];
  crossing.step = numbers[5];
  crossing.minute = longs[0];
  crossing.document = longs[1];
  crossing.identity = longs[2];
  crossing.surname = longs[3];
  crossing.screening = bytes.substr(kFixed, numbers[6]);
  crossing.post = bytes.substr(kFixed + numbers[6]);
  return crossing;
}

std::string DocumentText(const Traveller& traveller) {
  const std::string number = Plain(traveller.document_number);
  if (number.empty()) return {};
  return traveller.issuing_state + "|" + traveller.document_code.substr(0, 1) + "|" + number;
}

std::string IdentityText(const Traveller& traveller) {
  const std::string names = Plain(traveller.surname) + "|" + Plain(traveller.given_names);
  if (names.size() == 1 || traveller.birth.year == 0) return {};
  return names + "|" + ToIso(traveller.birth);
}

std::string SurnameText(const Traveller& traveller) { return Plain(traveller.surname); }

std::vector<std::string> ContactTexts(const Traveller& traveller) {
  std::vector<std::string> texts;
  for (const std::string& contact : traveller.contacts) {
    std::string text = Plain(contact);
    if (text.size() >= kShortestContact && std::ranges::find(texts, text) == texts.end()) {
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

std::string PageText(const Traveller& traveller) {
  return traveller.page ? ToHex(*traveller.page) : std::string();
}

NumberPlace PlaceOf(const Traveller& traveller) {
  NumberPlace place;
  const std::string number = Plain(traveller.document_number);
  size_t digits = 0;
  while (digits < std::min(number.size(), kLongestDigits) &&
         std::isdigit(static_cast<unsigned char>(number[number.size() - 1 - digits])) != 0) {
    ++digits;
  }
  if (digits < kSeriesDigits) return place;
  const std::int64_t value = std::stoll(number.substr(number.size() - digits));
  const std::int64_t run = value / kSeriesLength;
  place.step = static_cast<int>(value % kSeriesLength);
  const std::string head = traveller.issuing_state + "|" + traveller.document_code.substr(0, 1) +
                           "|" + number.substr(0, number.size() - digits) + "|";
  const auto add = [&](const std::string& day) {
    const auto series = [&](std::int64_t offset) {
      return Series{head + day + "|" + std::to_string(run + offset),
                    static_cast<int>(offset) * kSeriesLength};
    };
    place.own.push_back(series(0));
    if (place.own.size() > 1) return;
    place.near.push_back(series(0));
    if (place.step < kNearNumbers && run > 0) place.near.push_back(series(-1));
    if (place.step >= kSeriesLength - kNearNumbers) place.near.push_back(series(1));
  };
  if (traveller.issued) add("I" + ToIso(*traveller.issued));
  if (const auto last = ToFull(traveller.expires)) add("E" + ToIso(*last));
  return place;
}

Tag TagOrNone(const PeriodKey& key, Trace kind, const std::string& text) {
  return text.empty() ? 0 : key.TagOf(kind, text);
}

}  // namespace chowki::associate
