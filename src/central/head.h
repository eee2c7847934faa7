#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sql/connection.h"

namespace chowki::central {

// The PostgreSQL channel on which publishers say that there is a newer head.
inline constexpr char kHeadChannel[] = "chowki_head";

// What posts fetch. Nothing here needs a key: everything that counts is signed already.

// What a post holds of a list; version 0: nothing.
struct HeldVersion {
  std::string list;
  std::int64_t epoch = 0;
  std::int64_t version = 0;
};

// Envelopes, as they were signed.
struct Head {
  std::string heartbeat;               // "" when it is not newer than the one held
  std::vector<std::string> manifests;  // of lists whose newest version is another than the one held
  std::int64_t root_version = 0;
};

// heartbeat_sequence  of the heartbeat held.
[[nodiscard]] Result<Head> NewestHead(sql::Connection& store, std::span<const HeldVersion> held,
                                      std::int64_t heartbeat_sequence);

// Grows with every publication and every heartbeat: what long polls wait for.
[[nodiscard]] Result<std::int64_t> HeartbeatSequence(sql::Connection& store);

// Manifests of the newest epoch above a version, ascending; at most `limit` and 8 MiB, but one.
[[nodiscard]] Result<std::vector<std::string>> ManifestsAfter(sql::Connection& store,
                                                              const std::string& list,
                                                              std::int64_t version,
                                                              std::int64_t limit);

// The digests of all buckets, one after the other.
// errors  RESOURCE_UNKNOWN; kAborted with LIST_MOVED unless the version is the newest.
[[nodiscard]] Result<std::string> BucketDigestsOf(sql::Connection& store, const std::string& list,
                                                  std::int64_t version);

// Bytes of the entries of one bucket, ascending by id. The same errors.
[[nodiscard]] Result<std::vector<std::string>> EntriesOfBucket(sql::Connection& store,
                                                               const std::string& list,
                                                               std::int64_t version, int bucket);

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
