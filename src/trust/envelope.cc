#include "trust/envelope.h"

#include "chowki/sync/v1/envelope.pb.h"
#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

constexpr size_t kMaxPayloadTypeBytes = 128;

Status Malformed(std::string_view what) {
  return Refuse(Refusal::kEnvelopeMalformed, {{"fault", what}});
}

}  // namespace

std::string PreAuthEncoding(std::string_view payload_type, std::string_view payload) {
  std::string bytes =
      fmt::format("DSSEv1 {} {} {} ", payload_type.size(), payload_type, payload.size());
  bytes += payload;
  return bytes;
}

Envelope Sign(std::string_view payload_type, std::string_view payload,
              std::span<const SigningKey* const> keys) {
  Envelope envelope{std::string(payload_type), std::string(payload), {}};
  const std::string encoding = PreAuthEncoding(payload_type, payload);
  for (const SigningKey* key : keys) {
    envelope.signatures.push_back({key->verify_key().id(), key->Sign(encoding)});
  }
  return envelope;
}

Result<Envelope> ParseEnvelope(std::string_view bytes, size_t limit) {
  if (bytes.size() > limit) return Malformed("too long");
  sync::v1::SignedEnvelope message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Malformed("not the message");
  }
  Envelope envelope;
  envelope.payload_type = message.payload_type();
  envelope.payload = std::move(*message.mutable_payload());
  if (envelope.payload_type.empty() || envelope.payload_type.size() > kMaxPayloadTypeBytes) {
    return Malformed("payload type");
  }
  if (static_cast<size_t>(message.signatures_size()) > kMaxSignatures) {
    return Malformed("too many signatures");
  }
  for (const auto& signature : message.signatures()) {
    const auto key = AsArray<std::tuple_size_v<KeyId>>(signature.key_id());
    const auto value = AsArray<std::tuple_size_v<SignatureBytes>>(signature.signature());
    if (!key || !value) return Malformed("length of a signature");
    envelope.signatures.push_back({*key, *value});
  }
  return envelope;
}

std::string ToBytes(const Envelope& envelope) {
  sync::v1::SignedEnvelope message;
  message.set_payload_type(envelope.payload_type);
  message.set_payload(envelope.payload);
  for (const Signature& signature : envelope.signatures) {
    auto* out = message.add_signatures();
    out->set_key_id(AsText(signature.key));
    out->set_signature(AsText(signature.bytes));
  }
  return message.SerializeAsString();
}

}  // namespace chowki::trust
