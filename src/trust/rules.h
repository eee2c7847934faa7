#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// 1 to 64 characters of a-z 0-9 . _ -, beginning with a letter or digit: deployments, lists,
// devices.
[[nodiscard]] bool IsName(std::string_view text);

// 1 to 128 bytes of UTF-8 without control characters: owners of keys.
[[nodiscard]] bool IsOwner(std::string_view text);

// Times in signed messages are whole seconds.
[[nodiscard]] std::int64_t ToUnix(Time time);

// Reads one signed message into a value and keeps the first rule that it breaks.
class Rules {
 public:
  void Require(bool holds, const char* rule);
  [[nodiscard]] std::string Name(const std::string& text, const char* rule);
  [[nodiscard]] std::int64_t AtLeast(std::int64_t least, std::int64_t number, const char* rule);
  [[nodiscard]] Time Seconds(std::int64_t unix_seconds, const char* rule);
  // A digest or a public key.
  [[nodiscard]] Digest Bytes32(const std::string& bytes, const char* rule);

  // METADATA_MALFORMED with the rule, or OK.
  [[nodiscard]] Status End() const;

 private:
  const char* broken_ = nullptr;
};

// The message of a payload, or METADATA_MALFORMED.
[[nodiscard]] Status NotTheMessage();

template <typename Message>
[[nodiscard]] Result<Message> ParseMessage(std::string_view payload) {
  Message message;
  if (!message.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return NotTheMessage();
  }
  return message;
}

}  // namespace chowki::trust
