#include "read/visual_person.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "icao/country.h"
#include "read/latin.h"
#include "read/visual_by_label.h"
#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr double kByPlace = 0.6;       // trust in a nationality that only its place tells
constexpr double kLeastByPlace = 0.5;  // confidence of such a one
constexpr double kSaysState = 0.9;
constexpr std::size_t kCountryLetters = 4;  // that a nationality shares with its state's name
constexpr std::size_t kMostWordsOfNationality = 5;
constexpr double kInColumnMm = 2.5;
constexpr double kAsHigh = 0.8;            // as the names, at least
constexpr std::size_t kFewestLetters = 4;  // of a nationality that only its place tells
constexpr double kNextLineMm = 16;         // from a name to the next value
constexpr double kSexTrust = 0.95;
constexpr double kClearLetter = 0.9;
constexpr std::size_t kLongestSex = 7;
constexpr std::size_t kMostWordsOfSex = 3;
constexpr std::size_t kMostSingleLetters = 3;
constexpr double kInLineMm = 0.8;
constexpr double kFurthestNativeMm = 16;  // from the surname, downwards more than upwards

// Whether a word of a line says the state's name or its people's: "UTOPIA", "UTOPIAN", "UTO".
bool SaysState(const std::string& text, const icao::Country* country) {
  if (country == nullptr) return false;
  const std::string name = NumberLetters(country->name);
  const auto words = Words(FoldLatin(text));
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    if (word == country->code) return true;
    if (word.size() < kCountryLetters || name.size() < kCountryLetters) return false;
    return word.compare(0, kCountryLetters, name, 0, kCountryLetters) == 0;
  });
}

std::optional<WordRun> NationalityAt(const VisualClaims& claims, std::size_t line) {
  const VisualLines& lines = claims.lines();
  const auto run = claims.FreeRun(VisualField::kNationality, line);
  if (!run || run->count > kMostWordsOfNationality) return std::nullopt;
  if (lines[line].label.field != VisualField::kNone) return std::nullopt;
  if (!claims.ValueOf(VisualField::kNationality, lines.Text(*run))) return std::nullopt;
  return run;
}

// Whether letters are the names or a part of them once more: some pages print them in two scripts.
bool RepeatsName(const VisualClaims& claims, const std::string& letters) {
  for (const VisualField field : {VisualField::kSurname, VisualField::kGivenNames}) {
    for (const std::string& name : {claims.expected().Of(field), claims.Value(field)}) {
      if (NumberLetters(name).find(letters) != std::string::npos) return true;
    }
  }
  return false;
}

// The next value below the given names, in their column. A nationality is a word; a code that
// stands there is one of the state, which SayingState knows.
std::optional<WordRun> BelowNames(const VisualClaims& claims) {
  const VisualLines& lines = claims.lines();
  auto names = claims.LineOf(VisualField::kGivenNames);
  if (!names) names = claims.LineOf(VisualField::kSurname);
  if (!names) return std::nullopt;
  const Rect above = lines.BoxMm(*names);
  std::optional<WordRun> nearest;
  double least = kNextLineMm;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rect box = lines.BoxMm(i);
    const double down = box.y - above.y;
    if (down <= above.height || down > least || std::abs(box.x - above.x) > kInColumnMm) continue;
    if (lines[i].print.letter_px < kAsHigh * lines[*names].print.letter_px) continue;  // a label
    if (lines[i].is_read && lines.IsUsed(i)) least = down, nearest = std::nullopt;
    const auto run = NationalityAt(claims, i);
    if (!run || lines.Confidence(*run) < kLeastByPlace) continue;
    const std::string letters = NumberLetters(lines.Text(*run));
    if (letters.size() < kFewestLetters || RepeatsName(claims, letters)) continue;
    least = down;
    nearest = run;
  }
  return nearest;
}

// A line below the surname that says the state.
std::optional<WordRun> SayingState(const VisualClaims& claims, const icao::Country* country) {
  const auto surname = claims.LineOf(VisualField::kSurname);
  if (!surname) return std::nullopt;
  const int bottom = claims.lines()[*surname].box().br().y;
  for (std::size_t i = 0; i < claims.lines().size(); ++i) {
    if (claims.lines()[i].box().y < bottom) continue;
    const auto run = NationalityAt(claims, i);
    if (run && SaysState(claims.lines().Text(*run), country)) return run;
  }
  return std::nullopt;
}

// A letter that stands alone.
struct SingleLetter {
  std::size_t line = 0;
  bool labelled = false;  // the label of the sex stands beside or above it
  int in_line = 0;        // values in line with it
};

