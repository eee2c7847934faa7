#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// An urgent entry ends with the day (UTC) on which these have passed.
inline constexpr std::chrono::hours kUrgentEnds{24};

// What the author and the approvers of a change set sign, each with a key of their own: that it
// shall become part of a list.
struct Submission {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.submission.v1+protobuf";

  std::string deployment;
  std::string list;
  Digest change_set{};  // ChangeSetHasher over its records
  std::string author;   // owner of a key with the role author
  Time submitted{};
  bool urgent = false;  // nobody else approved: it adds entries that end by themselves
  bool operator==(const Submission&) const = default;
};

[[nodiscard]] std::string ToPayload(const Submission& submission);

// errors  METADATA_MALFORMED.
[[nodiscard]] Result<Submission> ParseSubmission(std::string_view payload);

}  // namespace chowki::trust
