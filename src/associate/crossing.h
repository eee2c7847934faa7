#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "associate/period_key.h"
#include "associate/traveller.h"
#include "base/status.h"

namespace chowki::associate {

// What is remembered of one traveller at one screening: no name, no date of birth, no number. It
// is sealed under the period's key, too, so that not even place and time can be read without it.
struct Crossing {
  std::string screening;
  std::int64_t minute = 0;  // since 1970-01-01T00:00Z
  std::string post;
  Direction direction = Direction::kOut;
  Age age = Age::kChild;
  bool declared = true;       // the party was
  std::uint8_t place = 0;     // in the party, 0-based
  std::uint8_t together = 1;  // how many the party had
  std::uint8_t step = 0;      // of the document number within its series
  Tag document = 0;           // 0: it had none
  Tag identity = 0;
  Tag surname = 0;
  bool operator==(const Crossing&) const = default;
};

[[nodiscard]] Time TimeOf(const Crossing& crossing);

[[nodiscard]] std::string ToBytes(const Crossing& crossing);

// errors  kDataLoss: these are not the bytes of a crossing.
[[nodiscard]] Result<Crossing> CrossingFromBytes(std::string_view bytes);

// The plain texts of which only tags are remembered; "" for what the traveller does not have. They
// are the same for the same document, person and so on, however the words were written.
[[nodiscard]] std::string DocumentText(const Traveller& traveller);
[[nodiscard]] std::string IdentityText(const Traveller& traveller);  // names and date of birth
[[nodiscard]] std::string SurnameText(const Traveller& traveller);
[[nodiscard]] std::vector<std::string> ContactTexts(const Traveller& traveller);
[[nodiscard]] std::string PageText(const Traveller& traveller);

// Numbers of one issuer are compared within runs of so many, so that no order of numbers is kept.
inline constexpr int kSeriesLength = 64;

// A run of numbers that were issued on one day (or, where the day of issue is not known, end on
// one).
struct Series {
  std::string text;
  int first_step = 0;  // of this run, counted from the run of the traveller's own number
};

// How far apart numbers are near: ours, about what one desk issues in an hour.
inline constexpr int kNearNumbers = 20;

struct NumberPlace {
  int step = 0;             // 0..63 within its run
  std::vector<Series> own;  // where the number itself lies: by day of issue, by last day
  // Where to look: by day of issue or, where that is not known, by last day; its own run, and the
  // neighbouring one that has near numbers.
  std::vector<Series> near;
};

// Empty where the number does not end in four digits or no date is known.
[[nodiscard]] NumberPlace PlaceOf(const Traveller& traveller);

// A tag for the text under a key; 0 for "".
[[nodiscard]] Tag TagOrNone(const PeriodKey& key, Trace kind, const std::string& text);

}  // namespace chowki::associate
