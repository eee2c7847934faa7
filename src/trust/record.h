#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "trust/byte_source.h"

namespace chowki::trust {

// One step of a snapshot or delta. All that is known here of an entry is its head: its bytes begin
// with id and revision, the rest is the watchlist's own.
struct Record {
  enum class Kind { kPut, kRemove };
  Kind kind = Kind::kPut;
  std::string_view id;
  std::int64_t revision = 0;  // +1 with every change of the entry
  std::string_view entry;     // the entry's bytes; empty when it is removed
  std::string_view whole;     // the record as it stands in the file
};

inline constexpr size_t kMaxIdBytes = 255;
inline constexpr size_t kMaxRecordBytes = 64 << 10;

// Appends the record of an entry's bytes, or of its removal, to the content of a file.
void AppendPut(std::string& content, std::string_view entry);
void AppendRemove(std::string& content, std::string_view id, std::int64_t revision, Time removed);

// The records of a content, one after the other. The source must outlive it.
class RecordReader {
 public:
  explicit RecordReader(ByteSource& source) : source_(source) {}

  // The next record, whose views hold until the next call; nothing at the end.
  // errors  those of the source; RECORD_MALFORMED: unknown field, a number that is not in its
  //         shortest form, an id of a wrong length, revision below 1, over kMaxRecordBytes, cut
  //         off.
  [[nodiscard]] Result<std::optional<Record>> Next();

 private:
  [[nodiscard]] Status Fill();
  [[nodiscard]] std::string_view Rest() const;
  ByteSource& source_;
  std::vector<std::uint8_t> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool source_ended_ = false;
};

// The record that bytes begin with; nothing when they end before it does.
// errors  RECORD_MALFORMED.
[[nodiscard]] Result<std::optional<Record>> ParseRecord(std::string_view bytes);

}  // namespace chowki::trust
