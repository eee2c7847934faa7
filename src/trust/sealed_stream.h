#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <ostream>
#include <vector>

#include "trust/byte_source.h"
#include "trust/file_spec.h"
#include "trust/secret.h"

struct crypto_secretstream_xchacha20poly1305_state;

namespace chowki::trust {

// Encrypted bytes that cannot be changed, cut off, reordered or moved below another header:
// libsodium's crypto_secretstream, in messages of kChunkBytes of text, the last one shorter and
// marked as the last. The first message is bound to a digest.
using StreamHeader = std::array<std::uint8_t, 24>;
using StreamKey = Secret<32>;

class SealedStreamWriter {
 public:
  // Makes key and header from the system's randomness.
  explicit SealedStreamWriter(std::ostream& out);
  ~SealedStreamWriter();

  [[nodiscard]] const StreamKey& key() const { return key_; }
  [[nodiscard]] const StreamHeader& header() const { return header_; }

  // Once, before the first byte.
  void Bind(const Digest& digest) { bound_to_.assign(digest.begin(), digest.end()); }
  void Write(Bytes text);
  void Finish();

 private:
  void Push(bool last);
  struct Free {
    void operator()(crypto_secretstream_xchacha20poly1305_state* state) const;
  };
  std::ostream& out_;
  StreamKey key_;
  StreamHeader header_{};
  std::unique_ptr<crypto_secretstream_xchacha20poly1305_state, Free> state_;
  std::vector<std::uint8_t> bound_to_;
  std::vector<std::uint8_t> text_;
};

// The text of such a stream. in must outlive it.
// errors  BUNDLE_DAMAGED; those of in.
class UnsealedSource final : public ByteSource {
 public:
  UnsealedSource(ByteSource& in, const StreamKey& key, const StreamHeader& header,
                 const Digest& bound_to);
  ~UnsealedSource() override;
  [[nodiscard]] Result<size_t> Read(std::span<std::uint8_t> out) override;

 private:
  [[nodiscard]] Status Pull();
  struct Free {
    void operator()(crypto_secretstream_xchacha20poly1305_state* state) const;
  };
  ByteSource& in_;
  std::unique_ptr<crypto_secretstream_xchacha20poly1305_state, Free> state_;
  std::vector<std::uint8_t> bound_to_;
  std::vector<std::uint8_t> sealed_;
  std::vector<std::uint8_t> text_;
  size_t used_ = 0;
  bool ended_ = false;
};

}  // namespace chowki::trust
