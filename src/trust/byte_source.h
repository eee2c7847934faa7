#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <span>

#include "base/digest.h"
#include "base/status.h"

namespace chowki::trust {

// Bytes one after the other. Sources stand on sources: checked, unpacked, unsealed.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills out from its front; fewer bytes than asked only at the end. Not after an error.
  [[nodiscard]] virtual Result<size_t> Read(std::span<std::uint8_t> out) = 0;
};

// The memory must outlive it.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(Bytes bytes) : rest_(bytes) {}
  [[nodiscard]] Result<size_t> Read(std::span<std::uint8_t> out) override;

 private:
  Bytes rest_;
};

// The stream must outlive it. errors  kUnavailable when it fails.
class StreamSource final : public ByteSource {
 public:
  explicit StreamSource(std::istream& in) : in_(in) {}
  [[nodiscard]] Result<size_t> Read(std::span<std::uint8_t> out) override;

 private:
  std::istream& in_;
};

}  // namespace chowki::trust
