#include "trust/receipt.h"

#include "chowki/sync/v1/receipt.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {

std::string ToPayload(const Receipt& receipt) {
  sync::v1::Receipt message;
  message.set_deployment(receipt.deployment);
  message.set_device(receipt.device);
  message.set_stream_epoch(receipt.stream_epoch);
  message.set_through_sequence(receipt.through_sequence);
  message.set_chain_sha256(AsText(receipt.chain));
  message.set_issued_at_unix(ToUnix(receipt.issued));
  return message.SerializeAsString();
}

Result<Receipt> ParseReceipt(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::Receipt>(payload));
  Rules rules;
  Receipt receipt;
  receipt.deployment = rules.Name(message.deployment(), "deployment");
  receipt.device = rules.Name(message.device(), "device");
  receipt.stream_epoch = rules.AtLeast(1, message.stream_epoch(), "stream_epoch");
  receipt.through_sequence = rules.AtLeast(1, message.through_sequence(), "through_sequence");
  receipt.chain = rules.Bytes32(message.chain_sha256(), "chain_sha256");
  receipt.issued = rules.Seconds(message.issued_at_unix(), "issued_at_unix");
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return receipt;
}

}  // namespace chowki::trust
