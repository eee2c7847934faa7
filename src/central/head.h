#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sql/connection.h"

namespace chowki::central {

// The PostgreSQL channel on which publishers say that there is a newer head.
inline constexpr char kHeadChannel[] = "chowki_head";

// What posts fetch. Nothing here needs a key: everything that counts is signed already.

// What is newest in the deployment. Envelopes, as they were signed.
struct Heads {
  struct List {
    std::int64_t epoch = 0;
    std::int64_t version = 0;
    std::string manifest;
  };
  std::int64_t sequence = 0;  // of the heartbeat; grows with every publication
  std::string heartbeat;
  std::int64_t root_version = 0;
  std::map<std::string, List> lists;
};

// known    what was newest before; may be nullptr.
// returns  `known` itself when it still is.
[[nodiscard]] Result<std::shared_ptr<const Heads>> NewestHeads(
    sql::Connection& store, const std::shared_ptr<const Heads>& known);

// What a post holds of a list; version 0: nothing.
struct HeldVersion {
  std::string list;
  std::int64_t epoch = 0;
  std::int64_t version = 0;
};

// What of it a post does not have.
struct Head {
  std::string heartbeat;               // "" when it is not newer than the one held
  std::vector<std::string> manifests;  // of lists whose newest version is above the one held
  std::int64_t root_version = 0;

  [[nodiscard]] bool empty() const { return heartbeat.empty() && manifests.empty(); }
};

// heartbeat_sequence  of the heartbeat held.
[[nodiscard]] Head HeadFor(const Heads& newest, std::span<const HeldVersion> held,
                           std::int64_t heartbeat_sequence);

// Manifests of the newest epoch above a version, ascending; at most `limit` and 8 MiB, but one.
[[nodiscard]] Result<std::vector<std::string>> ManifestsAfter(sql::Connection& store,
                                                              const std::string& list,
                                                              std::int64_t version,
                                                              std::int64_t limit);

// ---- for people

// Bytes of entries in the order of a snapshot, behind one of them ("": from the first).
[[nodiscard]] Result<std::vector<std::string>> EntriesAfter(sql::Connection& store,
                                                            const std::string& list,
                                                            const std::string& after_id,
                                                            std::int64_t limit);

struct EntryRevision {
  std::int64_t revision = 0;
  std::int64_t version = 0;  // of the list, that brought it
  std::int64_t change_set = 0;
  std::string entry;  // "" when it was removed
  bool operator==(const EntryRevision&) const = default;
};

// Newest first. errors  RESOURCE_UNKNOWN.
[[nodiscard]] Result<std::vector<EntryRevision>> RevisionsOf(sql::Connection& store,
                                                             const std::string& list,
                                                             const std::string& id);

[[nodiscard]] Result<std::vector<std::string>> ListNames(sql::Connection& store);

}  // namespace chowki::central
