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

// Whether a decision holds.
enum class Standing {
  kInForce,
  kAwaitsSignature,  // until another officer signs it
  kSentBack,         // he did not: it never held
};

[[nodiscard]] std::string_view Name(Standing standing);  // "in_force", "awaits_signature", ...

// How far the decision about a screening has come.
enum class DecisionState { kOpen, kInForce, kAwaitsSignature, kSentBack };

[[nodiscard]] std::string_view Name(DecisionState state);  // "open", or the standing's

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
  Standing standing = Standing::kInForce;
  std::string sent_back_by;  // with the reason, when it was sent back; else ""
  std::string sent_back_reason;
  bool operator==(const Decision&) const = default;
};

// errors  kInvalidArgument with reason FIELD_INVALID naming the field.
[[nodiscard]] Status Validate(const Decision& decision);

[[nodiscard]] DecisionState StateOf(const std::optional<Decision>& decision);

// What a second officer says to a decision that waits for him.
struct Signature {
  std::string officer;           // required: who says it, from the session
  std::string send_back_reason;  // "": he signs
};

// The decision as it is after it; its time is the caller's to set.
//
// errors  kFailedPrecondition with SIGNATURE_NOT_AWAITED; kPermissionDenied with
//         SECOND_OFFICER_SAME; kInvalidArgument with FIELD_INVALID: a reason that is blank, longer
//         than kMaxReason or not one printable line.
[[nodiscard]] Result<Decision> Sign(const std::optional<Decision>& decision,
                                    const Signature& signature);

}  // namespace chowki::journal
