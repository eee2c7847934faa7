#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "associate/portrait_code.h"
#include "base/status.h"

namespace chowki::associate {

// 64 bits of a keyed hash. Two of 50 million agree by chance with a probability of 3 in 10^12 for
// each question.
using Tag = std::int64_t;

enum class Trace : std::uint8_t {
  kDocument = 1,
  kIdentity = 2,
  kSurname = 3,
  kContact = 4,
  kSeries = 5,
  kPage = 6,
  kReturned = 7,
};

// The key of one period of remembering: tags, seals and portrait codes rest on it, and are noise
// without it. Kept in memory that is wiped.
//
// thread  const calls from any.
class PeriodKey {
 public:
  [[nodiscard]] static PeriodKey Make();

  // errors  kNotFound; kDataLoss when the file is not 32 bytes; kFailedPrecondition when others
  // than
  //         its owner can read it.
  [[nodiscard]] static Result<PeriodKey> Load(const std::filesystem::path& file);

  PeriodKey(const PeriodKey&) = delete;
  PeriodKey& operator=(const PeriodKey&) = delete;
  PeriodKey(PeriodKey&& other) noexcept;
  PeriodKey& operator=(PeriodKey&& other) noexcept;
  ~PeriodKey();

  // Writes a file that only its owner can read, on the disk when it returns.
  //
  // errors  kAlreadyExists; kFailedPrecondition naming the file.
  [[nodiscard]] Status Save(const std::filesystem::path& file) const;

  // Keyed BLAKE2b over kind and value.
  [[nodiscard]] Tag TagOf(Trace kind, std::string_view value) const;

  // XSalsa20-Poly1305 with a random nonce: 40 bytes more than the text.
  [[nodiscard]] std::string Seal(std::string_view text) const;
  // nullopt for what this key did not seal.
  [[nodiscard]] std::optional<std::string> Open(std::string_view sealed) const;

  [[nodiscard]] const ProjectionSigns& projection() const { return projection_; }

 private:
  PeriodKey() = default;
  void Derive();
  void Wipe();

  std::array<std::uint8_t, 32> secret_{};
  ProjectionSigns projection_{};
};

// Overwrites a key file, then removes it; a file that is not there is done already. A disk that
// writes elsewhere what is overwritten (flash, snapshots) may keep the old bytes: encrypt the disk.
//
// errors  kFailedPrecondition naming the file.
[[nodiscard]] Status DestroyKeyFile(const std::filesystem::path& file);

}  // namespace chowki::associate
