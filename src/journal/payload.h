#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "journal/decision.h"
#include "screen/screening.h"

namespace chowki::journal {

// A screening as the bytes that stand in the chain: JSON, the same bytes for the same screening.
// Left out are the MRZ's glyphs, which a replay makes again.
[[nodiscard]] std::string ToPayload(const screen::Screening& screening);

// errors  kDataLoss when the bytes are not what ToPayload wrote.
[[nodiscard]] Result<screen::Screening> ScreeningFromPayload(std::string_view payload);

// A decision with the screening that it is about.
struct DecisionPayload {
  std::string screening;  // id
  Decision decision;
};
[[nodiscard]] std::string ToPayload(const DecisionPayload& decision);
[[nodiscard]] Result<DecisionPayload> DecisionFromPayload(std::string_view payload);

}  // namespace chowki::journal
