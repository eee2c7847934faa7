#include "trust/rules.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::trust {
namespace {

constexpr size_t kMaxNameBytes = 64;
constexpr size_t kMaxOwnerBytes = 128;
// Fits into our clock's 64-bit nanoseconds: until the year 2242.
constexpr std::int64_t kEndOfTime = std::int64_t{1} << 33;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNameBytes && text[0] != '.' && text[0] != '_' &&
         text[0] != '-' && std::all_of(text.begin(), text.end(), IsNameCharacter);
}

bool IsOwner(std::string_view text) {
  return !text.empty() && text.size() <= kMaxOwnerBytes && Printable(text) == text;
}

std::int64_t ToUnix(Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void Rules::Require(bool holds, const char* rule) {
  if (!holds && broken_ == nullptr) broken_ = rule;
}

std::string Rules::Name(const std::string& text, const char* rule) {
  Require(IsName(text), rule);
  return text;
}

std::int64_t Rules::AtLeast(std::int64_t least, std::int64_t number, const char* rule) {
  Require(number >= least, rule);
  return number;
}

Time Rules::Seconds(std::int64_t unix_seconds, const char* rule) {
  const bool in_range = unix_seconds >= 0 && unix_seconds < kEndOfTime;
  Require(in_range, rule);
  return in_range ? Time(std::chrono::seconds(unix_seconds)) : Time();
}

Digest Rules::Bytes32(const std::string& bytes, const char* rule) {
  const auto digest = AsArray<std::tuple_size_v<Digest>>(bytes);
  Require(digest.has_value(), rule);
  return digest.value_or(Digest{});
}

Status Rules::End() const {
  return broken_ == nullptr ? Ok() : Refuse(Refusal::kMetadataMalformed, {{"rule", broken_}});
}

Status NotTheMessage() { return Refuse(Refusal::kMetadataMalformed, {{"rule", "the message"}}); }

}  // namespace chowki::trust
