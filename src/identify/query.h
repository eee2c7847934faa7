#pragma once

#include <string>
#include <vector>

#include "base/partial_date.h"
#include "icao/mrz_record.h"
#include "read/identity.h"

namespace chowki::identify {

// Whom and what to look for. Everything may be empty; what is empty is unknown and weighs nothing.
struct Query {
  std::vector<std::string> names;      // UTF-8, any script and order of words; each one a full name
  bool name_may_be_truncated = false;  // cut by the MRZ: the last word may be a beginning only
  PartialDate birth_date;
  icao::Sex sex = icao::Sex::kUnspecified;
  std::string nationality;      // ICAO code without filler
  std::string document_issuer;  // ICAO code without filler
  std::string document_number;  // any case, spaces and hyphens allowed
  bool operator==(const Query&) const = default;
};

// The query that an identity stands for: surname and given names as one name.
//
// thread  pure.
[[nodiscard]] Query ToQuery(const read::Identity& identity);

}  // namespace chowki::identify
