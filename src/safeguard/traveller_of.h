#pragma once

#include <optional>

#include "associate/traveller.h"
#include "safeguard/proposal.h"
#include "screen/screening.h"

namespace chowki::safeguard {

// Who was screened, as far as his document and the lists tell; direction, group, contacts and
// portrait are for the caller to add. It is forged where a check that counts asks for a referral.
//
// returns  nullopt where no document was read: there is nobody to tell apart.
// thread   pure.
[[nodiscard]] std::optional<associate::Traveller> TravellerOf(const screen::Screening& screening);

[[nodiscard]] Subject SubjectOf(const screen::Screening& screening);

}  // namespace chowki::safeguard