// Letters that stand alone, those at the label first, then those in line with values.
std::vector<SingleLetter> SingleLetters(const VisualLines& lines) {
  std::vector<SingleLetter> letters;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].is_read || lines[i].print.letters != 1) continue;
    const Rect box = lines.BoxMm(i);
    SingleLetter letter = {i, false, 0};
    for (std::size_t j = 0; j < lines.size(); ++j) {
      if (!lines[j].is_read) continue;
      const Rect other = lines.BoxMm(j);
      if (lines[j].label.field == VisualField::kSex && DistanceMm(other, box)) {
        letter.labelled = true;
      }
      if (lines[j].text.words.empty() || lines[j].label.field != VisualField::kNone) continue;
      const bool as_high = std::abs(other.height - box.height) < kInLineMm;
      if (as_high && std::abs(other.x - box.x) < kInLineMm) ++letter.in_line;
      if (as_high && std::abs(other.y - box.y) < kInLineMm) ++letter.in_line;
    }
    if (letter.labelled || letter.in_line > 0) letters.push_back(letter);
  }
  std::stable_sort(letters.begin(), letters.end(), [](const auto& a, const auto& b) {
    return std::pair(a.labelled, a.in_line) > std::pair(b.labelled, b.in_line);
  });
  letters.resize(std::min(letters.size(), kMostSingleLetters));
  return letters;
}

// The sex at the beginning of a line: "F", "K/F", "V / M". The longest that can be one.
std::optional<WordRun> SexAtStart(const VisualClaims& claims, std::size_t line) {
  const VisualLine& from = claims.lines()[line];
  if (!from.is_read || from.text.words.empty()) return std::nullopt;
  for (std::size_t count = std::min(kMostWordsOfSex, from.text.words.size()); count > 0; --count) {
    const WordRun run = {line, 0, count};
    const std::string text = claims.lines().Text(run);
    const bool free = std::none_of(from.used.begin(), from.used.begin() + static_cast<int>(count),
                                   [](bool used) { return used; });
    if (free && text.size() <= kLongestSex && claims.ValueOf(VisualField::kSex, text)) return run;
  }
  return std::nullopt;
}

}  // namespace

Status TakeNationality(VisualClaims& claims) {
  if (claims.Has(VisualField::kNationality)) return Ok();
  const icao::MrzRecord* record = claims.expected().record();
  const icao::Country* country =
      record == nullptr ? nullptr : icao::FindCountry(record->nationality);
  auto run = BelowNames(claims);
  if (!run) run = SayingState(claims, country);
  if (!run) return Ok();
  const std::string text = claims.lines().Text(*run);
  const double trust = SaysState(text, country) ? kSaysState : kByPlace;
  claims.Store(VisualField::kNationality, {{*run}, text, trust},
               *claims.ValueOf(VisualField::kNationality, text),
               claims.lines().Confidence(*run) * trust);
  return Ok();
}

Status TakeSex(VisualClaims& claims) {
  VisualLines& lines = claims.lines();
  const auto take = [&](std::size_t line, bool labelled) {
    const auto run = SexAtStart(claims, line);
    if (!run) return;
    const std::string text = lines.Text(*run);
    const std::string value = *claims.ValueOf(VisualField::kSex, text);
    const bool clear = lines.Confidence(*run) >= kClearLetter;
    if (!claims.expected().Is(VisualField::kSex, value) && !(labelled && clear)) return;
    claims.Store(VisualField::kSex, {{*run}, text, 1}, value, lines.Confidence(*run) * kSexTrust);
  };
  // "K/F" on a line of its own or before the place of birth.
  for (std::size_t i = 0; i < lines.size() && !claims.Has(VisualField::kSex); ++i) take(i, false);
  if (claims.Has(VisualField::kSex)) return Ok();
  for (const SingleLetter& letter : SingleLetters(lines)) {
    CHOWKI_RETURN_IF_ERROR(lines.Read(letter.line));
    take(letter.line, letter.labelled);
    if (claims.Has(VisualField::kSex)) break;
  }
  return Ok();
}

Status TakeNativeName(VisualClaims& claims) {
  const VisualLines& lines = claims.lines();
  const auto surname = claims.LineOf(VisualField::kSurname);
  if (claims.Has(VisualField::kNativeName) || !surname) return Ok();
  std::optional<WordRun> nearest;
  double least = kFurthestNativeMm;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto run = claims.FreeRun(VisualField::kNativeName, i);
    if (!run || !claims.ValueOf(VisualField::kNativeName, lines.Text(*run))) continue;
    const double down = lines.BoxMm(i).y - lines.BoxMm(*surname).y;
    const double distance = down < 0 ? -2 * down : down;
    if (distance < least) least = distance, nearest = run;
  }
  if (!nearest) return Ok();
  return claims.Put(VisualField::kNativeName, {{*nearest}, lines.Text(*nearest), 1});
}

}  // namespace chowki::read
