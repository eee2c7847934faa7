#pragma once

#include <span>
#include <string_view>

namespace chowki::icao {

enum class CountryKind {
  kState,         // ISO 3166-1, and D and RKS of Doc 9303
  kNationality,   // British nationalities other than citizen
  kOrganisation,  // UNO, EUE, XPO ...
  kStatus,        // XXA stateless, XXB and XXC refugee, XXX unspecified: never a reason to suspect
  kWithdrawn,     // ANT, NTZ: kept for old documents
  kSpecimen,      // UTO
  kNeverPrinted,  // IAO: signs master lists only
  kLegacy,        // seen on older or unrecognised documents, never in Doc 9303
};

// A three-letter code of Doc 9303-3, section 5 (in the MRZ filled up with '<').
struct Country {
  std::string_view code;    // "PAK", "D"
  std::string_view alpha2;  // "PK"; "" when there is none
  std::string_view name;    // English, UTF-8
  CountryKind kind = CountryKind::kState;
  bool as_nationality = false;  // may stand in the nationality field
  bool as_issuer = false;       // may stand in the issuing state field
};

// code     as in MrzRecord, without filler.
// returns  nullptr for a code that the table lacks. New codes appear: an unknown code is a reason
//          to look, not a proof.
[[nodiscard]] const Country* FindCountry(std::string_view code);

// The whole table, by code.
[[nodiscard]] std::span<const Country> Countries();

[[nodiscard]] bool IsKnownIssuer(std::string_view code);
[[nodiscard]] bool IsKnownNationality(std::string_view code);

// "DEU" of databases and some documents and "D" of the MRZ are the same state.
[[nodiscard]] bool SameState(std::string_view a, std::string_view b);

}  // namespace chowki::icao
