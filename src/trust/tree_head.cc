#include "trust/tree_head.h"

#include "chowki/sync/v1/tree_head.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {

std::string ToPayload(const TreeHead& head) {
  sync::v1::TreeHead message;
  message.set_deployment(head.deployment);
  message.set_size(head.size);
  message.set_root_sha256(AsText(head.root));
  message.set_issued_at_unix(ToUnix(head.issued));
  return message.SerializeAsString();
}

Result<TreeHead> ParseTreeHead(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::TreeHead>(payload));
  Rules rules;
  TreeHead head;
  head.deployment = rules.Name(message.deployment(), "deployment");
  head.size = rules.AtLeast(0, message.size(), "size");
  head.root = rules.Bytes32(message.root_sha256(), "root_sha256");
  head.issued = rules.Seconds(message.issued_at_unix(), "issued_at_unix");
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return head;
}

}  // namespace chowki::trust
