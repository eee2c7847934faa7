#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace chowki::journal {

// One row of the chain.
struct ChainRow {
  std::int64_t sequence = 0;  // from 1, without gaps
  std::int64_t time_us = 0;   // since 1970, UTC, by the journal's clock
  std::string kind;           // "screening", "decision", "provisional", "late_alert", "read"
  std::string payload;        // "" when erased
  Digest previous{};          // hash of the row before; all zero for the first
  Digest hash{};
  // Set: the payload's keys were destroyed (retention.h), and this was its SHA-256.
  std::optional<Digest> erased = std::nullopt;
};

// SHA-256 over: "chowki.journal.1", sequence and time_us as 8 bytes big endian, the length of kind
// as one byte and kind, SHA-256 of the payload, previous. The row's own hash is not looked at.
[[nodiscard]] Digest HashOf(const ChainRow& row);

}  // namespace chowki::journal
