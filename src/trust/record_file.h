#pragma once

#include <memory>
#include <ostream>
#include <string_view>

#include "base/hasher.h"
#include "base/status.h"
#include "trust/file_check.h"
#include "trust/record.h"
#include "trust/unpack.h"

struct ZSTD_CCtx_s;

namespace chowki::trust {

// The records of a file, checked and unpacked on the way. raw and spec must outlive it.
class RecordFile {
 public:
  RecordFile(ByteSource& raw, const FileSpec& spec)
      : checked_(raw, spec), unpacked_(checked_, spec.content_bytes), reader_(unpacked_) {}
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;

  // errors  those of CheckedSource, UnpackedSource and RecordReader.
  [[nodiscard]] Result<std::optional<Record>> Next() { return reader_.Next(); }

 private:
  CheckedSource checked_;
  UnpackedSource unpacked_;
  RecordReader reader_;
};

// zstd's level. A list is packed once and sent to thousands of posts; see docs/figures.md.
inline constexpr int kPackLevel = 9;

// Writes such a file. The stream must outlive it.
class RecordFileWriter {
 public:
  explicit RecordFileWriter(std::ostream& out, int level = kPackLevel);
  ~RecordFileWriter();

  // records  one or more whole records (AppendPut, AppendRemove).
  void Add(std::string_view records);

  // Ends the file. errors  kUnavailable when the stream failed.
  [[nodiscard]] Result<FileSpec> Finish();

 private:
  void Pack(std::string_view content, bool last);
  void TakePacked(Bytes packed);
  void EndChunk();
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::ostream& out_;
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  FileSpec spec_;
  Hasher whole_;
  Hasher chunk_;
  size_t in_chunk_ = 0;
};

}  // namespace chowki::trust
