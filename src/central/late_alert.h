#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "sql/connection.h"

namespace chowki::central {

// A crossing at a post that a later version of a list says something about. Names no traveller: who
// it was stands in the post's own record.
struct LateAlert {
  std::string id;  // UUIDv7
  std::string device;
  std::string screening;  // id
  Time crossed{};
  std::string list;
  std::int64_t version = 0;
  std::string entry;  // id
  Digest entry_digest{};
  std::string kind;  // as identify::Name of kind and band
  std::string band;
  std::string category;
  std::string action;
  Time raised{};
  bool operator==(const LateAlert&) const = default;
};

// false: there is one of this screening and state of the entry.
[[nodiscard]] Result<bool> AddLateAlert(sql::Connection& store, const LateAlert& alert);

// Those about one screening, and a list's entry.
[[nodiscard]] Result<std::vector<LateAlert>> LateAlertsOf(sql::Connection& store,
                                                          const std::string& device,
                                                          const std::string& screening);

// The newest first, of one list or of all (""), below an id ("": from the newest).
[[nodiscard]] Result<std::vector<LateAlert>> ListLateAlerts(sql::Connection& store,
                                                            const std::string& list,
                                                            const std::string& below,
                                                            std::int64_t limit);

// What is to be looked back at because of one list, and how far that has come.
struct LookBack {
  std::string list;
  std::int64_t epoch = 0;
  std::int64_t done = 0;    // version
  std::int64_t target = 0;  // version
  // Events before this one are still to be looked at. "": from the first post.
  std::string device;
  std::int64_t stream_epoch = 0;
  std::int64_t sequence = 0;
  bool operator==(const LookBack&) const = default;
};

// Sees which lists have newer versions than were looked back from. A list that is seen for the
// first time begins with its newest version. returns  those with something to do.
[[nodiscard]] Result<std::vector<LookBack>> PlanLookBacks(sql::Connection& store);

// Ids of the entries that versions above `after` up to `to` added or changed.
[[nodiscard]] Result<std::vector<std::string>> ChangedEntries(sql::Connection& store,
                                                              const LookBack& plan);

// Remembers how far it has come.
//
// before  as it was read. errors  kAborted: somebody else went on with it.
[[nodiscard]] Status MoveLookBack(sql::Connection& store, const LookBack& before,
                                  const LookBack& after);

// Rows of one post's journal, newest first.
struct PastEvent {
  std::int64_t stream_epoch = 0;
  std::int64_t sequence = 0;
  Time time{};  // by the post's clock
  std::string kind;
  std::string payload;
};
// Before the plan's place in its device.
[[nodiscard]] Result<std::vector<PastEvent>> EventsBefore(sql::Connection& store,
                                                          const LookBack& plan, std::int64_t limit);

// The post that comes after another in order; nullopt: it was the last.
[[nodiscard]] Result<std::optional<std::string>> DeviceAfter(sql::Connection& store,
                                                             const std::string& device);

}  // namespace chowki::central
