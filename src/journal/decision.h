#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace chowki::journal {

// What an officer decided. It is the officer's word; the program has none of its own.
enum class Outcome { kProceed, kRefer, kRefuse };

[[nodiscard]] std::string_view Name(Outcome outcome);  // "proceed", "refer", "refuse"

// What an officer said about one hit.
struct HitDisposition {
  std::string entry;  // id of the watchlist entry
  bool same_person = false;
  std::string reason;  // code or short text, at most kMaxReason bytes
  // Set: until then the entry, as it is now, does not alert for this person (suppressions.h).
  std::optional<Time> suppress_until = std::nullopt;
  std::string list = {};  // of the entry; "" when its id matched in one list only
  bool operator==(const HitDisposition&) const = default;
};

struct Decision {
  static constexpr size_t kMaxNote = 2000 * 4;  // bytes: 2,000 characters of UTF-8
  static constexpr size_t kMaxReason = 500;     // bytes

  Outcome outcome = Outcome::kRefer;
  std::string officer;         // required: who decided, from the session
  std::string second_officer;  // "" when nobody else had to agree; never the same person
  std::string note;            // free text, at most kMaxNote bytes
  std::vector<HitDisposition> hit_dispositions;
  Time time{};  // set by the journal
  bool operator==(const Decision&) const = default;
};

// errors  kInvalidArgument with reason FIELD_INVALID naming the field.
[[nodiscard]] Status Validate(const Decision& decision);

}  // namespace chowki::journal
