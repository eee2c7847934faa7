#include "trust/bundle.h"

#include "chowki/sync/v1/bundle.pb.h"
#include "trust/byte_text.h"
#include "trust/refusal.h"
#include "trust/rules.h"

namespace chowki::trust {
namespace {

constexpr int kMaxLists = 1024;
constexpr int kMaxSections = 4096;
constexpr int kMaxRecipients = 256;
constexpr size_t kSealedKeyBytes = 80;
constexpr std::int64_t kMaxSectionBytes = std::int64_t{1} << 36;

Status Malformed(const char* fault) {
  return Refuse(Refusal::kBundleMalformed, {{"fault", fault}});
}

template <typename Repeated>
std::vector<std::string> Envelopes(const Repeated& messages) {
  std::vector<std::string> bytes;
  for (const auto& message : messages) bytes.push_back(message.SerializeAsString());
  return bytes;
}

template <typename Repeated>
void AddEnvelopes(const std::vector<std::string>& envelopes, Repeated* out) {
  for (const std::string& envelope : envelopes) CHOWKI_CHECK(out->Add()->ParseFromString(envelope));
}

Result<Sealing> Read(const sync::v1::BundleHeader::Sealing& message) {
  Sealing sealing;
  const auto header = AsArray<std::tuple_size_v<StreamHeader>>(message.stream_header());
  if (!header) return Malformed("stream_header");
  sealing.stream_header = *header;
  if (message.recipients_size() > kMaxRecipients) return Malformed("too many recipients");
  for (const auto& recipient : message.recipients()) {
    const auto id = AsArray<std::tuple_size_v<KeyId>>(recipient.key_id());
    if (!id || recipient.sealed_key().size() != kSealedKeyBytes) return Malformed("recipient");
    sealing.keys.push_back({*id, recipient.sealed_key()});
  }
  return sealing;
}

}  // namespace

std::string_view Name(Direction direction) {
  switch (direction) {
    case Direction::kDown:
      return "down";
    case Direction::kUp:
      return "up";
    case Direction::kAcknowledge:
      return "acknowledge";
  }
  return "";
}

std::string ToBytes(const BundleHeader& header) {
  sync::v1::BundleHeader message;
  message.set_direction(static_cast<sync::v1::BundleHeader::Direction>(header.direction));
  message.set_deployment(header.deployment);
  message.set_created_at_unix(ToUnix(header.created));
  AddEnvelopes(header.roots, message.mutable_roots());
  if (!header.heartbeat.empty()) {
    CHOWKI_CHECK(message.mutable_heartbeat()->ParseFromString(header.heartbeat));
  }
  for (const BundleList& list : header.lists) {
    auto* out = message.add_lists();
    out->set_name(list.name);
    AddEnvelopes(list.manifests, out->mutable_manifests());
  }
  AddEnvelopes(header.statements, message.mutable_statements());
  for (const BundleSection& section : header.sections) {
    auto* out = message.add_sections();
    out->set_sha256(AsText(section.sha256));
    out->set_bytes(section.bytes);
  }
  if (header.sealing) {
    auto* out = message.mutable_sealing();
    out->set_stream_header(AsText(header.sealing->stream_header));
    for (const SealedKey& key : header.sealing->keys) {
      auto* recipient = out->add_recipients();
      recipient->set_key_id(AsText(key.recipient));
      recipient->set_sealed_key(key.bytes);
    }
  }
  return message.SerializeAsString();
}

Result<BundleHeader> ParseBundleHeader(std::string_view bytes) {
  sync::v1::BundleHeader message;
  if (bytes.size() > kMaxBundleHeaderBytes ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Malformed("header");
  }
  BundleHeader header;
  if (message.direction() < 1 || message.direction() > static_cast<int>(Direction::kAcknowledge)) {
    return Malformed("direction");
  }
  header.direction = static_cast<Direction>(message.direction());
  if (!IsName(message.deployment())) return Malformed("deployment");
  header.deployment = message.deployment();
  Rules rules;
  header.created = rules.Seconds(message.created_at_unix(), "created_at_unix");
  if (!rules.End().ok()) return Malformed("created_at_unix");
  header.roots = Envelopes(message.roots());
  if (message.has_heartbeat()) header.heartbeat = message.heartbeat().SerializeAsString();
  if (message.lists_size() > kMaxLists) return Malformed("too many lists");
  for (const auto& list : message.lists()) {
    const bool ascends = header.lists.empty() || header.lists.back().name < list.name();
    if (!IsName(list.name()) || !ascends) return Malformed("list");
    header.lists.push_back({list.name(), Envelopes(list.manifests())});
  }
  header.statements = Envelopes(message.statements());
  if (message.sections_size() > kMaxSections) return Malformed("too many sections");
  for (const auto& section : message.sections()) {
    const auto sha256 = AsArray<std::tuple_size_v<Digest>>(section.sha256());
    if (!sha256 || section.bytes() < 0 || section.bytes() > kMaxSectionBytes) {
      return Malformed("section");
    }
    header.sections.push_back({*sha256, section.bytes()});
  }
  if (message.has_sealing()) {
    CHOWKI_ASSIGN_OR_RETURN(header.sealing, Read(message.sealing()));
  }
  if (header.direction == Direction::kUp && !header.sealing) {
    return Refuse(Refusal::kBundleNotSealed);
  }
  return header;
}

}  // namespace chowki::trust
