#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "journal/decision.h"
#include "journal/late_alert.h"
#include "journal/provisional.h"
#include "journal/read_log.h"
#include "screen/screening.h"

namespace chowki::journal {

// A screening as the bytes that stand in the chain: JSON, the same bytes for the same screening.
// Left out are the MRZ's glyphs, which a replay makes again.
[[nodiscard]] std::string ToPayload(const screen::Screening& screening);

// errors  kDataLoss when the bytes are not what ToPayload wrote.
[[nodiscard]] Result<screen::Screening> ScreeningFromPayload(std::string_view payload);

// The matches of a screening, as they stand in its payload.
[[nodiscard]] Result<std::vector<identify::Match>> MatchesFromPayload(std::string_view matches);

// A decision with the screening that it is about.
struct DecisionPayload {
  std::string screening;  // id
  Decision decision;
};
[[nodiscard]] std::string ToPayload(const DecisionPayload& decision);
[[nodiscard]] Result<DecisionPayload> DecisionFromPayload(std::string_view payload);

// An entry of the provisional list as it is after a step; the list's entry as the bytes of
// watchlist/entry_bytes.h in hex.
[[nodiscard]] std::string ToPayload(const ProvisionalEntry& entry);
[[nodiscard]] Result<ProvisionalEntry> ProvisionalFromPayload(std::string_view payload);

// A late alert as it is after a step.
[[nodiscard]] std::string ToPayload(const LateAlert& alert);
[[nodiscard]] Result<LateAlert> LateAlertFromPayload(std::string_view payload);

// Who read what; without sequence and time, which are the row's.
[[nodiscard]] std::string ToPayload(const ReadRecord& read);
[[nodiscard]] Result<ReadRecord> ReadFromPayload(std::string_view payload);

}  // namespace chowki::journal
