#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "trust/byte_source.h"

struct ZSTD_DCtx_s;

namespace chowki::trust {

// The largest window a file may ask for, as a power of two: 8 MiB of memory while it is unpacked.
inline constexpr int kMaxWindowLog = 23;

// Unpacks one zstd frame (RFC 8878), no byte more than promised. in must outlive it.
//
// content_bytes  exact length of what comes out.
// errors  those of in; DECOMPRESSION_LIMIT: more comes out, or the window is too large;
//         FILE_CORRUPT: no frame, cut off, more than one; FILE_LENGTH_WRONG: less comes out.
class UnpackedSource final : public ByteSource {
 public:
  UnpackedSource(ByteSource& in, std::int64_t content_bytes);
  ~UnpackedSource() override;
  [[nodiscard]] Result<size_t> Read(std::span<std::uint8_t> out) override;

 private:
  [[nodiscard]] Status End();
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  ByteSource& in_;
  std::int64_t left_;
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::vector<std::uint8_t> packed_;
  size_t packed_size_ = 0;
  size_t packed_used_ = 0;
  bool ended_ = false;
};

}  // namespace chowki::trust
