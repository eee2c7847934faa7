#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/digest.h"
#include "sql/connection.h"

namespace chowki::central {

// One row of a post's journal, on its way up.
struct Event {
  std::int64_t sequence = 0;  // from 1, without gaps
  std::int64_t time_us = 0;   // by the post's clock
  std::string kind;
  std::string payload;  // "" when erased
  // Set: the post's retention erased the payload before it could be sent; its SHA-256.
  std::optional<Digest> erased = std::nullopt;
};

// The hash of a row over that of the row before. Posts chain their journals (journal/chain.h);
// which way they do is not known here.
using ChainStep = Digest (*)(const Event& event, const Digest& previous);

// Where our knowledge of a device ends.
struct Cursor {
  std::int64_t stream_epoch = 0;  // 0: nothing was ever sent
  std::int64_t sequence = 0;
  Digest chain{};  // hash of that row; zeros before the first
  bool operator==(const Cursor&) const = default;
};

[[nodiscard]] Result<Cursor> GetCursor(sql::Connection& store, const std::string& device);

// Stores what is new of a batch. A batch may come any number of times: what is there already is
// held against what is stored, and passed over. The device's cursor changes in the same
// transaction; once it is committed, the post may forget.
//
// stream_epoch  as the cursor's, or higher: the device lost its journal and began a new one.
// events        consecutive.
// errors        kInvalidArgument; EVENT_SEQUENCE_GAP: some before these are missing;
//               EVENT_SEQUENCE_FORK: other events have these numbers, or the stream ended.
[[nodiscard]] Result<Cursor> TakeEvents(sql::Connection& store, const std::string& device,
                                        std::int64_t stream_epoch, std::span<const Event> events,
                                        ChainStep hash, Time now);

// Tables for the events of this month and the next, where the database has one a month. Call it at
// the start and once a day.
[[nodiscard]] Status MakeEventPartitions(sql::Connection& store, Time now);

}  // namespace chowki::central
