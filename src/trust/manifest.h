#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "trust/envelope.h"
#include "trust/file_spec.h"
#include "trust/submission.h"

namespace chowki::trust {

// Leads from an older version to that of its manifest.
struct Delta {
  std::int64_t from_version = 0;
  Digest from_state_root{};
  FileSpec file;
  std::int64_t records = 0;
  bool operator==(const Delta&) const = default;
};

// A change set that this version has and the one before had not.
struct ChangeSet {
  std::int64_t records = 0;
  Submission submission;
  Envelope signatures;  // of the submission
  bool operator==(const ChangeSet&) const = default;
};

// One published version of one list.
struct Manifest {
  static constexpr std::string_view kPayloadType = "application/vnd.chowki.manifest.v1+protobuf";

  std::string deployment;
  std::string list;
  std::int64_t epoch = 1;
  std::int64_t version = 1;
  std::optional<Digest> previous;  // SHA-256 over the payload of version - 1; not for version 1
  Time issued{};
  Time expires{};
  std::int64_t entry_count = 0;
  Digest state_root{};
  std::string schema;
  std::int64_t root_version_needed = 1;
  std::optional<FileSpec> snapshot;
  std::vector<Delta> deltas;
  std::vector<ChangeSet> change_sets;
  bool operator==(const Manifest&) const = default;
};

[[nodiscard]] std::string ToPayload(const Manifest& manifest);

// errors  METADATA_MALFORMED: among others a file whose length does not fit its chunks, a delta
//         from this version or later, a version above 1 without previous.
[[nodiscard]] Result<Manifest> ParseManifest(std::string_view payload);

}  // namespace chowki::trust
