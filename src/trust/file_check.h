#pragma once

#include <cstddef>
#include <cstdint>

#include "base/hasher.h"
#include "base/status.h"
#include "trust/byte_source.h"
#include "trust/file_spec.h"

namespace chowki::trust {

// Checks a file chunk by chunk as it arrives. A chunk that is refused changes nothing: the next try
// goes on at offset(). The spec must outlive it.
class FileCheck {
 public:
  explicit FileCheck(const FileSpec& spec) : spec_(spec) {}

  // The next chunk, exactly expected_bytes() long.
  // errors  FILE_LENGTH_WRONG, CHUNK_DIGEST_MISMATCH; FILE_DIGEST_MISMATCH after the last one.
  [[nodiscard]] Status Accept(Bytes chunk);

  // Takes in what is left of an interrupted transfer, up to the first chunk that is cut off or
  // damaged. Keep the first offset() bytes of it.
  // errors  those of partial, FILE_DIGEST_MISMATCH.
  [[nodiscard]] Status Resume(ByteSource& partial);

  [[nodiscard]] size_t next_chunk() const { return next_; }
  [[nodiscard]] std::int64_t offset() const;    // bytes accepted
  [[nodiscard]] size_t expected_bytes() const;  // of the next chunk; 0 when complete
  [[nodiscard]] bool complete() const { return next_ == spec_.chunks.size(); }

 private:
  const FileSpec& spec_;
  size_t next_ = 0;
  Hasher whole_;
};

// A file read through FileCheck: hands out bytes of checked chunks only. Both must outlive it.
// errors  those of FileCheck; FILE_LENGTH_WRONG also for a single byte too many.
class CheckedSource final : public ByteSource {
 public:
  CheckedSource(ByteSource& raw, const FileSpec& spec) : raw_(raw), check_(spec) {}
  [[nodiscard]] Result<size_t> Read(std::span<std::uint8_t> out) override;

 private:
  [[nodiscard]] Status Fill();
  ByteSource& raw_;
  FileCheck check_;
  std::vector<std::uint8_t> chunk_;
  size_t used_ = 0;
  bool ended_ = false;
};

}  // namespace chowki::trust
