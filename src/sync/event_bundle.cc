#include "sync/event_bundle.h"

#include "chowki/event/v1/event_service.pb.h"
#include "sync/event.h"
#include "sync/pusher.h"
#include "trust/bundle_file.h"
#include "trust/byte_text.h"
#include "trust/event_batch.h"
#include "trust/refusal.h"
#include "trust/verifier.h"

namespace chowki::sync {

Result<std::int64_t> ExportEvents(const journal::Journal& journal, const EventSender& sender,
                                  std::int64_t after, const trust::SigningKey& device_key,
                                  const std::vector<trust::SealingKey>& to, Time now,
                                  std::ostream& out) {
  event::v1::PushEventsRequest events;
  events.set_stream_epoch(sender.stream_epoch);
  trust::EventBatch batch{
      sender.deployment, sender.device, sender.stream_epoch, after + 1, after, {}, {}};
  for (std::int64_t bytes = 0; bytes < kMaxBundledEventBytes;) {
    CHOWKI_ASSIGN_OR_RETURN(
        auto rows, journal.RowsAfter(batch.last_sequence, Pusher::kBatchRows, Pusher::kBatchBytes));
    if (rows.empty()) break;
    batch.last_sequence = rows.back().sequence;
    batch.chain = rows.back().hash;
    for (journal::ChainRow& row : rows) {
      bytes += std::ssize(row.payload);
      *events.add_events() = ToEvent(std::move(row));
    }
  }
  if (batch.last_sequence == after) return NotFound("the journal has nothing behind row {}", after);
  const std::string section = events.SerializeAsString();
  batch.events = Sha256(section);

  trust::BundleHeader header;
  header.direction = trust::Direction::kUp;
  header.deployment = sender.deployment;
  header.created = now;
  const trust::SigningKey* key = &device_key;
  header.statements.push_back(trust::ToBytes(
      trust::Sign(trust::EventBatch::kPayloadType, ToPayload(batch), std::span(&key, 1))));
  header.sections.push_back({batch.events, std::ssize(section)});
  trust::MemorySource source(trust::AsBytes(section));
  trust::ByteSource* const sections[] = {&source};
  CHOWKI_RETURN_IF_ERROR(trust::WriteBundle(out, std::move(header), sections, to));
  return batch.last_sequence;
}

Result<trust::Verified<trust::Receipt>> ReadReceipt(trust::ByteSource& bundle,
                                                    const trust::TrustRoot& root,
                                                    const EventSender& sender,
                                                    const journal::Journal& journal) {
  CHOWKI_ASSIGN_OR_RETURN(const auto reader, trust::BundleReader::Open(bundle, nullptr));
  const trust::BundleHeader& header = reader->header();
  if (header.direction != trust::Direction::kAcknowledge || header.statements.size() != 1) {
    return trust::Refuse(trust::Refusal::kBundleDirectionWrong,
                         {{"direction", trust::Name(header.direction)}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const journal::Head head, journal.ReadHead());
  const trust::SentEvents sent{
      sender.device, sender.stream_epoch, head.sequence,
      [&](std::int64_t sequence) { return journal.HashAt(sequence).value_or(std::nullopt); }};
  return trust::Verifier::CheckReceipt(root, header.statements.front(), sent);
}

}  // namespace chowki::sync
