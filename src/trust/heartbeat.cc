#include "trust/heartbeat.h"

#include "chowki/sync/v1/heartbeat.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {
namespace {

constexpr int kMaxHeads = 1024;

}  // namespace

std::string ToPayload(const Heartbeat& heartbeat) {
  sync::v1::Heartbeat message;
  message.set_deployment(heartbeat.deployment);
  message.set_epoch(heartbeat.epoch);
  message.set_sequence(heartbeat.sequence);
  message.set_issued_at_unix(ToUnix(heartbeat.issued));
  message.set_expires_at_unix(ToUnix(heartbeat.expires));
  for (const auto& [list, head] : heartbeat.heads) {
    auto* out = message.add_heads();
    out->set_list(list);
    out->set_version(head.version);
    out->set_manifest_sha256(AsText(head.manifest));
  }
  return message.SerializeAsString();
}

Result<Heartbeat> ParseHeartbeat(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::Heartbeat>(payload));
  Rules rules;
  Heartbeat heartbeat;
  heartbeat.deployment = rules.Name(message.deployment(), "deployment");
  heartbeat.epoch = rules.AtLeast(1, message.epoch(), "epoch");
  heartbeat.sequence = rules.AtLeast(1, message.sequence(), "sequence");
  heartbeat.issued = rules.Seconds(message.issued_at_unix(), "issued_at_unix");
  heartbeat.expires = rules.Seconds(message.expires_at_unix(), "expires_at_unix");
  rules.Require(heartbeat.issued < heartbeat.expires, "issued before it expires");
  rules.Require(message.heads_size() <= kMaxHeads, "at most 1024 heads");
  for (const auto& head : message.heads()) {
    const std::string list = rules.Name(head.list(), "head.list");
    const bool ascends = heartbeat.heads.empty() || heartbeat.heads.rbegin()->first < list;
    rules.Require(ascends, "heads ascending by list");
    heartbeat.heads[list] = {rules.AtLeast(1, head.version(), "head.version"),
                             rules.Bytes32(head.manifest_sha256(), "head.manifest_sha256")};
  }
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return heartbeat;
}

}  // namespace chowki::trust
