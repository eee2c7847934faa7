#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "safeguard/referral.h"

namespace chowki::safeguard {

// A referral as the bytes that are sealed: JSON.
[[nodiscard]] std::string ToText(const Referral& referral);

// errors  kDataLoss: not the text of a referral.
[[nodiscard]] Result<Referral> ReferralFromText(std::string_view text);

}  // namespace chowki::safeguard
