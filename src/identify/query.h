#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/partial_date.h"
#include "icao/mrz_record.h"
#include "read/identity.h"

namespace chowki::identify {

// Whom and what to look for. Everything may be empty; what is empty is unknown and weighs nothing.
struct Query {
  std::vector<std::string> names;  // UTF-8, any script and order of words; each one a full name
  // Cut by the MRZ: the last word of each name may be a beginning only. Surname first, then.
  bool name_may_be_truncated = false;
  PartialDate birth_date;
  icao::Sex sex = icao::Sex::kUnspecified;
  std::string nationality;      // ICAO code without filler
  std::string document_issuer;  // ICAO code without filler
  std::string document_number;  // any case, spaces and hyphens allowed
  std::string document_type;    // as the MRZ's document code: "P", "ID", "V"
  // What the MRZ states as the number's check digit, '0' to '9'; '\0' when it is not known.
  char document_check_digit = '\0';
  std::optional<Date> today;  // entries that were valid until an earlier day are passed over
  bool operator==(const Query&) const = default;
};

// The query that an identity stands for: surname and given names as one name.
//
// record  the MRZ that the identity was taken from; null when it came from elsewhere.
// thread  pure.
[[nodiscard]] Query ToQuery(const read::Identity& identity, const icao::MrzRecord* record);

}  // namespace chowki::identify
