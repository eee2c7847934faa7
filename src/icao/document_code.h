#pragma once

#include <string_view>

#include "icao/mrz_layout.h"

namespace chowki::icao {

// What the document code says as far as Doc 9303 fixes it.
enum class DocumentKind {
  kPassport,         // P: also PE, PD, PO, PR, PT, PS, PL, PM, PU and national second letters
  kIdentityCard,     // A, C, I on cards
  kCrewCertificate,  // AC
  kVisa,             // V
  kUnknown,
};

[[nodiscard]] DocumentKind KindOf(std::string_view document_code);

// English meaning of a passport code, "emergency passport"; "" for codes that the standard does not
// list. Harmonised second letters are used from 2026 and mandatory from 2028; older documents live
// until 2038 (Doc 9303-4, 4.4), so an unlisted second letter is no reason to suspect anything.
[[nodiscard]] std::string_view Meaning(std::string_view document_code);

enum class DocumentCodeFault {
  kNone,
  kFirstLetter,  // not one that this layout begins with
  kForbidden,    // AI on TD1, V as second letter on TD1 and TD2
};

// Whether a code may stand on a layout. Second letters that nobody has heard of are no fault.
//
// source  Doc 9303-4, 9303-5, 9303-6, 9303-7 (4.2.2); PU on TD2 size: Doc 9303-8.
[[nodiscard]] DocumentCodeFault FaultOf(std::string_view document_code, Format format);

}  // namespace chowki::icao
