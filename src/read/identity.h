#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "icao/mrz_record.h"
#include "read/reading.h"
#include "read/transcript.h"

namespace chowki::read {

// The person and the document that the page claims, each value with its origin. An empty value with
// confidence 0 was not read.
struct Identity {
  Reading<std::string> surname;      // primary identifier
  Reading<std::string> given_names;  // secondary identifier
  bool name_may_be_truncated = false;
  Reading<PartialDate> birth_date;
  Reading<icao::Sex> sex;
  Reading<std::string> nationality;    // ICAO code without filler
  Reading<std::string> issuing_state;  // ICAO code without filler
  Reading<std::string> document_code;  // "P", "ID", "V" ...
  Reading<std::string> document_number;
  Reading<PartialDate> expiry_date;
  Reading<std::string> personal_number;  // optional data where the issuer puts one there
  std::vector<std::string> unprotected;  // fields that no check digit covers in this layout
  std::vector<std::string>
      unseen;  // fields with covered characters: left empty rather than guessed
  bool operator==(const Identity&) const = default;
};

// The identity that an MRZ record states; regions and confidences from its glyphs.
//
// thread  pure.
[[nodiscard]] Identity ToIdentity(const icao::MrzRecord& record, const MrzReading& reading);

}  // namespace chowki::read
