#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chowki::read {

// What a printed label names.
enum class VisualField {
  kNone,  // not a label
  kSurname,
  kFullName,  // "Name": the surname where no other label says so
  kGivenNames,
  kDocumentNumber,
  kNationality,
  kBirthDate,
  kSex,
  kExpiryDate,
  kIssueDate,
  kPlaceOfBirth,
  kPersonalNumber,
  kAuthority,
  kNativeName,  // the name in another script, as read; no label names it
  kOther,       // a label of something that is not read (type, height, signature ...) or a title
};

// Key in Transcript::visual: "surname", "birth_date" ...; "" for kNone, kFullName
// and kOther.
[[nodiscard]] std::string_view Name(VisualField field);

struct LabelMatch {
  VisualField field = VisualField::kNone;
  double quality = 0;  // [0,1]: 1 when every letter is as in the table
  std::string rest;    // what stands behind the label on its line, folded; may be the value
};

// The label that a line of print is or begins with, by a table of label words in several languages;
// one wrong letter in four is forgiven
// in long ones.
//
// text    UTF-8
// visa    "Passport No." names the document on a passport, another one on a visa.
// thread  pure.
[[nodiscard]] LabelMatch FindLabel(std::string_view text, bool visa);

// Whether the text, folded, is a label of the field or was cut out of one: "VEN NAM" of GIVEN
// NAMES.
[[nodiscard]] bool IsPieceOfLabel(VisualField field, std::string_view text);

// The same where spaces were lost and one letter in three misread: "SUMAME". Some names are nearly
// a label, too.
[[nodiscard]] bool IsNearlyLabel(VisualField field, std::string_view text);

// "SPECIMEN" or its translation, in Latin letters as our table writes it, when the line has such a
// word; else "".
[[nodiscard]] std::string_view FindOverprint(std::string_view text);

}  // namespace chowki::read
