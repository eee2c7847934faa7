#include "trust/manifest.h"

#include "chowki/sync/v1/manifest.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {
namespace {

constexpr int kMaxDeltas = 64;
constexpr int kMaxChangeSets = 1024;
constexpr std::int64_t kMaxFileBytes = std::int64_t{1} << 36;
constexpr std::int64_t kMaxContentBytes = std::int64_t{1} << 38;
constexpr auto kChunk = static_cast<std::int64_t>(kChunkBytes);

void Write(const FileSpec& file, sync::v1::Manifest::File* out) {
  out->set_sha256(AsText(file.sha256));
  out->set_bytes(file.bytes);
  out->set_content_bytes(file.content_bytes);
  for (const Digest& chunk : file.chunks) *out->mutable_chunks_sha256() += AsText(chunk);
}

FileSpec Read(const sync::v1::Manifest::File& message, Rules& rules) {
  FileSpec file;
  file.sha256 = rules.Bytes32(message.sha256(), "file.sha256");
  file.bytes = rules.AtLeast(1, message.bytes(), "file.bytes");
  file.content_bytes = rules.AtLeast(0, message.content_bytes(), "file.content_bytes");
  rules.Require(file.bytes <= kMaxFileBytes, "file.bytes at most 2^36");
  rules.Require(file.content_bytes <= kMaxContentBytes, "file.content_bytes at most 2^38");
  const std::string& chunks = message.chunks_sha256();
  const auto count = static_cast<std::int64_t>(chunks.size() / sizeof(Digest));
  rules.Require(chunks.size() % sizeof(Digest) == 0 && count == (file.bytes - 1) / kChunk + 1,
                "file.chunks_sha256");
  for (size_t at = 0; at + sizeof(Digest) <= chunks.size(); at += sizeof(Digest)) {
    file.chunks.push_back(rules.Bytes32(chunks.substr(at, sizeof(Digest)), "file.chunks_sha256"));
  }
  return file;
}

Delta Read(const sync::v1::Manifest::Delta& message, Rules& rules) {
  Delta delta;
  delta.from_version = rules.AtLeast(1, message.from_version(), "delta.from_version");
  delta.from_state_root = rules.Bytes32(message.from_state_root(), "delta.from_state_root");
  delta.file = Read(message.file(), rules);
  delta.records = rules.AtLeast(0, message.records(), "delta.records");
  return delta;
}

Result<ChangeSet> Read(const sync::v1::Manifest::ChangeSet& message, Rules& rules) {
  ChangeSet set;
  set.records = rules.AtLeast(1, message.records(), "change_set.records");
  CHOWKI_ASSIGN_OR_RETURN(
      set.signatures, ParseEnvelope(message.submission().SerializeAsString(), kMaxStatementBytes));
  rules.Require(set.signatures.payload_type == Submission::kPayloadType, "change_set.submission");
  CHOWKI_ASSIGN_OR_RETURN(set.submission, ParseSubmission(set.signatures.payload));
  return set;
}

}  // namespace

std::string ToPayload(const Manifest& manifest) {
  sync::v1::Manifest message;
  message.set_deployment(manifest.deployment);
  message.set_list(manifest.list);
  message.set_epoch(manifest.epoch);
  message.set_version(manifest.version);
  if (manifest.previous) message.set_previous_sha256(AsText(*manifest.previous));
  message.set_issued_at_unix(ToUnix(manifest.issued));
  message.set_expires_at_unix(ToUnix(manifest.expires));
  message.set_entry_count(manifest.entry_count);
  message.set_state_root(AsText(manifest.state_root));
  message.set_schema(manifest.schema);
  message.set_root_version_needed(manifest.root_version_needed);
  if (manifest.snapshot) Write(*manifest.snapshot, message.mutable_snapshot());
  for (const Delta& delta : manifest.deltas) {
    auto* out = message.add_deltas();
    out->set_from_version(delta.from_version);
    out->set_from_state_root(AsText(delta.from_state_root));
    Write(delta.file, out->mutable_file());
    out->set_records(delta.records);
  }
  for (const ChangeSet& set : manifest.change_sets) {
    auto* out = message.add_change_sets();
    out->set_records(set.records);
    CHOWKI_CHECK(out->mutable_submission()->ParseFromString(ToBytes(set.signatures)));
  }
  return message.SerializeAsString();
}

Result<Manifest> ParseManifest(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::Manifest>(payload));
  Rules rules;
  Manifest manifest;
  manifest.deployment = rules.Name(message.deployment(), "deployment");
  manifest.list = rules.Name(message.list(), "list");
  manifest.epoch = rules.AtLeast(1, message.epoch(), "epoch");
  manifest.version = rules.AtLeast(1, message.version(), "version");
  rules.Require(message.previous_sha256().empty() == (manifest.version == 1),
                "previous_sha256 for every version but 1");
  if (!message.previous_sha256().empty()) {
    manifest.previous = rules.Bytes32(message.previous_sha256(), "previous_sha256");
  }
  manifest.issued = rules.Seconds(message.issued_at_unix(), "issued_at_unix");
  manifest.expires = rules.Seconds(message.expires_at_unix(), "expires_at_unix");
  rules.Require(manifest.issued < manifest.expires, "issued before it expires");
  manifest.entry_count = rules.AtLeast(0, message.entry_count(), "entry_count");
  manifest.state_root = rules.Bytes32(message.state_root(), "state_root");
  manifest.schema = rules.Name(message.schema(), "schema");
  manifest.root_version_needed =
      rules.AtLeast(1, message.root_version_needed(), "root_version_needed");
  if (message.has_snapshot()) manifest.snapshot = Read(message.snapshot(), rules);

  rules.Require(message.deltas_size() <= kMaxDeltas, "at most 64 deltas");
  for (const auto& delta : message.deltas()) {
    manifest.deltas.push_back(Read(delta, rules));
    rules.Require(manifest.deltas.back().from_version < manifest.version, "deltas from the past");
  }
  rules.Require(message.change_sets_size() <= kMaxChangeSets, "at most 1024 change sets");
  for (const auto& set : message.change_sets()) {
    CHOWKI_ASSIGN_OR_RETURN(manifest.change_sets.emplace_back(), Read(set, rules));
  }
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return manifest;
}

}  // namespace chowki::trust
