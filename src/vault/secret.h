#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::vault {

// 32 random bytes that seal and hash: what rests on them is noise without them. Kept in memory that
// is wiped.
//
// thread  const calls from any.
class Secret {
 public:
  // What a sealed text is longer than the text: nonce and authentication code.
  static constexpr size_t kSealBytes = 40;

  [[nodiscard]] static Secret Make();

  // errors  kNotFound; kDataLoss when the file is not 32 bytes; kFailedPrecondition when others
  //         than its owner can read it.
  [[nodiscard]] static Result<Secret> Load(const std::filesystem::path& file);

  // A key that somebody else made. errors  kInvalidArgument unless it has 32 bytes.
  [[nodiscard]] static Result<Secret> FromBytes(std::string_view bytes);

  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  // Writes a file that only its owner can read, whole and on the disk when it returns.
  //
  // errors  kAlreadyExists; kFailedPrecondition naming the file.
  [[nodiscard]] Status Save(const std::filesystem::path& file) const;

  // Its 32 bytes, for whoever is to have the same key; wipe what is made of them.
  [[nodiscard]] std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

  // Keyed BLAKE2b over kind and value: no hash of one kind is one of another.
  //
  // out   16..64 bytes.
  // kind  the caller's; 254 and 255 are this room's.
  void Hash(std::span<std::uint8_t> out, std::uint8_t kind, std::string_view value) const;

  // 63 bits by which this secret is told from others; they tell nothing of it.
  [[nodiscard]] std::int64_t id() const;

  // XSalsa20-Poly1305 with a random nonce: kSealBytes more than the text.
  [[nodiscard]] std::string Seal(std::string_view text) const;
  // nullopt for what this secret did not seal.
  [[nodiscard]] std::optional<std::string> Open(std::string_view sealed) const;

 private:
  Secret() = default;

  std::array<std::uint8_t, 32> bytes_{};
};

// Overwrites a key file, then removes it; a file that is not there is done already. A disk that
// writes elsewhere what is overwritten (flash, snapshots) may keep the old bytes: encrypt the disk.
//
// errors  kFailedPrecondition naming the file.
[[nodiscard]] Status DestroyKeyFile(const std::filesystem::path& file);

}  // namespace chowki::vault
