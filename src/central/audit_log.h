#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "sql/connection.h"

namespace chowki::central {

// Who did what to what. No personal data: numbers, names of lists, digests.
struct AuditRecord {
  std::int64_t index = 0;  // from 0, given by the log
  Time time{};             // to the millisecond
  std::string actor;       // by certificate; "centre" for the centre itself
  std::string action;      // "changes.approve"
  std::string resource;    // "watchlists/national/changeSets/7"
  std::string outcome = "ok";
  std::string detail;
  bool operator==(const AuditRecord&) const = default;
};

// What is hashed of a record: time as 8 bytes big endian, then actor, action, resource, outcome and
// detail, each behind its length as 4 bytes.
[[nodiscard]] std::string LeafOf(const AuditRecord& record);

// The log is the leaves of a Merkle tree (trust/merkle.h). All within a transaction of the caller:
// what is done and that it was done are stored together. Those who append wait for one another.
[[nodiscard]] Status Append(sql::Connection& store, const AuditRecord& record);

// limit  at most so many, from `first` on.
[[nodiscard]] Result<std::vector<AuditRecord>> ListAudit(sql::Connection& store, std::int64_t first,
                                                         std::int64_t limit);

// The first `size` leaf hashes; all when size is negative.
// errors  kOutOfRange: there are fewer; kDataLoss: one is not the hash of its record.
[[nodiscard]] Result<std::vector<Digest>> AuditLeaves(sql::Connection& store, std::int64_t size);

}  // namespace chowki::central
