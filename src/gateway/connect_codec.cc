#include "gateway/connect_codec.h"

#include <algorithm>
#include <memory>

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

namespace chowki::gateway {
namespace {

namespace pb = google::protobuf;

constexpr int kDeepest = 32;
constexpr size_t kEnvelopeHead = 5;

Status Malformed(std::string_view why) {
  return WithDetail(InvalidInput("the message cannot be read: {}", why), {"MESSAGE_MALFORMED", {}});
}

// Objects and lists within each other, outside of texts.
bool NestsTooDeep(std::string_view json) {
  int depth = 0;
  bool in_text = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

std::unique_ptr<pb::Message> MakeMessage(const pb::Descriptor& type) {
  return std::unique_ptr<pb::Message>(
      pb::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

}  // namespace

Result<std::string> ToWire(std::string_view text, Encoding encoding, const pb::Descriptor& type) {
  if (encoding == Encoding::kBinary) return std::string(text);
  if (NestsTooDeep(text)) return Malformed("it nests too deep");
  const auto message = MakeMessage(type);
  const auto read = pb::util::JsonStringToMessage({text.data(), text.size()}, message.get());
  if (!read.ok()) return Malformed(std::string_view(read.message().data(), read.message().size()));
  return message->SerializeAsString();
}

Result<std::string> FromWire(std::string bytes, Encoding encoding, const pb::Descriptor& type) {
  if (encoding == Encoding::kBinary) return bytes;
  const auto message = MakeMessage(type);
  std::string text;
  if (!message->ParseFromString(bytes) || !pb::util::MessageToJsonString(*message, &text).ok()) {
    return Internal("an answer of type {} cannot be written as JSON", type.full_name());
  }
  return text;
}

std::string Envelope(char flags, std::string_view message) {
  std::string envelope(1, flags);
  for (int shift = 24; shift >= 0; shift -= 8) {
    envelope += static_cast<char>(message.size() >> shift & 0xff);
  }
  return envelope.append(message);
}

Result<std::string_view> OnlyMessage(std::string_view body) {
  if (body.size() < kEnvelopeHead) return Malformed("the envelope is cut off");
  if (body[0] != kMessage) return Malformed("compressed messages are not taken");
  size_t size = 0;
  for (size_t i = 1; i < kEnvelopeHead; ++i) size = size << 8 | static_cast<unsigned char>(body[i]);
  if (body.size() - kEnvelopeHead != size) {
    return Malformed("one envelope is expected, with as many bytes as it says");
  }
  return body.substr(kEnvelopeHead);
}

}  // namespace chowki::gateway
