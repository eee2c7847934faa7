#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> EnvelopeAttacks() {
  return {
      {"a manifest in the place of a heartbeat", Refusal::kPayloadTypeWrong,
       [] {
         Story story;
         story.centre.heartbeat_envelope = story.Next().envelope;
         return story.Hand();
       }},
      {"a manifest that is called a heartbeat", Refusal::kSignatureThreshold,
       [] {
         Story story;
         story.Next();
         story.centre.heartbeat_envelope = Edited(
             story.centre.Newest(kList).envelope,
             [](auto& message) { message.set_payload_type(std::string(Heartbeat::kPayloadType)); });
         return story.Hand();
       }},
      {"one bit of a payload", Refusal::kSignatureThreshold,
       [] {
         return WithHeartbeatEdited([](auto& message) { message.mutable_payload()->back() ^= 1; });
       }},
      {"one bit of a signature", Refusal::kSignatureThreshold,
       [] {
         return WithHeartbeatEdited([](auto& message) {
           message.mutable_signatures(0)->mutable_signature()->front() ^= 1;
         });
       }},
      {"a signature under another key's name", Refusal::kSignatureThreshold,
       [] {
         return WithHeartbeatEdited([](auto& message) {
           const KeyId id = KeyOf("centre").verify_key().id();
           message.mutable_signatures(0)->set_key_id(AsText(id));
         });
       }},
      {"no signature at all", Refusal::kSignatureThreshold,
       [] { return WithHeartbeatEdited([](auto& message) { message.clear_signatures(); }); }},
      {"a signature cut off", Refusal::kEnvelopeMalformed,
       [] {
         return WithHeartbeatEdited(
             [](auto& message) { message.mutable_signatures(0)->mutable_signature()->pop_back(); });
       }},
      {"a flood of signatures", Refusal::kEnvelopeMalformed,
       [] {
         return WithHeartbeatEdited([](auto& message) {
           const auto signature = message.signatures(0);
           for (int i = 0; i < 64; ++i) *message.add_signatures() = signature;
         });
       }},
      {"an envelope without a type", Refusal::kEnvelopeMalformed,
       [] { return WithHeartbeatEdited([](auto& message) { message.clear_payload_type(); }); }},
  };
}

}  // namespace chowki::trust::test
