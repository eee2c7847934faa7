#pragma once

#include <cstddef>

// The weights of a match, all in one place: points are log-odds to the base 2, after Fellegi and
// Sunter (A Theory for Record Linkage, 1969). Agreement is worth what it is unlikely among
// strangers; a contradiction costs more than an omission. The sum, through the logistic function,
// is the score.
//
// Unless it says otherwise a number is our estimate, tuned on generated lists
// (tools/evaluate/match_recall).
namespace chowki::identify::scorecard {

// ---- before anything is compared

// A stranger is compared with the whole list: each doubling of it costs one point, and a few more
// since most travellers are on no list. Smaller lists count as this many entries.
inline constexpr double kMostTravellersAreOnNoList = -6;
inline constexpr double kSmallestList = 1000;  // entries

// ---- name

// A word is worth -log2 of its share among names. Its share in the list is mixed with the share in
// the population (word_class.inc; else kUnknownShare) as if that had been seen on kPriorNames.
inline constexpr double kPriorNames = 20'000;
inline constexpr double kUnknownShare = 1.0 / 4000;
inline constexpr float kLeastWord = 2;  // MUHAMMAD, ALI
inline constexpr float kMostWord = 13;  // seen once in a million names
inline constexpr float kMostName = 36;  // words of a name are not independent

inline constexpr float kLeastSimilarity = 0.65F;  // of words that may be one
inline constexpr float kLeastForClass = 0.75F;    // to a spelling of a common name, to count as it
inline constexpr float kLeastJoined = 0.8F;       // when neighbours are looked up joined

// What the words of two names give and cost. A value of its own so that it can be fitted
// (tools/train/fit_names.cc).
struct NameWeights {
  float particle = 0.26F;  // AL, BIN, DE, VAN
  float title = 1.9F;      // HAJI, MULLAH, DAW
  float initial = 0.78F;   // a single letter that begins the other word

  // A word that is alike gives its worth less what the difference costs, which grows with the
  // difference u = 1 - similarity: unlike * u + very_unlike * u * u. One letter in a long word is
  // next to nothing; at the least similarity the two words speak against each other, though less
  // than two that have nothing in common. In a short word one letter is much of it, yet as easily
  // mistyped: the difference is taken as of a word of short_word letters.
  float unlike = 20;
  float very_unlike = 101;
  float short_word = 4.4F;
  float other_spelling = 0.067F;  // how unlike two spellings of one name are
  float joined = 0.79F;           // of the points, for words written as one
  float rare_word = 12;           // worth of a word that may be two written as one
  float beginning = 0.39F;        // of the points, for a word that is cut for no reason

  // Words that nobody on the other side answers cost a fixed part and a share of their worth; when
  // both sides have some, they contradict each other.
  float query_word_missing = 2.3F;
  float query_worth_missing = 0.48F;
  float entry_word_missing = 1.1F;
  float entry_worth_missing = 0.29F;
  float patronymic_missing = 0.5F;  // of that cost, for a father's name that only the list has
  float contradiction = 1.2F;
  float contradiction_by_worth = 0.16F;
  float particle_missing = 0.19F;
  float title_missing = 0.19F;
  float missing_after_cut = 0.2F;  // of the cost, in a name that the MRZ cut
};
inline constexpr NameWeights kNameWeights;

// ---- birth date

inline constexpr double kBirthDateMost = 13;        // the day agrees: 1 of 25,567 in 70 years
inline constexpr double kDaysOfALifetime = 25'567;  // 70 years
inline constexpr double kDayAndMonthSwapped = 9.5;
inline constexpr double kNextYear = 8.5;       // day and month agree, the year is one off
inline constexpr double kOneDigitDiffers = 5;  // of day, month or the last two of the year
inline constexpr double kOtherCentury = 9;     // 1921 and 2021: the MRZ has two digits
inline constexpr double kOneYearOff = -3;      // nearest possible days up to a year apart
inline constexpr double kTwoYearsOff = -5;
inline constexpr double kFiveYearsOff = -8;
inline constexpr double kRoughDate = 0.6;  // of these, where a side knows no day: guessed years
inline constexpr double kBirthDateDiffers = -21;

// ---- nationality, sex

inline constexpr double kNationalityAgrees = 2.5;
inline constexpr double kNationalityDiffers = -2.5;  // people have several, lists know one
inline constexpr double kSexAgrees = 0.8;
inline constexpr double kSexDiffers = -3.5;

// ---- document number

inline constexpr double kDocumentAndIssuer = 40;
inline constexpr double kDocumentWithoutIssuer = 32;  // one side does not say who issued it
inline constexpr double kDocumentReadByDigit =
    34;                                         // misread, and the check digit fits the listed one
inline constexpr double kDocumentMisread = 28;  // equal but for characters that OCR confuses
inline constexpr double kDocumentHardlyMisread = 6;  // the check digit fits what was read instead
inline constexpr double kDocumentOther = 6;       // numbers of different issuers and kinds coincide
inline constexpr double kPointsPerCharacter = 4;  // a short number is worth less

// ---- two people compared without a list

inline constexpr double kSamePersonPrior =
    -10;  // for being asked at all, less what strangers share
inline constexpr double kSamePersonScore = 0.5;

// ---- what an officer is shown

inline constexpr double kAlertScore = 0.5;
inline constexpr double kStrongScore = 0.95;
inline constexpr double kDocumentAlerts = 20;  // points at which a misread number alerts by itself

// ---- bounds of the work for one query

inline constexpr size_t kMostWords = 8;            // of a name; further ones are left out
inline constexpr size_t kMostVariants = 150;       // words of the list that one word may stand for
inline constexpr size_t kPostingBudget = 120'000;  // names touched, rarest words first
inline constexpr size_t kNamesAhead = 120;  // enough names that have so much more than is left:
inline constexpr float kMoreThanLeft = 1.2F;
inline constexpr float kPromisingLack = 0.15F;    // of the worth of words not touched
inline constexpr size_t kNamesPromising = 800;    // compared by what is known of their words
inline constexpr size_t kNamesCompared = 60;      // of those, word by word
inline constexpr size_t kBearersRanked = 20'000;  // entries behind those names
inline constexpr size_t kEntriesToSpare = 20;     // looked at closely beyond those asked for
inline constexpr size_t kDocumentsCompared = 64;  // with one confusable key; runs gone through

}  // namespace chowki::identify::scorecard
