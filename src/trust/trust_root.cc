#include "trust/trust_root.h"

#include "chowki/sync/v1/trust_root.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {
namespace {

constexpr int kMaxKeys = 256;

// Every role that we know; a newer one grants nothing here.
bool IsKnown(int role) { return role >= 1 && role <= static_cast<int>(Role::kUrgent); }

int OwnersOf(const TrustRoot& root, Role role) {
  std::set<std::string_view> owners;
  for (const TrustedKey& key : root.keys) {
    if (key.roles.contains(role)) owners.insert(key.owner);
  }
  return static_cast<int>(owners.size());
}

}  // namespace

std::string_view Name(Role role) {
  switch (role) {
    case Role::kRoot:
      return "root";
    case Role::kPublisher:
      return "publisher";
    case Role::kHeartbeat:
      return "heartbeat";
    case Role::kAuthor:
      return "author";
    case Role::kApprover:
      return "approver";
    case Role::kReceiver:
      return "receiver";
    case Role::kUrgent:
      return "urgent";
  }
  return "";
}

std::string ToPayload(const TrustRoot& root) {
  sync::v1::TrustRoot message;
  message.set_deployment(root.deployment);
  message.set_version(root.version);
  message.set_epoch(root.epoch);
  message.set_issued_at_unix(ToUnix(root.issued));
  message.set_expires_at_unix(ToUnix(root.expires));
  for (const TrustedKey& key : root.keys) {
    auto* out = message.add_keys();
    out->set_ed25519_public(AsText(key.key.bytes));
    out->set_owner(key.owner);
    for (const Role role : key.roles) out->add_roles(static_cast<sync::v1::TrustRoot::Role>(role));
  }
  for (const auto& [role, owners] : root.thresholds) {
    auto* out = message.add_thresholds();
    out->set_role(static_cast<sync::v1::TrustRoot::Role>(role));
    out->set_owners(owners);
  }
  return message.SerializeAsString();
}

Result<TrustRoot> ParseTrustRoot(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::TrustRoot>(payload));
  Rules rules;
  TrustRoot root;
  root.deployment = rules.Name(message.deployment(), "deployment");
  root.version = rules.AtLeast(1, message.version(), "version");
  root.epoch = rules.AtLeast(1, message.epoch(), "epoch");
  root.issued = rules.Seconds(message.issued_at_unix(), "issued_at_unix");
  root.expires = rules.Seconds(message.expires_at_unix(), "expires_at_unix");
  rules.Require(root.issued < root.expires, "issued before it expires");

  rules.Require(message.keys_size() <= kMaxKeys, "at most 256 keys");
  std::set<KeyId> ids;
  for (const auto& key : message.keys()) {
    TrustedKey& trusted = root.keys.emplace_back();
    trusted.key.bytes = rules.Bytes32(key.ed25519_public(), "ed25519_public");
    trusted.owner = key.owner();
    rules.Require(IsOwner(trusted.owner), "owner");
    rules.Require(ids.insert(trusted.key.id()).second, "each key once");
    for (const int role : key.roles()) {
      if (IsKnown(role)) trusted.roles.insert(static_cast<Role>(role));
    }
  }
  for (const auto& threshold : message.thresholds()) {
    if (!IsKnown(threshold.role())) continue;
    const auto role = static_cast<Role>(threshold.role());
    const bool is_new = root.thresholds.emplace(role, threshold.owners()).second;
    rules.Require(is_new, "one threshold a role");
    rules.Require(threshold.owners() >= 1, "thresholds of at least 1");
    rules.Require(threshold.owners() <= OwnersOf(root, role), "thresholds that can be reached");
  }
  for (const Role role : {Role::kRoot, Role::kPublisher, Role::kHeartbeat}) {
    rules.Require(root.thresholds.contains(role), "thresholds of root, publisher and heartbeat");
  }
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return root;
}

}  // namespace chowki::trust
