#include "trust/event_batch.h"

#include "chowki/sync/v1/receipt.pb.h"
#include "trust/byte_text.h"
#include "trust/rules.h"

namespace chowki::trust {

std::string ToPayload(const EventBatch& batch) {
  sync::v1::EventBatch message;
  message.set_deployment(batch.deployment);
  message.set_device(batch.device);
  message.set_stream_epoch(batch.stream_epoch);
  message.set_first_sequence(batch.first_sequence);
  message.set_last_sequence(batch.last_sequence);
  message.set_chain_sha256(AsText(batch.chain));
  message.set_events_sha256(AsText(batch.events));
  return message.SerializeAsString();
}

Result<EventBatch> ParseEventBatch(std::string_view payload) {
  CHOWKI_ASSIGN_OR_RETURN(const auto message, ParseMessage<sync::v1::EventBatch>(payload));
  Rules rules;
  EventBatch batch;
  batch.deployment = rules.Name(message.deployment(), "deployment");
  batch.device = rules.Name(message.device(), "device");
  batch.stream_epoch = rules.AtLeast(1, message.stream_epoch(), "stream_epoch");
  batch.first_sequence = rules.AtLeast(1, message.first_sequence(), "first_sequence");
  batch.last_sequence =
      rules.AtLeast(batch.first_sequence, message.last_sequence(), "last_sequence");
  batch.chain = rules.Bytes32(message.chain_sha256(), "chain_sha256");
  batch.events = rules.Bytes32(message.events_sha256(), "events_sha256");
  CHOWKI_RETURN_IF_ERROR(rules.End());
  return batch;
}

}  // namespace chowki::trust
