#include "safeguard/random_share.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace chowki::safeguard {
namespace {

constexpr std::uint8_t kShare = 1;  // kind of hash

}  // namespace

RandomShare::RandomShare(vault::Secret secret, int percent)
    : secret_(std::move(secret)), percent_(percent) {}

Result<RandomShare> RandomShare::Open(const std::filesystem::path& file, int percent) {
  auto secret = vault::Secret::Load(file);
  if (!secret.ok() && secret.status().code() == StatusCode::kNotFound) {
    secret = vault::Secret::Make();
    CHOWKI_RETURN_IF_ERROR(secret->Save(file));
  }
  if (!secret.ok()) return secret.status();
  return RandomShare(*std::move(secret), percent);
}

bool RandomShare::Has(std::string_view screening) const {
  std::array<std::uint8_t, 16> hash{};
  secret_.Hash(hash, kShare, screening);
  std::uint32_t lot = 0;
  std::memcpy(&lot, hash.data(), sizeof lot);
  return std::uint64_t{lot} * 100 < (std::uint64_t(percent_) << 32);
}

}  // namespace chowki::safeguard
