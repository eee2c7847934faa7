#include "associate/period_key.h"

#include <cstring>
#include <utility>

namespace chowki::associate {
namespace {

constexpr std::uint8_t kProjection = 0;  // no Trace has it

}  // namespace

PeriodKey::PeriodKey(vault::Secret secret) : secret_(std::move(secret)) {
  for (size_t round = 0; round < projection_.size(); ++round) {
    std::array<std::uint8_t, 64> bits{};
    secret_.Hash(bits, kProjection, std::to_string(round));
    static_assert(sizeof bits == sizeof projection_[0]);
    std::memcpy(projection_[round].data(), bits.data(), bits.size());
  }
}

PeriodKey PeriodKey::Make() { return PeriodKey(vault::Secret::Make()); }

Result<PeriodKey> PeriodKey::Load(const std::filesystem::path& file) {
  CHOWKI_ASSIGN_OR_RETURN(vault::Secret secret, vault::Secret::Load(file));
  return PeriodKey(std::move(secret));
}

Tag PeriodKey::TagOf(Trace kind, std::string_view value) const {
  std::array<std::uint8_t, 16> hash{};
  secret_.Hash(hash, static_cast<std::uint8_t>(kind), value);
  Tag tag = 0;
  std::memcpy(&tag, hash.data(), sizeof tag);
  return tag;
}

}  // namespace chowki::associate
