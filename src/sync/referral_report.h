#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "sync/centre_address.h"
#include "sync/certificate_files.h"

namespace chowki::sync {

// Referrals of a month whose people have all of this in common. The values are those of
// chowki/figures/v1/figures_service.proto.
struct ReferralCell {
  std::string direction;      // "in", "out", "": not known
  std::string age;            // "0-17", "18-24", "25+", "unknown", ...
  std::string sex;            // "female", "male", "unspecified"
  std::string code;           // "open", "closed/help_accepted"
  std::string issuing_state;  // ICAO code, "": not known
  std::int64_t count = 0;
};

// Tells the centre how many referrals this post had in a month, without people; takes the place of
// what it told of that month before. To be called once a day or so for this month and the last.
//
// month   "2026-10".
// errors  kUnavailable, kDeadlineExceeded; kInvalidArgument with FIELD_INVALID.
[[nodiscard]] Status ReportReferrals(const CentreAddress& centre,
                                     const CertificateFiles& certificate, const std::string& month,
                                     const std::vector<ReferralCell>& cells);

}  // namespace chowki::sync
