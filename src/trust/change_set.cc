#include "trust/change_set.h"

#include <array>

#include "trust/byte_text.h"

namespace chowki::trust {
namespace {

constexpr std::array<std::uint8_t, 1> kChangeSetKind{0x02};

}  // namespace

ChangeSetHasher::ChangeSetHasher() { hasher_.Add(kChangeSetKind); }

void ChangeSetHasher::Add(std::string_view records) { hasher_.Add(AsBytes(records)); }

Digest ChangeSetHasher::Finish() {
  const Digest digest = hasher_.Finish();
  hasher_.Add(kChangeSetKind);
  return digest;
}

}  // namespace chowki::trust
