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
// the population (name_variants.inc; else kUnknownShare) as if that had been seen on kPriorNames.
inline constexpr double kPriorNames = 20'000;
inline constexpr double kUnknownShare = 1.0 / 4000;
inline constexpr double kLeastWord = 2;   // MUHAMMAD, ALI
inline constexpr double kMostWord = 13;   // seen once in a million names
inline constexpr double kParticle = 0.5;  // AL, BIN, DE, VAN
inline constexpr double kInitial = 1.5;   // a single letter that begins the other word
inline constexpr double kMostName = 30;   // words of a name are not independent

// A word that is alike counts for less by this much for each tenth below 1, and below the least
// similarity not at all.
inline constexpr double kLeastSimilarity = 0.65;
inline constexpr double kLossPerTenth = 0.22;

// Words that nobody on the other side answers.
inline constexpr double kQueryWordMissing = -2.0;
inline constexpr double kEntryWordMissing = -0.8;
inline constexpr double kContradiction = -4.0;  // both sides have a word that the other lacks
inline constexpr double kParticleMissing = -0.1;

// ---- birth date

inline constexpr double kBirthDateMost = 13;        // the day agrees: 1 of 25,567 in 70 years
inline constexpr double kDaysOfALifetime = 25'567;  // 70 years
inline constexpr double kDayAndMonthSwapped = 8;
inline constexpr double kOneDigitDiffers = 5;  // of day, month or the last two of the year
inline constexpr double kOtherCentury = 9;     // 1921 and 2021: the MRZ has two digits
inline constexpr double kOneYearOff = -2;      // nearest possible days up to a year apart
inline constexpr double kTwoYearsOff = -5;
inline constexpr double kBirthDateDiffers = -12;

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
inline constexpr size_t kPostingBudget = 300'000;  // names touched, rarest words first
inline constexpr size_t kNamesCompared = 250;      // word by word
inline constexpr size_t kBearersRanked = 20'000;   // entries behind those names
inline constexpr size_t kEntriesScored = 300;      // with all signals
inline constexpr size_t kDocumentsCompared = 64;   // with one confusable key; runs gone through

}  // namespace chowki::identify::scorecard
