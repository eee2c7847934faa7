#include "central_service/event_bundle.h"

#include "central_service/convert.h"
#include "central_service/post_events.h"
#include "chowki/event/v1/event_service.pb.h"
#include "trust/bundle_file.h"
#include "trust/byte_text.h"
#include "trust/receipt.h"
#include "trust/refusal.h"
#include "trust/verifier.h"

namespace chowki::central_service {
namespace {

// Twice what a post puts into one bundle: rows have heads.
constexpr std::int64_t kMaxSectionBytes = 128 << 20;

Result<std::string> ReadSection(trust::BundleReader& reader) {
  const trust::BundleSection& promised = reader.header().sections.front();
  if (promised.bytes > kMaxSectionBytes) {
    return trust::Refuse(trust::Refusal::kBundleMalformed, {{"bytes", promised.bytes}});
  }
  std::string text(static_cast<size_t>(promised.bytes), '\0');
  trust::SectionSource section = reader.Section(0);
  CHOWKI_RETURN_IF_ERROR(
      section.Read(std::span(reinterpret_cast<std::uint8_t*>(text.data()), text.size())).status());
  CHOWKI_RETURN_IF_ERROR(section.Drain());
  CHOWKI_RETURN_IF_ERROR(reader.End());
  return text;
}

// The rows as they were signed.
Result<std::vector<central::Event>> ReadEvents(const std::string& section,
                                               const trust::EventBatch& batch) {
  event::v1::PushEventsRequest message;
  const bool right = Sha256(section) == batch.events && message.ParseFromString(section) &&
                     message.stream_epoch() == batch.stream_epoch && message.events_size() > 0 &&
                     message.events(0).sequence() == batch.first_sequence &&
                     message.events(message.events_size() - 1).sequence() == batch.last_sequence;
  if (!right) return trust::Refuse(trust::Refusal::kFileDigestMismatch, {{"file", "events"}});
  std::vector<central::Event> events;
  for (const event::v1::Event& event : message.events()) events.push_back(FromProto(event));
  return events;
}

Status WriteReceipt(const EventReceiver& receiver, const std::string& device,
                    const central::Cursor& cursor, Time now, std::ostream& out) {
  const trust::Receipt receipt{receiver.deployment, device,       cursor.stream_epoch,
                               cursor.sequence,     cursor.chain, now};
  const trust::SigningKey* key = receiver.receipt_key;
  trust::BundleHeader header;
  header.direction = trust::Direction::kAcknowledge;
  header.deployment = receiver.deployment;
  header.created = now;
  header.statements.push_back(trust::ToBytes(
      trust::Sign(trust::Receipt::kPayloadType, ToPayload(receipt), std::span(&key, 1))));
  return trust::WriteBundle(out, std::move(header), {}, {});
}

}  // namespace

Result<central::Cursor> TakeEventBundle(sql::Pool& store, trust::ByteSource& bundle,
                                        const EventReceiver& receiver, Time now,
                                        std::ostream& receipt) {
  CHOWKI_ASSIGN_OR_RETURN(const auto reader,
                          trust::BundleReader::Open(bundle, receiver.opening_key));
  const trust::BundleHeader& header = reader->header();
  if (header.direction != trust::Direction::kUp) {
    return trust::Refuse(trust::Refusal::kBundleDirectionWrong,
                         {{"direction", trust::Name(header.direction)}});
  }
  if (header.statements.size() != 1 || header.sections.size() != 1) {
    return trust::Refuse(trust::Refusal::kBundleMalformed,
                         {{"statements", header.statements.size()}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto batch,
                          trust::Verifier::CheckEventBatch(
                              receiver.deployment, header.statements.front(), receiver.key_of));
  CHOWKI_ASSIGN_OR_RETURN(const std::string section, ReadSection(*reader));
  CHOWKI_ASSIGN_OR_RETURN(const auto events, ReadEvents(section, *batch));
  const auto take = [&](sql::Connection& open) -> Result<central::Cursor> {
    auto cursor = TakePostEvents(open, batch->device, batch->stream_epoch, events,
                                 receiver.provisional_list, now);
    // What was signed is the chain at the last of them; the centre may have more by now.
    if (cursor.ok() && cursor->sequence == batch->last_sequence && cursor->chain != batch->chain) {
      return trust::Refuse(trust::Refusal::kEventSequenceFork,
                           {{"sequence", batch->last_sequence}});
    }
    return cursor;
  };
  CHOWKI_ASSIGN_OR_RETURN(const auto cursor, store.WriteFor(take));
  CHOWKI_RETURN_IF_ERROR(WriteReceipt(receiver, batch->device, cursor, now, receipt));
  return cursor;
}

}  // namespace chowki::central_service
