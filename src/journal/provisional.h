#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "watchlist/entry.h"

namespace chowki::journal {

// Entries that a post adds by itself, when the centre cannot be waited for: one officer proposes,
// another confirms, and from then on the entry matches at this post (watchlist::kProvisionalList)
// until it ends. Every step is a row of the chain and holds the whole of what is so after it.

// How long an entry stands at most when nobody says otherwise, and the longest that may be said:
// ours. The first is time for a stick to reach the centre and a list to come back.
inline constexpr std::chrono::days kProvisionalLife{14};
inline constexpr std::chrono::days kLongestProvisionalLife{30};

// So many may be open at one time: a list of exceptions, not a list by the back door. Ours.
inline constexpr std::int64_t kMaxProvisional = 1000;

// What their ids begin with, here and in the list of the centre that takes them over.
inline constexpr std::string_view kProvisionalId = "prov-";

enum class ProvisionalState {
  kProposed,   // by one officer: does not match yet
  kConfirmed,  // by another: matches
  kWithdrawn,
  kExpired,
  kPublished,  // a list that the post follows has an entry of this id
};

// "proposed", "confirmed", "withdrawn", "expired", "published"
[[nodiscard]] std::string_view Name(ProvisionalState state);
[[nodiscard]] bool IsOpen(ProvisionalState state);  // proposed or confirmed

struct ProvisionalEntry {
  watchlist::Entry entry;  // its id is kProvisionalId and a UUIDv7
  ProvisionalState state = ProvisionalState::kProposed;
  std::string checkpoint;
  std::string reason;
  std::string proposed_by;
  Time proposed{};
  Time until{};              // ends by itself then
  std::string confirmed_by;  // "": nobody yet
  std::optional<Time> confirmed = std::nullopt;
  std::string ended_by;  // "": by itself
  std::string end_reason;
  std::optional<Time> ended = std::nullopt;
  std::int64_t sequence = 0;  // of its newest row; given by the journal, not in the payload
  bool operator==(const ProvisionalEntry&) const = default;
};

// What somebody, or time, does with one.
struct ProvisionalStep {
  enum class Kind { kPropose, kConfirm, kWithdraw, kExpire, kPublish };
  static constexpr size_t kMaxReason = 500;  // bytes

  Kind kind = Kind::kPropose;
  std::string id;          // "" to propose: it gets one
  std::string checkpoint;  // to propose
  std::string officer;     // who does it, by certificate or session; "" to expire and to publish
  std::string reason;      // to confirm: none
  std::optional<watchlist::Entry> entry = std::nullopt;  // to propose; its id is not looked at
  std::chrono::days life = kProvisionalLife;             // to propose, 1..kLongestProvisionalLife
};

// Everything that a repeat of the step must have in common with it.
[[nodiscard]] Digest ContentOf(const ProvisionalStep& step);

// What is so after a step.
//
// before  nullopt: to propose.
// errors  kInvalidArgument with FIELD_INVALID; kPermissionDenied with SECOND_OFFICER_SAME: nobody
//         confirms what he proposed; kFailedPrecondition with PROVISIONAL_REFUSED: it stands in a
//         state in which this cannot be done.
// thread  pure, but for the id of a new entry.
[[nodiscard]] Result<ProvisionalEntry> After(const std::optional<ProvisionalEntry>& before,
                                             const ProvisionalStep& step, Time now);

}  // namespace chowki::journal
