#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "associate/portrait_code.h"
#include "base/status.h"
#include "vault/secret.h"

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

  explicit PeriodKey(vault::Secret secret);

  // errors  those of vault::Secret::Load.
  [[nodiscard]] static Result<PeriodKey> Load(const std::filesystem::path& file);

  // Writes a file that only its owner can read, on the disk when it returns.
  //
  // errors  those of vault::Secret::Save.
  [[nodiscard]] Status Save(const std::filesystem::path& file) const { return secret_.Save(file); }

  // Keyed BLAKE2b over kind and value.
  [[nodiscard]] Tag TagOf(Trace kind, std::string_view value) const;

  // XSalsa20-Poly1305 with a random nonce: 40 bytes more than the text.
  [[nodiscard]] std::string Seal(std::string_view text) const { return secret_.Seal(text); }
  // nullopt for what this key did not seal.
  [[nodiscard]] std::optional<std::string> Open(std::string_view sealed) const {
    return secret_.Open(sealed);
  }

  [[nodiscard]] const ProjectionSigns& projection() const { return projection_; }

  // By which keys are told from one another.
  [[nodiscard]] std::int64_t id() const { return secret_.id(); }

 private:
  vault::Secret secret_;
  ProjectionSigns projection_{};  // as long in memory as the portraits it was made for
};

}  // namespace chowki::associate
