#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/partial_date.h"
#include "face/face.h"
#include "identify/match.h"
#include "read/identity.h"

namespace chowki::associate {

// Age on a day, as signs need it: a child is below 18, a young adult below 25. Whoever may be a
// child is one: an unknown or partly unknown birth date counts as the youngest age that it allows.
//
// source  reference/trafficking_indicators.json (age_rule; principle on doubtful age).
enum class Age { kChild, kYoung, kAdult };
inline constexpr int kGrownUp = 18;     // years
inline constexpr int kYoungBelow = 25;  // years

[[nodiscard]] Age AgeOn(const PartialDate& birth, const Date& day);

// What an officer ticks: signs of equal rank with what documents show. A closed set; no free text.
enum class Observation {
  kDocumentsHeldByOther,  // one person hands over the documents of others
  kCoachedAnswers,        // does not know own data, may not speak, looks to the companion
  kApparentAgeDiffers,    // looks far younger or older than the document says
  kFearOrSilence,         // recorded, weighs nothing: language, trauma, uniforms
};

enum class Direction { kOut, kIn };  // leaving and entering the country

[[nodiscard]] Direction Opposite(Direction direction);

// Where and when somebody was screened.
struct Passage {
  Time time{};
  std::string post;  // name of the checkpoint, at most 63 bytes
  std::string lane;
  Direction direction = Direction::kOut;
  std::string group;  // as officer or kiosk declared it; "": none was declared
  bool operator==(const Passage&) const = default;
};

// One traveller at one screening, in plain: lives in memory while the party is open, minutes, and
// is written nowhere. What is remembered of it is a Crossing. It has no formatter.
//
// Sex and nationality are missing on purpose: no sign uses them.
struct Traveller {
  std::string screening;  // id, at most 63 bytes
  Passage passage;
  std::string surname;  // primary identifier
  std::string given_names;
  PartialDate birth;
  std::string issuing_state;
  std::string document_code;
  std::string document_number;
  bool number_checked = false;  // its check digit holds: an OCR error does not make two people
  std::optional<Date> issued;
  PartialDate expires;
  std::vector<std::string> contacts;  // telephone numbers, sponsors, addresses as declared
  std::optional<face::Embedding> portrait;
  // What tells the source of the page's picture apart, the same when it is seen again. Today the
  // SHA-256 of the image: it finds one file shown twice, not one print scanned twice.
  std::optional<Digest> page;
  bool forged = false;  // a check of the document contributes "refer"
  std::vector<identify::Match> matches;
  std::vector<Observation> observations;
};

// Names, dates and document of an identity that was read.
//
// number_checked  whether the check digit over the document number held.
[[nodiscard]] Traveller ToTraveller(const read::Identity& identity, bool number_checked);

[[nodiscard]] Age AgeOf(const Traveller& traveller);

// The words of a name by which people are told to be of one family: upper case without marks,
// without particles, initials and the most frequent names (MUHAMMAD).
[[nodiscard]] std::vector<std::string> FamilyWords(std::string_view names);

// Whether a word of the surname of one is among the names of the other: a child's surname is a
// parent's given name in many countries. false says little: many families share no name at all.
[[nodiscard]] bool ShareName(const Traveller& a, const Traveller& b);

}  // namespace chowki::associate
