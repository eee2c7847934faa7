#include "trust/record.h"

#include <algorithm>

#include "trust/byte_text.h"
#include "trust/refusal.h"
#include "trust/rules.h"

namespace chowki::trust {
namespace {

// Tags of record.proto: field number << 3 | wire type.
constexpr char kPutTag = 0x0a;
constexpr char kRemoveTag = 0x12;
constexpr char kIdTag = 0x0a;
constexpr char kRevisionTag = 0x10;
constexpr char kRemovedAtTag = 0x18;

// Tag, length and body of the longest record.
constexpr size_t kLongest = 1 + 3 + kMaxRecordBytes;

Status Malformed(const char* fault) {
  return Refuse(Refusal::kRecordMalformed, {{"fault", fault}});
}

void AppendVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// Takes a number off the front. false: the bytes end too early, or it is not in its shortest form
// of at most 63 bits.
bool TakeVarint(std::string_view& bytes, std::uint64_t& value) {
  value = 0;
  for (size_t i = 0; i < 9 && i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      bytes.remove_prefix(i + 1);
      return i == 0 || byte != 0;
    }
  }
  return false;
}

bool TakeTag(std::string_view& bytes, char tag) {
  if (bytes.empty() || bytes[0] != tag) return false;
  bytes.remove_prefix(1);
  return true;
}

// Id and revision, which the bytes of an entry and of a tombstone begin with.
bool TakeHead(std::string_view& bytes, Record& record) {
  std::uint64_t length = 0;
  if (!TakeTag(bytes, kIdTag) || !TakeVarint(bytes, length)) return false;
  if (length == 0 || length > kMaxIdBytes || length > bytes.size()) return false;
  record.id = bytes.substr(0, length);
  bytes.remove_prefix(length);
  std::uint64_t revision = 0;
  if (!TakeTag(bytes, kRevisionTag) || !TakeVarint(bytes, revision)) return false;
  record.revision = static_cast<std::int64_t>(revision);
  return revision >= 1;
}

bool TakeRemovedAt(std::string_view& bytes) {
  std::uint64_t seconds = 0;
  return TakeTag(bytes, kRemovedAtTag) && TakeVarint(bytes, seconds);
}

}  // namespace

void AppendPut(std::string& content, std::string_view entry) {
  content += kPutTag;
  AppendVarint(content, entry.size());
  content += entry;
}

void AppendRemove(std::string& content, std::string_view id, std::int64_t revision, Time removed) {
  std::string tombstone;
  tombstone += kIdTag;
  AppendVarint(tombstone, id.size());
  tombstone += id;
  tombstone += kRevisionTag;
  AppendVarint(tombstone, static_cast<std::uint64_t>(revision));
  tombstone += kRemovedAtTag;
  AppendVarint(tombstone, static_cast<std::uint64_t>(ToUnix(removed)));
  content += kRemoveTag;
  AppendVarint(content, tombstone.size());
  content += tombstone;
}

Result<std::optional<Record>> ParseRecord(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  Record record;
  std::string_view rest = bytes;
  if (TakeTag(rest, kRemoveTag)) {
    record.kind = Record::Kind::kRemove;
  } else if (!TakeTag(rest, kPutTag)) {
    return Malformed("unknown field");
  }
  // Three bytes hold the length of the longest record.
  const size_t digits = std::min<size_t>(rest.size(), 3);
  const bool length_ends = std::any_of(rest.begin(), rest.begin() + static_cast<long>(digits),
                                       [](char c) { return static_cast<signed char>(c) >= 0; });
  if (!length_ends && digits < 3) return std::nullopt;
  std::uint64_t length = 0;
  if (!length_ends || !TakeVarint(rest, length)) return Malformed("length");
  if (length > kMaxRecordBytes) return Malformed("too long");
  if (length > rest.size()) return std::nullopt;

  const std::string_view body = rest.substr(0, length);
  std::string_view tail = body;
  if (!TakeHead(tail, record)) return Malformed("id or revision");
  if (record.kind == Record::Kind::kRemove) {
    if (!TakeRemovedAt(tail) || !tail.empty()) return Malformed("tombstone");
  } else {
    record.entry = body;
  }
  record.whole = bytes.substr(0, bytes.size() - rest.size() + length);
  return record;
}

std::string_view RecordReader::Rest() const {
  return {reinterpret_cast<const char*>(buffer_.data()) + begin_, end_ - begin_};
}

Status RecordReader::Fill() {
  std::copy(buffer_.begin() + static_cast<long>(begin_), buffer_.begin() + static_cast<long>(end_),
            buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  buffer_.resize(4 * kLongest);
  CHOWKI_ASSIGN_OR_RETURN(const size_t count, source_.Read(std::span(buffer_).subspan(end_)));
  source_ended_ = count < buffer_.size() - end_;
  end_ += count;
  return Ok();
}

Result<std::optional<Record>> RecordReader::Next() {
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(std::optional<Record> record, ParseRecord(Rest()));
    if (record) {
      begin_ += record->whole.size();
      return record;
    }
    if (source_ended_) break;
    CHOWKI_RETURN_IF_ERROR(Fill());
  }
  if (begin_ < end_) return Malformed("cut off");
  return std::nullopt;
}

}  // namespace chowki::trust
