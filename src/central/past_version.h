#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sql/connection.h"

namespace chowki::central {

// What a list was in a version that posts may still hold: as it is now, but for what has changed
// since. So that damaged buckets of a post that is behind can be sent to it as they were signed.
class PastVersion {
 public:
  // errors  RESOURCE_UNKNOWN; kAborted with LIST_MOVED: no such version in the newest epoch, or
  //         more than kMostChanges entries changed since.
  [[nodiscard]] static Result<PastVersion> Read(sql::Connection& store, const std::string& list,
                                                std::int64_t version);

  // Some 60 MB of entries in memory while a call runs.
  static constexpr std::int64_t kMostChanges = 200'000;

  // The digests of all buckets, one after the other. store: of the transaction of Read.
  [[nodiscard]] Result<std::string> Digests(sql::Connection& store) const;

  // Bytes of the entries of one bucket, ascending by id.
  //
  // store   of any later transaction.
  // errors  kAborted with LIST_MOVED: a newer version came since Read.
  [[nodiscard]] Result<std::vector<std::string>> EntriesOf(sql::Connection& store,
                                                           int bucket) const;

 private:
  using Entries = std::map<std::string, std::string>;  // id -> bytes
  [[nodiscard]] Result<Entries> Bucket(sql::Connection& store, int bucket) const;

  std::string list_;
  std::int64_t newest_ = 0;
  // By bucket and id, of what changed since: the bytes then, nothing where there was no such entry.
  std::map<int, std::map<std::string, std::optional<std::string>>> before_;
};

}  // namespace chowki::central
