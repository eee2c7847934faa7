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
inline constexpr float kLeastWord = 2;    // MUHAMMAD, ALI
inline constexpr float kMostWord = 13;    // seen once in a million names
inline constexpr float kParticle = 0.5F;  // AL, BIN, DE, VAN
inline constexpr float kTitle = 1;        // HAJI, MULLAH, DAW
inline constexpr float kInitial = 1.5F;   // a single letter that begins the other word
inline constexpr float kMostName = 40;    // words of a name are not independent

// A word that is alike gives its worth less what the difference costs, which grows with the
// difference u = 1 - similarity: kUnlike * u + kVeryUnlike * u * u. One letter in a long word is
// next to nothing; at the least similarity the two words speak against each other, though less than
// two that have nothing in common. In a short word one letter is much of it, yet as easily
// mistyped: the difference is taken as of a word of kShortWord letters.
inline constexpr float kLeastSimilarity = 0.65F;
inline constexpr float kUnlike = 14;
inline constexpr float kVeryUnlike = 90;
inline constexpr size_t kShortWord = 6;
inline constexpr float kSameClass = 0.96F;      // similarity of two spellings of one name
inline constexpr float kLeastForClass = 0.75F;  // similarity to one of them to count as the name
inline constexpr float kJoined = 0.92F;         // of the points, for words written as one
inline constexpr float kRareWord = 11.5F;       // worth of a word that may be two written as one
inline constexpr float kLeastJoined = 0.8F;     // similarity, when neighbours are looked up joined
inline constexpr float kBeginning = 0.5F;  // of the points, for a word that is cut for no reason

// Words that nobody on the other side answers cost a fixed part and a share of their worth; when
// both sides have some, they contradict each other.
inline constexpr float kQueryWordMissing = 1.2F;
inline constexpr float kQueryWorthMissing = 0.35F;
inline constexpr float kEntryWordMissing = 0.6F;
inline constexpr float kEntryWorthMissing = 0.15F;
inline constexpr float kContradiction = 0.9F;
inline constexpr float kContradictionByWorth = 0.3F;
inline constexpr float kParticleMissing = 0.1F;
inline constexpr float kMissingAfterCut = 0.2F;  // of the cost, in a name that the MRZ cut

// ---- birth date

inline constexpr double kBirthDateMost = 13;        // the day agrees: 1 of 25,567 in 70 years
inline constexpr double kDaysOfALifetime = 25'567;  // 70 years
inline constexpr double kDayAndMonthSwapped = 8;
inline constexpr double kNextYear = 7;         // day and month agree, the year is one off
inline constexpr double kOneDigitDiffers = 5;  // of day, month or the last two of the year
inline constexpr double kOtherCentury = 9;     // 1921 and 2021: the MRZ has two digits
inline constexpr double kOneYearOff = -3;      // nearest possible days up to a year apart
inline constexpr double kTwoYearsOff = -5;
inline constexpr double kFiveYearsOff = -8;
inline constexpr double kRoughDate = 0.6;  // of these, where a side knows no day: guessed years
inline constexpr double kBirthDateDiffers = -14;

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
inline constexpr size_t kPostingBudget = 250'000;  // names touched, rarest words first
inline constexpr size_t kNamesAhead = 120;  // enough names that have so much more than is left:
inline constexpr float kMoreThanLeft = 1.2F;
inline constexpr float kPromisingLack = 0.15F;    // of the worth of words not touched
inline constexpr size_t kNamesPromising = 800;    // compared by what is known of their words
inline constexpr size_t kNamesCompared = 60;      // of those, word by word
inline constexpr size_t kBearersRanked = 20'000;  // entries behind those names
inline constexpr size_t kEntriesToSpare = 20;     // looked at closely beyond those asked for
inline constexpr size_t kDocumentsCompared = 64;  // with one confusable key; runs gone through

}  // namespace chowki::identify::scorecard
