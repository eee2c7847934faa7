#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "sql/connection.h"

namespace chowki::central {

// One published version of a list.
struct Version {
  std::string list;
  std::int64_t epoch = 1;
  std::int64_t number = 1;
  Time published{};
  std::int64_t entries = 0;
  Digest state_root{};
  Digest manifest_sha256{};
  bool operator==(const Version&) const = default;
};

// nullopt: nothing is published in this epoch.
[[nodiscard]] Result<std::optional<Version>> NewestVersion(sql::Connection& store,
                                                           const std::string& list,
                                                           std::int64_t epoch);

// errors  kNotFound with RESOURCE_UNKNOWN.
[[nodiscard]] Result<Version> GetVersion(sql::Connection& store, const std::string& list,
                                         std::int64_t epoch, std::int64_t number);

// Newest first, numbers below `before` (0: from the newest on).
[[nodiscard]] Result<std::vector<Version>> ListVersions(sql::Connection& store,
                                                        const std::string& list, std::int64_t epoch,
                                                        std::int64_t before, std::int64_t limit);

// Numbers of the change sets that a version brought.
[[nodiscard]] Result<std::vector<std::int64_t>> ChangeSetsOf(sql::Connection& store,
                                                             const Version& version);

[[nodiscard]] Status AddVersion(sql::Connection& store, const Version& version,
                                const std::string& manifest);

}  // namespace chowki::central
